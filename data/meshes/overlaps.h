#pragma once
// Cells that lie over one another. Private to data/meshes.
#include <cstdint>
#include <vector>

#include "mesh/surface/plain_mesh.h"

namespace liriver::data::meshes {

struct Overlap {
    std::int32_t first = 0, second = 0;  ///< cells
    double x = 0.0, y = 0.0;             ///< m, a place in both
};

/// Pairs of convex cells whose insides overlap by more than `tolerance` m and a thousandth of their size (separating
/// axes; Gottschalk, Lin and Manocha 1996). Cells that are not convex are passed over: they are refused as such.
[[nodiscard]] std::vector<Overlap> find_overlaps(const mesh::surface::PlainMesh& mesh, double tolerance);

}  // namespace liriver::data::meshes
