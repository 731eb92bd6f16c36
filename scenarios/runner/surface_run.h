#pragma once
// `run` for a scenario on a surface.
#include "scenarios/runner/run.h"
#include "scenarios/runner/surface_simulation.h"

namespace liriver::scenarios::runner {

/// What a scenario on a surface says of its simulation.
[[nodiscard]] SurfaceRunSettings surface_settings_of(const language::Scenario& scenario, int threads);

/// As `run`, with surface.nc and maxima/*.tif in place of network.nc. `options.threads` threads share the work.
[[nodiscard]] tl::expected<RunReport, data::tables::Problems> run_surface(const language::Model& input,
                                                                          const RunOptions& options);

}  // namespace liriver::scenarios::runner
