#pragma once
// Which row of which table changed last near a place: the likely cause when no step converges there.
#include <cstdint>
#include <string>

#include "scenarios/runner/channel_model.h"

namespace liriver::scenarios::runner {

/// A sentence that names the input, the file, the rows and their values: of the tables that drive something on the
/// cell's own reach (of all, where none does) the one that changes at `t` (s since the start) or changed last before
/// it, the nearest of several. Empty: no table changes up to then.
[[nodiscard]] std::string last_change_near(const ChannelModel& model, std::int32_t cell, double t);

}  // namespace liriver::scenarios::runner
