#pragma once
// What a scenario says of constituents, steps and times, as a Simulation takes it. Shared by `run` and by the members
// of studies, so that both take the same steps.
#include <vector>

#include "scenarios/runner/simulation.h"

namespace liriver::scenarios::runner {

/// The scenario's constituents, then a tag for each reservoir whose water is followed; functions they need are added to
/// the model's driver.
[[nodiscard]] std::vector<Substance> substances_of(const language::Scenario& scenario, ChannelModel& model);

[[nodiscard]] SimulationSettings settings_of(const language::Scenario& scenario);

/// The first multiple of an interval (s) after a time; infinity for an infinite interval.
[[nodiscard]] double next_multiple(double time, double interval);

/// Water in all cells, m3, summed from the state.
[[nodiscard]] double water_in(const Simulation& simulation);

}  // namespace liriver::scenarios::runner
