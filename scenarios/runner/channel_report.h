#pragma once
// What a channel network tells at the end of a run. Internal to this module.
#include <cstdint>
#include <vector>

#include "data/results/summary.h"
#include "scenarios/runner/channel_domain.h"

namespace liriver::scenarios::runner {

/// Puts what reservoirs and target flows did into a summary; returns the relative errors of their balances.
[[nodiscard]] std::vector<double> report_operation(const ChannelDomain& domain, data::results::Summary& summary);

}  // namespace liriver::scenarios::runner
