#pragma once
// A study of outfalls as text for a terminal.
#include <string>

#include "scenarios/studies/outfall_study.h"

namespace liriver::scenarios::cli {

/// For each section and constituent whether it holds, its outfalls in the order in which to cut, and what the equal cut
/// comes to.
[[nodiscard]] std::string outfall_table(const studies::OutfallStudy& study, const studies::OutfallResults& results);

}  // namespace liriver::scenarios::cli
