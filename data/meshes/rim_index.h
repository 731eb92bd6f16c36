#pragma once
// Sides that only one cell has, found by place. Private to data/meshes.
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "mesh/surface/plain_mesh.h"

namespace liriver::data::meshes {

/// A side of one cell alone; walking from a to b the cell lies on the left hand.
struct RimSide {
    std::int32_t a = 0, b = 0, cell = 0;
};

/// The sides of a mesh that only one cell has; cells of either turning are taken as counter-clockwise.
[[nodiscard]] std::vector<RimSide> rim_sides(const mesh::surface::PlainMesh& mesh);

/// Twice the signed area of a cell, m2; positive: counter-clockwise.
[[nodiscard]] double twice_area(const mesh::surface::PlainMesh& mesh, std::int32_t cell);

/// Things with a rectangle each, by the square buckets that it touches.
class BoxIndex {
  public:
    explicit BoxIndex(double bucket) : bucket_(bucket) {}
    void add(std::int32_t number, double west, double south, double east, double north);
    /// Calls visit(number) for all whose buckets the rectangle touches; some more than once.
    template <typename Visit>
    void near(double west, double south, double east, double north, Visit&& visit) const {
        for (std::int64_t j = of(south); j <= of(north); ++j)
            for (std::int64_t i = of(west); i <= of(east); ++i)
                if (const auto found = buckets_.find(key(i, j)); found != buckets_.end())
                    for (const std::int32_t number : found->second)
                        visit(number);
    }

  private:
    [[nodiscard]] std::int64_t of(double value) const;
    static std::uint64_t key(std::int64_t i, std::int64_t j) {
        return (static_cast<std::uint64_t>(i) << 32U) ^ (static_cast<std::uint64_t>(j) & 0xFFFFFFFFU);
    }
    double bucket_;
    std::unordered_map<std::uint64_t, std::vector<std::int32_t>> buckets_;
};

}  // namespace liriver::data::meshes
