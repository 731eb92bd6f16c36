#pragma once
// The condition of a river or basin by 环办〔2011〕22号: by mean concentrations of few sections, by shares of classes
// of more.
#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/standards/class_table.h"
#include "data/standards/main_pollutants.h"

namespace liriver::data::standards {

/// A section with its values of one period and what they come to.
struct SectionState {
    std::vector<Reading> readings;
    Assessment assessment;
};

enum class RiverMethod { not_assessed, by_means, by_shares };

struct RiverQuality {
    RiverMethod method = RiverMethod::not_assessed;
    std::size_t sections = 0, assessed = 0;
    std::array<double, 6> shares{};         ///< of the assessed sections, by class
    Assessment mean;                        ///< by means: what the mean values come to
    std::string condition, condition_zh;    ///< "good", "良好"
    std::vector<MainPollutant> pollutants;  ///< where it is worse than good
};

/// Sections that are not assessed are told, and count neither among the few nor in the shares. With fewer than the
/// rule's number (five) each item's values are averaged over the sections that have one and judged as a section's; the
/// condition is then that of the class. Else it goes by the shares of sections of class I to III, and worse than V.
/// `table` must be of a rule that has these parameters; with another one it is not assessed.
[[nodiscard]] RiverQuality river_quality(const ClassTable& table, std::span<const SectionState> sections);

/// The change from one period to the next: the rise of the share of classes I to III less that of worse than V, in
/// points of per cent.
[[nodiscard]] double change_in_points(const RiverQuality& before, const RiverQuality& after);

}  // namespace liriver::data::standards
