#pragma once
// Graded triangles around what is given: constrained Delaunay triangulation and refinement (CGAL).
#include <array>
#include <cstdint>
#include <tl/expected.hpp>
#include <vector>

#include "mesh/field/error.h"
#include "mesh/surface/ring.h"
#include "mesh/surface/size_field.h"

namespace liriver::mesh::surface {

/// What triangles are to fill: all that hangs together inside the sides given, without the holes.
struct TriangulationInput {
    std::vector<Point> points;                             ///< nodes to be kept, all different
    std::vector<std::array<std::int32_t, 2>> fixed_sides;  ///< between points; come out whole wherever that is possible
    std::vector<std::array<std::int32_t, 2>> sides;        ///< between points; may be split and may cross each other
    std::vector<Point> holes;                              ///< what hangs together with one of these stays empty
    double smallest_angle = 20.0;                          ///< degrees to aim at, at most 20.7 (where refinement ends)
};

struct Triangulation {
    std::vector<Point> points;                           ///< the input's first, in their order
    std::vector<std::array<std::int32_t, 3>> triangles;  ///< counter-clockwise
    std::vector<char> fixed;                             ///< [points] on a side of the input, or one of its points
    /// Fixed sides that had to be split, with all nodes along them from their first to their second.
    struct Split {
        std::int32_t side = 0;
        std::vector<std::int32_t> nodes;
    };
    std::vector<Split> splits;
};

/// Triangulates and refines until no edge is longer than 1.4 times the field's length at its triangle and, except where
/// sides meet at sharper ones, no angle is below the wanted (Ruppert 1995, as in CGAL's Mesh_2). Points that refinement
/// put on fixed sides are taken out again afterwards. The same input gives the same output. Fails when nothing is left
/// inside.
[[nodiscard]] tl::expected<Triangulation, field::Error> triangulate(const TriangulationInput& input,
                                                                    const SizeField& lengths);

}  // namespace liriver::mesh::surface
