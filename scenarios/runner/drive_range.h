#pragma once
// What drives a river over a whole run, as constant states: the start's, and the lowest and the highest inflows and end
// stages with one another.
#include <vector>

#include "scenarios/runner/channel_model.h"

namespace liriver::scenarios::runner {

/// The smallest and the largest value of a function from 0 to `duration` (s).
struct Range {
    double low = 0.0, high = 0.0;
};
[[nodiscard]] Range range_of(const solver::forcing::Function& function, double duration);

/// Drivers to take the place of the model's: first its own (which counts at its start), then one for each of low and
/// high inflow with low and high stages outside, as far as these vary over `duration` (s). In them all inflows (ends,
/// catchments, points, releases of dams without a pool) are constant at their lowest or all at their highest, and all
/// stage boundaries likewise. What takes water out, rain, rules and gates stay as at the start.
[[nodiscard]] std::vector<Driver> drives_of(const ChannelModel& model, double duration);

}  // namespace liriver::scenarios::runner
