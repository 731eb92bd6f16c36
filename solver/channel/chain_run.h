#pragma once
// Stretches of the network where each face follows the one before it along a chain, as most do: their equations are
// computed several faces at a time. Faces that meet a junction, a boundary or a structure are in no run.
#include <cstdint>

#include "solver/channel/block_elimination.h"
#include "solver/vector_paths.h"

namespace liriver::solver::channel {

/// Faces face, face + 1, ..., each from cell, cell + 1, ... to the next one. The face before and the one behind the run
/// belong to the same chain, so that all that a face of the run meets lies beside it in memory.
struct ChainRun {
    std::int32_t face = 0, cell = 0, count = 0;
};

/// The solver's arrays from a run's first face and first cell on: face k lies between the cells k and k + 1, and the
/// faces k - 1 and k + 1 and the cells k - 1 and k + 2 are there too.
struct RunColumns {
    // faces
    double *u, *u0, *q0, *push0, *u_hat, *q_hat, *area, *by_u, *by_left, *by_right, *q_mean;
    double *theta, *limiter_area, *limiter_down, *area_share, *friction_upstream;
    const double *distance, *inverse_distance, *nearness_west, *nearness_east;
    // cells
    const double *z, *bed, *length, *storage, *flow_area, *flow_area0, *flow_width, *top_width, *still, *still0;
    const double *conveyance, *drag, *drag_slope, *volume, *source, *side;
    double *limiter_velocity, *volume_next;
    // rows of the linear system, and the corrections that solve it
    Block *diagonal, *upper, *lower;
    Pair* right_side;
};

/// Which way the water of face k goes: by velocity, at rest by the slope of the surface.
LIRIVER_KERNEL bool flows_down(const RunColumns& run, std::int32_t k) {
    // a select between numbers: GCC makes no vectors of one between truths
    const double drop = run.z[k] - run.z[k + 1];
    const double way = drop >= 0.0 ? 1.0 : -1.0;
    return (run.u[k] == 0.0 ? way : run.u[k]) > 0.0;
}

/// Discharges at Newton's iterate and their derivatives.
void prepare_run(const RunColumns& run, std::int32_t count);

/// Continuity of each face's left cell, and the face's momentum.
void assemble_run(const RunColumns& run, std::int32_t count, double dt, bool still_water);

/// Discharge, surface slope and friction at the state held.
void explicit_terms_of_run(const RunColumns& run, std::int32_t count);

/// Discharges as the last linear system has them.
void settle_run(const RunColumns& run, std::int32_t count);

/// The largest velocity that the corrections make, and whether Newton's method has converged: no face turns round, and
/// `left_by_square` times each correction's square is within `tolerance` of the velocity's.
double largest_velocity_of_run(const RunColumns& run, std::int32_t count);
bool run_converges(const RunColumns& run, std::int32_t count, double left_by_square, double tolerance);
/// Adds the corrections to the velocities, none of which may then be beyond `fastest`; how many were held there.
std::int32_t correct_velocities_of_run(const RunColumns& run, std::int32_t count, double fastest);

/// Limiters of the velocity at the cells between the run's faces; their largest lag (Renewal). `rise` as there.
double limit_velocities_of_run(const RunColumns& run, std::int32_t count, double rise);

struct RunWeights {
    double lag = 0.0;
    bool holds_jump = false;  ///< some face may
};

/// Implicitness, `theta` where the flow varies gently, and weights of friction.
RunWeights weigh_run(const RunColumns& run, std::int32_t count, double dt, double theta, double rise);

/// Limiters of the faces' areas; their largest lag.
double limit_areas_of_run(const RunColumns& run, std::int32_t count, bool second_order, double rise);

/// volume_next: what `discharge` brings each left cell in `dt`.
void sum_at_cells_of_run(const RunColumns& run, std::int32_t count, double dt, const double* discharge);

/// Faces beside a film shallower than `thin`, or a cell that volume_next drains by half, become wholly implicit.
void make_draining_faces_implicit(const RunColumns& run, std::int32_t count, double thin);

}  // namespace liriver::solver::channel
