#include "solver/channel/chain_run.h"

#include <algorithm>
#include <cmath>

#include "solver/channel/channel_mesh.h"
#include "solver/channel/face_momentum.h"
#include "solver/vector_paths.h"

namespace liriver::solver::channel {
namespace {

LIRIVER_KERNEL AreaWeights weights(const RunColumns& run, std::int32_t k, bool down) {
    return area_weights(run.limiter_area[k], (down ? 1.0 : 0.0) == run.limiter_down[k], down);
}

LIRIVER_KERNEL Friction friction(const RunColumns& run, std::int32_t k, bool down) {
    return friction_of({run.conveyance[k], run.drag[k], run.drag_slope[k]},
                       {run.conveyance[k + 1], run.drag[k + 1], run.drag_slope[k + 1]}, run.friction_upstream[k], down);
}

LIRIVER_KERNEL MomentumFace momentum_face(const RunColumns& run, std::int32_t k) {
    return {run.u[k],
            run.u0[k],
            run.u_hat[k],
            run.q_hat[k],
            run.theta[k],
            run.area[k],
            run.by_u[k],
            run.by_left[k],
            run.by_right[k],
            run.flow_area[k],
            run.flow_area[k + 1],
            run.flow_width[k],
            run.flow_width[k + 1],
            run.inverse_distance[k]};
}

LIRIVER_KERNEL void prepare(const RunColumns& run, std::int32_t count) {
#pragma omp simd
    for (std::int32_t k = 0; k < count; ++k) {
        const double theta = run.theta[k];
        const double u = run.u[k];
        const double area_left = run.flow_area[k];
        const double area_right = run.flow_area[k + 1];
        const bool down = flows_down(run, k);
        const AreaWeights share = weights(run, k, down);
        const double whole = share.left * area_left + share.right * area_right;
        const double area_up = down ? area_left : area_right;
        const double area = std::min(whole, area_up) > 0.0 ? whole : 0.0;  // no water on the side it would come from
        const double by_width = area > 0.0 ? theta * u : 0.0;
        run.area[k] = area;
        run.by_u[k] = theta * area;
        run.u_hat[k] = theta * u + (1.0 - theta) * run.u0[k];
        run.q_hat[k] = (1.0 - theta) * run.q0[k] + theta * area * u;
        run.by_left[k] = by_width * share.left * run.flow_width[k];
        run.by_right[k] = by_width * share.right * run.flow_width[k + 1];
    }
}

template <bool still_water>
LIRIVER_KERNEL void assemble(const RunColumns& run, std::int32_t count, double dt) {
    const double pull = dt * gravity;
#pragma omp simd
    for (std::int32_t k = 0; k < count; ++k) {
        const MomentumFace face = momentum_face(run, k);
        const double rate = dt * face.inverse_distance;
        MomentumRow row = rate_of_change(face, run.flow_area0[k], run.flow_area0[k + 1]);

        const double weight_west = run.limiter_velocity[k];
        const Carried west =
            advect(row, face, 1.0, rate, run.u_hat[k - 1], run.q_hat[k - 1],
                   1.0 - weight_west * (1.0 - run.nearness_west[k]), weight_west * run.nearness_west[k]);
        const double weight_east = run.limiter_velocity[k + 1];
        const Carried east =
            advect(row, face, -1.0, rate, run.u_hat[k + 1], run.q_hat[k + 1],
                   1.0 - weight_east * (1.0 - run.nearness_east[k]), weight_east * run.nearness_east[k]);

        double gained = 0.5 * rate * (run.side[k] + run.side[k + 1]);
        double taken_up_left = 0.0;
        double taken_up_right = 0.0;
        if constexpr (still_water) {  // what comes back from an ineffective area brings no speed either
            const double storing_left = 0.5 * run.length[k] * face.inverse_distance;
            const double storing_right = 0.5 * run.length[k + 1] * face.inverse_distance;
            gained -=
                storing_left * (run.still[k] - run.still0[k]) + storing_right * (run.still[k + 1] - run.still0[k + 1]);
            taken_up_left = storing_left * (face.width_left - run.top_width[k]);
            taken_up_right = storing_right * (face.width_right - run.top_width[k + 1]);
        }
        bring_up_to_speed(row, face, gained, taken_up_left, taken_up_right);
        slope_and_friction(row, face, pull, run.z[k + 1] - run.z[k], friction(run, k, flows_down(run, k)),
                           run.push0[k]);

        // a closed face keeps no velocity, and its row nothing else
        const double open = face.area > 0.0 ? 1.0 : 0.0;
        const double west_flow = open * west.flow;
        const double west_through = open * west.by_through;
        const double east_flow = open * east.flow;
        const double east_through = open * east.by_through;
        run.diagonal[k] = {run.top_width[k] * run.length[k] + dt * (face.by_left - run.by_right[k - 1]), dt * face.by_u,
                           open * row.by_left + west_through * run.by_right[k - 1],
                           open * diagonal_of(row) + (1.0 - open)};
        run.upper[k] = {dt * face.by_right, 0.0, open * row.by_right + east_through * run.by_left[k + 1],
                        east_through * run.by_u[k + 1] + east_flow * run.theta[k + 1]};
        run.lower[k] = {-dt * run.by_left[k - 1], -dt * run.by_u[k - 1], west_through * run.by_left[k - 1],
                        west_through * run.by_u[k - 1] - west_flow * run.theta[k - 1]};
        run.right_side[k] = {
            run.volume[k] - run.storage[k] * run.length[k] + dt * (run.source[k] + run.q_hat[k - 1] - face.q_hat),
            -(open * row.residual + (1.0 - open) * face.u)};
    }
}

LIRIVER_KERNEL void explicit_terms(const RunColumns& run, std::int32_t count) {
#pragma omp simd
    for (std::int32_t k = 0; k < count; ++k) {
        const bool down = flows_down(run, k);
        const double area_left = run.flow_area[k];
        const double area_right = run.flow_area[k + 1];
        const AreaWeights share = weights(run, k, down);
        const bool open = (down ? area_left : area_right) > 0.0;
        const double u = open ? run.u[k] : 0.0;
        const double q = (share.left * area_left + share.right * area_right) * u;
        const double drag = friction(run, k, down).inverse;
        const double slope = (run.z[k + 1] - run.z[k]) * run.inverse_distance[k] + q * std::abs(q) * drag;
        run.u[k] = u;
        run.q0[k] = q;
        run.push0[k] = open ? 0.5 * (area_left + area_right) * slope : 0.0;
    }
}

LIRIVER_KERNEL void settle(const RunColumns& run, std::int32_t count) {
#pragma omp simd
    for (std::int32_t k = 0; k < count; ++k)
        run.q_mean[k] = run.q_hat[k] + run.by_u[k] * run.right_side[k].y + run.by_left[k] * run.right_side[k].x +
                        run.by_right[k] * run.right_side[k + 1].x;
}

LIRIVER_KERNEL double largest_velocity(RunColumns run, std::int32_t count) {
    double largest = 0.0;
#pragma omp simd reduction(max : largest)
    for (std::int32_t k = 0; k < count; ++k) {
        const double speed = std::abs(run.u[k] + run.right_side[k].y);
        largest = speed > largest ? speed : largest;
    }
    return largest;
}

LIRIVER_KERNEL bool converges(RunColumns run, std::int32_t count, double left_by_square, double tolerance) {
    double turned = -1.0;  // above or at zero where a face turns round
    double left_over = -1.0;
#pragma omp simd reduction(max : turned, left_over)
    for (std::int32_t k = 0; k < count; ++k) {
        const double u = run.u[k];
        const double correction = run.right_side[k].y;
        const double in_newton = (u + correction) * u;
        const double in_step = u * run.u0[k];
        const double kept = in_newton < in_step ? in_newton : in_step;
        const double turns = kept > 0.0 ? -1.0 : 1.0;
        const double beyond = left_by_square * correction * correction > tolerance * u * u ? 1.0 : -1.0;
        turned = turns > turned ? turns : turned;
        left_over = beyond > left_over ? beyond : left_over;
    }
    return turned < 0.0 && left_over < 0.0;
}

LIRIVER_KERNEL std::int32_t correct_velocities(RunColumns run, std::int32_t count, double fastest) {
    std::int32_t held = 0;
    for (std::int32_t k = 0; k < count; ++k) {
        const double u = run.u[k] + run.right_side[k].y;
        const double below = u < fastest ? u : fastest;
        run.u[k] = below > -fastest ? below : -fastest;
        held += run.u[k] != u ? 1 : 0;
    }
    return held;
}

}  // namespace

double largest_velocity_of_run(const RunColumns& run, std::int32_t count) {
    return best_of<largest_velocity>(largest_velocity)(run, count);
}

bool run_converges(const RunColumns& run, std::int32_t count, double left_by_square, double tolerance) {
    return best_of<converges>(converges)(run, count, left_by_square, tolerance);
}

std::int32_t correct_velocities_of_run(const RunColumns& run, std::int32_t count, double fastest) {
    return best_of<correct_velocities>(correct_velocities)(run, count, fastest);
}

void prepare_run(const RunColumns& run, std::int32_t count) { best_of<prepare>(prepare)(run, count); }

void assemble_run(const RunColumns& run, std::int32_t count, double dt, bool still_water) {
    const auto work = still_water ? best_of<assemble<true>>(assemble<true>) : best_of<assemble<false>>(assemble<false>);
    work(run, count, dt);
}

void explicit_terms_of_run(const RunColumns& run, std::int32_t count) {
    best_of<explicit_terms>(explicit_terms)(run, count);
}

void settle_run(const RunColumns& run, std::int32_t count) { best_of<settle>(settle)(run, count); }

}  // namespace liriver::solver::channel
