#pragma once
// What a scenario says of constituents, steps and times, as a ChannelDomain takes it. Shared by `run` and by the
// members of studies, so that both take the same steps.
#include <algorithm>
#include <vector>

#include "scenarios/runner/channel_domain.h"

namespace liriver::scenarios::runner {

/// The scenario's constituents, then a tag for each reservoir whose water is followed; functions they need are added to
/// the model's driver.
[[nodiscard]] std::vector<Constituent> constituents_of(const language::Scenario& scenario, ChannelModel& model);

[[nodiscard]] ChannelSettings settings_of(const language::Scenario& scenario, int threads = 1);
/// With the processes of a loaded scenario, which outlives them; functions of their weather are added to the model's
/// driver.
[[nodiscard]] ChannelSettings settings_of(const language::Model& input, ChannelModel& model, int threads = 1);

/// The first multiple of an interval (s) after a time; infinity for an infinite interval.
[[nodiscard]] double next_multiple(double time, double interval);

/// When the next output and the next checkpoint (s) are due after a time; a step ends at each.
struct DueTimes {
    double output = 0.0, checkpoint = 0.0;
    [[nodiscard]] double first() const { return std::min(output, checkpoint); }
};
[[nodiscard]] DueTimes due_after(double time, const language::Output& output);

}  // namespace liriver::scenarios::runner
