#pragma once
// What stands on sections: levees, ineffective areas, roughness by depth. Internal to this module.
#include "data/tables/problem.h"
#include "scenarios/language/load.h"

namespace liriver::scenarios::language {

/// Reads `network.levees` and `network.ineffective` into the sections of `river`, and `by_depth` of every roughness.
/// Problems, with the row: no section at that place, a levee below the ground or outside its section, a second levee of
/// one bank, levees that cross, areas without width or outside their section, depths that do not rise.
void read_section_features(Scenario& scenario, RiverFiles& river, data::tables::Problems& problems);

}  // namespace liriver::scenarios::language
