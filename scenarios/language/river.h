#pragma once
// Reads the files that make up a scenario's river. Internal to this module.
#include "data/tables/problem.h"
#include "scenarios/language/load.h"

namespace liriver::scenarios::language {

/// Reads network, sections (with surveyed ones in their places) and catchments, and adds the prismatic reaches. Every
/// reach's own `manning_n` becomes a roughness of its channel. Problems: all that the tables' readers find; sections on
/// unknown reaches or beyond their ends, of one point or without width; reaches without two sections; zones without a
/// roughness.
void read_river(Scenario& scenario, RiverFiles& river, data::tables::Problems& problems);

/// Reads `[terrain]` rasters, if a scenario to be run names any, and names every section (by `section_places`) under
/// which they have no value. Notes tell of sections that lie far off the terrain. A raster that cannot be read to its
/// end is a problem with GDAL's reason.
void check_terrain(const Scenario& scenario, RiverFiles& river, data::tables::Problems& problems);

}  // namespace liriver::scenarios::language
