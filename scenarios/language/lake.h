#pragma once
// `[[lake]]`: still water that reaches and structures join. Part of `Scenario`.
#include <optional>
#include <string>
#include <vector>

#include "scenarios/language/values.h"

namespace liriver::scenarios::language {

/// A lake has one stage; its volume follows from a table or from upright walls.
struct Lake {
    std::string name;
    FileName storage;                       ///< CSV: level_m, and area_m2 or volume_m3
    std::optional<double> area, bottom;     ///< m2, m above the datum: upright walls, in place of the table
    std::vector<double> levels;             ///< m, rising; filled by `load`
    std::vector<double> areas;              ///< m2, not falling; or
    std::vector<double> volumes;            ///< m3, rising from 0
    std::optional<double> stage;            ///< m above the datum, at the start; none: as the river sets it
    std::vector<std::string> from_reaches;  ///< that end in it
    std::vector<std::string> to_reaches;    ///< that begin in it
    std::optional<Series> inflow;           ///< m3/s, besides
    Amounts concentration;                  ///< kg/m3 of that inflow
    Provenance provenance;
    Position at;
};

}  // namespace liriver::scenarios::language
