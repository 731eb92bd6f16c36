#pragma once
// Whether a water function zone (水功能区) complies in a year, by SL 395-2007.
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/standards/class_table.h"

namespace liriver::data::standards {

struct ZoneCompliance {
    std::size_t assessments = 0;  ///< of the year that could be made
    std::size_t complying = 0;
    bool by_yearly_mean = false;   ///< too few assessments: the year's mean decides
    std::optional<bool> complies;  ///< nothing: not assessed
};

/// `assessments`: whether the zone met its target, each time (nothing: not assessed). A zone complies when at least the
/// rule's share (80 %) of them do; with fewer than the rule's number (six) the year's mean decides.
[[nodiscard]] ZoneCompliance zone_compliance(const ClassTable& table, std::span<const std::optional<bool>> assessments,
                                             std::optional<bool> yearly_mean);

/// The items of the zones' assessment by two: NH3-N, and CODMn or COD. Empty: the rule has none.
[[nodiscard]] std::vector<std::string> two_items(const ClassTable& table);

/// Whether an assessment by two items has both: NH3-N and one of the oxygen demands.
[[nodiscard]] bool has_two_items(const Assessment& assessment);

}  // namespace liriver::data::standards
