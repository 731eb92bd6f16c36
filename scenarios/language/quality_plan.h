#pragma once
// The kinetics that a scenario declares, resolved and checked.
#include <optional>
#include <string>
#include <vector>

#include "data/tables/problem.h"
#include "scenarios/language/scenario.h"
#include "solver/quality/plan.h"

namespace liriver::scenarios::language {

struct QualityPlan {
    solver::quality::Plan plan;
    std::vector<std::size_t> constituents;  ///< [of the plan] which of the scenario's
    std::vector<double> factors;            ///< [of the plan] from the scenario's SI to the plan's unit
    /// Which of the scenario's constituents is the water's temperature (degC), which rates then go by; none: weather's.
    std::optional<std::size_t> temperature;
    /// The parameters as they count, those of the set first: what nobody measured is among them.
    std::vector<solver::quality::Parameter> parameters;
};

/// None: the scenario declares no process. Problems: a set, formula, parameter or constituent that is not there, a
/// constituent that the set needs and the scenario lacks, or that decays twice, an expression that cannot be read, and
/// what the rates ask of weather and place that is not given.
[[nodiscard]] std::optional<QualityPlan> quality_plan(const Scenario& scenario, data::tables::Problems& problems);

}  // namespace liriver::scenarios::language
