#pragma once
// Which cell of a mesh holds a point, for many points: square buckets of the cells' bounding boxes.
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "mesh/surface/surface_mesh.h"

namespace liriver::mesh::surface {

/// Whether a convex cell (corners counter-clockwise) holds the point; its sides belong to it.
[[nodiscard]] bool holds(const SurfaceMesh& mesh, std::int32_t cell, network::Point point);

class CellIndex {
  public:
    /// The mesh must outlive the index.
    explicit CellIndex(const SurfaceMesh& mesh);

    /// The first cell that holds the point; -1: none.
    [[nodiscard]] std::int32_t holding(network::Point point) const;

  private:
    [[nodiscard]] std::int64_t key(std::int64_t column, std::int64_t row) const { return column * 0x40000000 + row; }
    [[nodiscard]] std::int64_t bucket_of(double length) const;

    const SurfaceMesh& mesh_;
    double west_ = 0.0, south_ = 0.0, size_ = 1.0;  // m
    std::unordered_map<std::int64_t, std::vector<std::int32_t>> buckets_;
};

}  // namespace liriver::mesh::surface
