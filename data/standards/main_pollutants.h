#pragma once
// Main pollutants (主要污染指标) by 环办〔2011〕22号.
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/standards/class_table.h"

namespace liriver::data::standards {

struct MainPollutant {
    std::string item;
    QualityClass quality = QualityClass::iv;  ///< the worst, of several sections
    std::optional<double> over;               ///< value / limit of class III - 1, the largest of several sections
    double share = 1.0;                       ///< of the sections in which it is above class III
};

/// Of one section: items worse than class III, at most as many as the rule has (three). Cyanide and heavy metals come
/// first, then the worse class, then the larger exceedance; items without one (DO, pH) come last of their class.
[[nodiscard]] std::vector<MainPollutant> main_pollutants(const ClassTable& table, const Assessment& section);

/// Of a river: by the share of its assessed sections in which an item is worse than class III.
[[nodiscard]] std::vector<MainPollutant> main_pollutants(const ClassTable& table, std::span<const Assessment> sections);

}  // namespace liriver::data::standards
