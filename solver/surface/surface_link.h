#pragma once
// Structures that join two cells of the surface (or lead out of it), and how much water they let through in a step.
#include <cstdint>

#include "mesh/surface/surface_mesh.h"
#include "solver/structures/structure.h"

namespace liriver::solver::surface {

/// The stage outside, m above datum: water falls freely.
inline constexpr double free_fall = -1e6;

/// A hydraulic structure between two cells, or from a cell out of the surface. Its sill (crest, invert, the stage at
/// which a pump stops) must lie no lower than the bed of the cells, so that it cannot take water from dry ground.
struct SurfaceLink {
    std::int32_t left = 0;                        ///< a cell
    std::int32_t right = mesh::surface::outside;  ///< another cell, or `outside`: a free fall
    structures::Structure structure;
    double setting = 0.0;  ///< of the structure, where the forcing gives none
    bool one_way = false;  ///< a flap lets nothing through from right to left
};

/// One side of a link: a cell's ground, its plan area and what it holds. No area: outside.
struct LinkSide {
    double bed = 0.0;    ///< m above datum
    double area = 0.0;   ///< m2
    double water = 0.0;  ///< m3
};

/// What passed in a step, and the stages at which the structure let it pass.
struct Exchange {
    double water = 0.0;                          ///< m3, from left to right
    double stage_left = 0.0, stage_right = 0.0;  ///< m above datum; right outside: far below
};

/// The discharge at these stages (m above datum), m3/s from left to right, and its slopes; nothing against a flap.
[[nodiscard]] structures::StructureFlow link_flow(const SurfaceLink& link, double setting, double stage_left,
                                                  double stage_right);

/// Water that passes from left to right within `seconds`, m3 (negative: from right to left), the solution of
///   V = seconds Q(z_left - theta V/A_left, z_right + theta V/A_right),  theta = 1/2 + 1/2 min(1, x^2),
/// where x is how much of the fall, of the slope and of the giving side's depth Q would use up in that time. While it
/// is little, that is the midpoint rule, which lets through what stands there on the mean while the neighbours fill up
/// what is taken; beyond, the implicit Euler step. So it never overshoots the level at which both sides are equal and
/// takes no more than there is, however long the step. As Q does not fall with the left stage nor rise with the right
/// one, there is exactly one solution, found by Newton's method within a bracket that bisection narrows where it does
/// not converge.
[[nodiscard]] Exchange exchanged_water(const SurfaceLink& link, double setting, double seconds, const LinkSide& left,
                                       const LinkSide& right);

}  // namespace liriver::solver::surface
