#pragma once
// `[[surface.boundary]]`: which keys go together, and which stretch of the rim each one is. Internal to this module.
#include "scenarios/language/cell_finder.h"
#include "scenarios/language/reporter.h"
#include "scenarios/language/surface_settings.h"

namespace liriver::scenarios::language {

/// Problems: keys that a boundary's kind does not use ("not-used"), keys that it needs ("missing-key").
void check_rim_boundary(const RimBoundary& boundary, const std::string& path, const Scenario& scenario,
                        Reporter& report);

/// Fills `boundary_faces` and `stretches`. Problems: ends that are not near the rim ("off-rim") or one node apart
/// ("no-stretch"), two boundaries on one face ("two-boundaries"), and a stretch that is most of its rim where the
/// scenario does not say so, or the other way round ("long-stretch").
void find_stretches(const SurfaceSettings& settings, SurfaceInput& input, CellFinder& finder, Reporter& report);

}  // namespace liriver::scenarios::language
