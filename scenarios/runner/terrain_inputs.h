#pragma once
// The terrain that a scenario for `mesh` names: rasters and tables of points, best first.
#include <optional>
#include <string>
#include <vector>

#include "data/tables/problem.h"
#include "mesh/gis/mosaic.h"
#include "scenarios/language/scenario.h"

namespace liriver::scenarios::runner {

/// Reads `[terrain]` in the project's CRS and adds a sentence for each source to `notes`. Problems: a vertical datum
/// that is not the project's, a source that cannot be read to its end.
[[nodiscard]] mesh::gis::Mosaic read_terrain(const language::Scenario& scenario, std::vector<std::string>& notes,
                                             data::tables::Problems& problems);

}  // namespace liriver::scenarios::runner
