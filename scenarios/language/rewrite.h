#pragma once
// A scenario's text with other numbers in it: for studies that hand over the scenario they end with.
#include <filesystem>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "data/tables/problem.h"
#include "scenarios/language/scenario.h"
#include "scenarios/language/study.h"

namespace liriver::scenarios::language {

/// A number of a scenario and what it becomes.
struct ScenarioChange {
    ParameterKind what = ParameterKind::manning_n;
    std::string zone;   ///< of manning_n; of a surface the number of a material, or empty
    std::string reach;  ///< empty: the zone's roughness for all reaches without their own
    double value = 0.0;
    std::string source;     ///< where the number comes from
    std::string surface{};  ///< of manning_n: this surface's, everywhere or of the material in `zone`
};

/// The text of a scenario without overrides, as it was written, comments and all, with each change made in its place
/// (or added) and every relative path led from `folder` to the file it named. Reading it again gives the scenario with
/// the changes. Fails when that is not so: a change that the text leaves no room for.
[[nodiscard]] tl::expected<std::string, data::tables::Problems> rewrite_scenario(
    const Scenario& scenario, const std::vector<ScenarioChange>& changes, const std::filesystem::path& folder);

}  // namespace liriver::scenarios::language
