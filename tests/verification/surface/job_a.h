#pragma once
// Circular dam break: a square of 1000 m, flat, frictionless, closed; 10 m of water within 200 m of the centre, 1 m
// outside.
#include <cstdint>

#include "solver/surface/surface_solver.h"
#include "tests/verification/surface/made_meshes.h"

namespace liriver::tests::surface {

inline constexpr double job_a_time = 20.0;  // s

struct CircularDamBreak {
    double l1 = 0.0;           ///< sum |h - h_ref| / sum h_ref over all cells
    double asymmetry = 0.0;    ///< m, between cells that mirror one another across an axis or a diagonal
    double cpu_seconds = 0.0;  ///< of the steps alone
    std::int64_t cell_updates = 0;
    std::int64_t steps = 0;
};

/// `cells` in all. The reference is the radial equations on 14 000 cells, solved once.
CircularDamBreak circular_dam_break(std::int64_t cells, Shape shape, const solver::surface::SurfaceOptions& options);

}  // namespace liriver::tests::surface
