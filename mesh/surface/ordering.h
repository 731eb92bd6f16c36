#pragma once
// Orders cells so that neighbours lie near each other in memory.
#include <cstdint>
#include <span>
#include <vector>

#include "mesh/surface/plain_mesh.h"
#include "mesh/surface/surface_mesh.h"

namespace liriver::mesh::surface {

/// The numbers of the points in their order along Hilbert's curve through the square around them (65 536 steps a side);
/// points of one step keep their order. As many as there are x and y.
[[nodiscard]] std::vector<std::int32_t> hilbert_order(std::span<const double> x, std::span<const double> y);

/// The cells from a rim's end of the mesh across it, level by level over shared faces, reversed (Cuthill and McKee
/// 1969, reversed as in George 1971). Parts that do not touch follow one another.
[[nodiscard]] std::vector<std::int32_t> cuthill_mckee_order(const SurfaceMesh& mesh);

/// The middles of the corners of each cell.
struct Middles {
    std::vector<double> x, y;
};
[[nodiscard]] Middles middles(const PlainMesh& mesh);

/// The mesh with its cells in `order` (each number once) and its nodes in the order in which the cells first name them;
/// nodes of no cell are dropped.
[[nodiscard]] PlainMesh reordered(const PlainMesh& mesh, std::span<const std::int32_t> order);

/// How far apart in memory the two cells of the inner faces lie.
struct Locality {
    double mean_distance = 0.0;  ///< cells
    double within_64 = 0.0;      ///< share of the faces whose cells are at most 64 apart
};
[[nodiscard]] Locality locality(const SurfaceMesh& mesh);

}  // namespace liriver::mesh::surface
