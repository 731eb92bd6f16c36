#pragma once
// Trophic state of lakes and reservoirs: the index TLI that goes with 环办〔2011〕22号, and SL 395-2007's own EI.
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/standards/class_table.h"

namespace liriver::data::standards {

struct TrophicPart {
    std::string item;
    double value = 0.0;       ///< in the formula's unit
    double index = 0.0;       ///< of this item
    double weight = 0.0;      ///< parts of one
    bool beyond_end = false;  ///< beyond the end of the table of scores: the score there
};

struct TrophicState {
    std::optional<double> index;  ///< nothing: an item is missing
    std::string grade, grade_zh;  ///< "light eutrophic", "轻度富营养"
    std::vector<TrophicPart> parts;
    std::vector<std::string> missing;
};

/// TLI: the weighted sum of 10 (a + b ln x) of chlorophyll a (mg/m3), TP, TN, CODMn (mg/L) and transparency (m). All
/// five must be there and above 0. Grades: oligotrophic below 30, mesotrophic to 50, and eutrophic above (light, middle
/// above 60, hyper above 70).
[[nodiscard]] TrophicState trophic_level_index(const ClassTable& table, std::span<const Reading> readings);

/// EI: the mean of scores of the same items, between 10 and 100 by linear interpolation in a table (chlorophyll a in
/// mg/L there). A value beyond an end of the table has the score of that end, and is told.
[[nodiscard]] TrophicState eutrophic_index(const ClassTable& table, std::span<const Reading> readings);

}  // namespace liriver::data::standards
