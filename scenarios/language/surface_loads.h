#pragma once
// Where diffuse loads enter a surface. Internal to this module.
#include "scenarios/language/cell_finder.h"
#include "scenarios/language/reporter.h"
#include "scenarios/language/scenario.h"

namespace liriver::scenarios::language {

/// Fills `input.diffuse_cells`: the cell of an inflow or of a point, or the cells whose centroid lies in the load's
/// polygons, with their shares of those cells' area. Problems: an inflow that is none, a point beside the mesh,
/// polygons in which no cell lies or that cannot be read.
void find_diffuse_cells(Scenario& scenario, SurfaceInput& input, CellFinder& finder, Reporter& report);

}  // namespace liriver::scenarios::language
