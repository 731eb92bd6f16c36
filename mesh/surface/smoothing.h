#pragma once
// Moves the free nodes of triangles to where their triangles are better.
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "mesh/surface/ring.h"

namespace liriver::mesh::surface {

/// 1 for an equal-sided triangle, 0 for a flat one, negative for one that runs clockwise: 4 sqrt(3) area over the sum
/// of the squared sides (Bank and Smith 1997).
[[nodiscard]] double triangle_quality(Point a, Point b, Point c);

/// Moves each node that is not fixed to the middle of its neighbours (or half, or a quarter of the way there) if the
/// worst triangle around it becomes better by that; `rounds` times over all nodes, in order.
void smooth_triangles(std::vector<Point>& points, std::span<const std::array<std::int32_t, 3>> triangles,
                      std::span<const char> fixed, int rounds);

}  // namespace liriver::mesh::surface
