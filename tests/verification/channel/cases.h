#pragma once
// Each verification case of the 1D solver as a function that runs it and returns one error.
#include <vector>

#include "tests/verification/case.h"

namespace liriver::tests::verification {

/// All cases, in the order of the table.
const std::vector<Case>& channel_cases();

/// The metric of one mesh of a family, for convergence tests.
double dam_break_error(int cells, double depth_left, double depth_right, double length, double time);
enum class Way { in_time, direct };  ///< how a steady state is come to
double macdonald_error(int kind, int cells, Way way = Way::in_time);
struct FloodPeaks {
    double outlet_hourly, outlet_hour, middle_hourly, middle_hour;
};
FloodPeaks flood_wave(double step);

}  // namespace liriver::tests::verification
