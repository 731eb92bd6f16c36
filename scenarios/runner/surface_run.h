#pragma once
// `run` for a scenario on a surface. Private to this room.
#include "scenarios/runner/run.h"

namespace liriver::scenarios::runner {

/// As `run`, with surface.nc and maxima/*.tif in place of network.nc. `options.threads` threads share the work.
[[nodiscard]] tl::expected<RunReport, data::tables::Problems> run_surface(const language::Model& input,
                                                                          const RunOptions& options);

}  // namespace liriver::scenarios::runner
