#pragma once
// What is put into the water: part of `Scenario`.
#include <cstdint>
#include <optional>
#include <string>

#include "scenarios/language/losses.h"
#include "scenarios/language/values.h"

namespace liriver::scenarios::language {

/// `[[outfall]]`, or a row of the outfalls' register.
struct Outfall {
    std::string name;
    std::string label;
    PlaceValue place;
    std::optional<Series> discharge;    ///< m3/s; enters the water balance
    Amounts concentration;              ///< kg/m3 of that discharge
    Amounts load;                       ///< kg/s, without water
    Amounts spill;                      ///< kg put in at once, without water
    std::optional<Time> spill_time;     ///< when
    std::string limit_class;            ///< a grade of GB 18918 that it is held to: "1A"; empty: none
    std::optional<std::int64_t> built;  ///< year
    bool allow_dry = false;             ///< may stand on a line that no other water reaches
    Provenance provenance;
    std::string note;
    Position at;
};

}  // namespace liriver::scenarios::language
