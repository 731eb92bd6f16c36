#pragma once
// Diffuse loads as functions of time.
#include "scenarios/language/scenario.h"
#include "scenarios/runner/driver.h"
#include "solver/forcing/function.h"

namespace liriver::scenarios::runner {

/// What a diffuse load puts in of a constituent, kg/s (or what the constituent is counted in): its integral over each
/// local calendar year that the run touches is what that year brings, `DiffuseLoad::in_year`, of which the share of
/// base flow comes evenly and the rest by months, or in proportion to a discharge or runoff q: amount q / (integral of
/// q over the year), or amount q / (mean of many years x seconds of the year).
[[nodiscard]] solver::forcing::Function diffuse_rate(const language::DiffuseLoad& load, const std::string& constituent,
                                                     const language::Scenario& scenario);

/// A diffuse load spread over volumes, its functions added to the driver.
[[nodiscard]] SpreadLoad spread_load(const language::DiffuseLoad& load, std::vector<LoadShare> shares,
                                     const language::Scenario& scenario, Driver& driver);

}  // namespace liriver::scenarios::runner
