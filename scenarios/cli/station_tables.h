#pragma once
// What a run's stations saw, in tables for a terminal.
#include <string>

#include "data/results/summary.h"

namespace liriver::scenarios::cli {

/// A duration in the largest unit that it is at least one of: a wave in a tank takes seconds, a flood days.
[[nodiscard]] std::string in_words(double seconds, int figures = 6);

/// Discharges and targets, a line a station.
[[nodiscard]] std::string station_discharges(const data::results::Summary& summary);

/// Mean and largest concentration, a line a station; of more constituents than fit beside each other a table each few.
/// Empty where there are none; else it ends with an empty line.
[[nodiscard]] std::string station_concentrations(const data::results::Summary& summary);

/// How long a change of each reservoir's release takes to each station below it, h, at the flow of the start and at the
/// largest release (of a target-flow rule: at its largest target). Empty where the run knows none; else it ends with an
/// empty line.
[[nodiscard]] std::string release_times(const data::results::Summary& summary);

}  // namespace liriver::scenarios::cli
