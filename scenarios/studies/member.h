#pragma once
// A member of a calibration: the scenario with other parameters, run in memory.
#include <string>
#include <vector>

#include "data/tables/problem.h"
#include "scenarios/language/load.h"
#include "scenarios/language/rewrite.h"
#include "scenarios/language/study.h"
#include "scenarios/runner/channel_model.h"
#include "scenarios/studies/observations.h"

namespace liriver::scenarios::studies {

/// What the parameters are in the scenario, each spread over its reaches: problems where the scenario has no such
/// reach, zone or roughness, or where two parameters mean the same number.
[[nodiscard]] std::vector<std::vector<language::ScenarioChange>> changes_of(const language::Study& study,
                                                                            const language::Model& model,
                                                                            data::tables::Problems& problems);

/// Puts a number into a loaded scenario, as reading it with that number would have.
void apply(const language::ScenarioChange& change, language::Model& model);

/// Simulated values where and when something was observed, or why there are none.
struct MemberResult {
    std::vector<double> simulated;  ///< flat, as the observations; empty: the run failed
    std::string trouble;
};

/// Runs a scenario with the steps that `run` would take and cells `between` its sections, and reads stations between
/// the steps along straight lines.
[[nodiscard]] MemberResult run_member(const language::Model& model, const runner::CellPlan& between,
                                      const Observations& observations);

}  // namespace liriver::scenarios::studies
