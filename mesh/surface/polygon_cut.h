#pragma once
// Polygons with nodes on their sides, cut into triangles.
#include <cstdint>
#include <vector>

#include "mesh/surface/plain_mesh.h"

namespace liriver::mesh::surface {

/// Cuts a convex polygon with nodes on its sides into triangles, each time at the corner that makes the best one, and
/// adds them to the mesh. Corners counter-clockwise.
void add_in_triangles(PlainMesh& mesh, std::vector<std::int32_t> polygon);

}  // namespace liriver::mesh::surface
