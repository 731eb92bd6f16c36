#pragma once
// A run's results in a few lines for a terminal.
#include <string>

#include "data/results/summary.h"

namespace liriver::scenarios::cli {

/// Per station mean, smallest and largest discharge, hours and days below its target and how long after the start it
/// was first met, each constituent's mean and largest concentration, how long releases take to get there; what each
/// reservoir let go; the boundaries of a surface; the balances; what was noticed on the way.
[[nodiscard]] std::string results_table(const data::results::Summary& summary);

}  // namespace liriver::scenarios::cli
