#pragma once
// Sides that only one cell has. Private to data/meshes.
#include <cstdint>
#include <vector>

#include "mesh/surface/plain_mesh.h"

namespace liriver::data::meshes {

/// A side of one cell alone; walking from a to b the cell lies on the left hand.
struct BoundarySide {
    std::int32_t a = 0, b = 0, cell = 0;
};

/// The sides of a mesh that only one cell has; cells of either turning are taken as counter-clockwise.
[[nodiscard]] std::vector<BoundarySide> boundary_sides(const mesh::surface::PlainMesh& mesh);

}  // namespace liriver::data::meshes
