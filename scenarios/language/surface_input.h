#pragma once
// Reads a scenario's surface and finds its objects on it. Internal to this module.
#include "data/tables/problem.h"
#include "scenarios/language/load.h"

namespace liriver::scenarios::language {

/// What a scenario on a surface must and must not say.
void check_surface_rules(const Scenario& scenario, data::tables::Problems& problems);

/// Fills `model.surfaces`: the mesh, the rim's stretches, and the cells of inflows, outfalls and stations. Problems: a
/// mesh that cannot be read or has no roughness, a stretch that is none or meets another, a point outside the mesh.
void read_surfaces(Model& model, data::tables::Problems& problems);

/// Fills `model.surfaces` with the mesh that a scenario for `mesh` converts; nothing where it makes one.
void read_mesh_to_convert(Model& model, data::tables::Problems& problems);

}  // namespace liriver::scenarios::language
