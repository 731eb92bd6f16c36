#pragma once
// What happens at the rim of a surface, and where water comes in or is taken out.
#include <cstdint>
#include <string>
#include <vector>

namespace liriver::solver::surface {

/// What a boundary lays down. A face of the rim that belongs to no boundary is a wall.
enum class BoundaryKind {
    discharge,     ///< value: m3/s into the surface (negative: out of it), spread over its faces by conveyance
    stage,         ///< value: the stage outside, m above the datum
    rating,        ///< outflow by the table `rating`, at the boundary's mean stage, spread by conveyance
    normal_depth,  ///< outflow q = h^(5/3) sqrt(slope) / n at each face
    free,          ///< water leaves as it comes; none enters
};

struct SurfaceBoundary {
    BoundaryKind kind = BoundaryKind::free;
    std::vector<std::int32_t> faces;  ///< of the rim
    /// normal_depth: the energy slope. discharge: where the normal depth of this slope is less than the critical one
    /// the water comes in at it (supercritical inflow has to say its depth), unless the water inside has the greater
    /// specific force and drowns it: then it comes in subcritical, as with 0: at the critical depth at the least.
    double slope = 0.0;
    std::vector<double> rating_stage;      ///< m, growing
    std::vector<double> rating_discharge;  ///< m3/s, not falling; straight between, the last piece goes on
};

/// Water put into (or taken from) some cells, spread by their area: an outfall at a point, a spring, an abstraction.
struct SurfaceSource {
    std::vector<std::int32_t> cells;
};

/// A face of a gauge; `rightwards`: water from its left to its right cell counts as positive.
struct GaugeFace {
    std::int32_t face = 0;
    bool rightwards = true;
};

}  // namespace liriver::solver::surface
