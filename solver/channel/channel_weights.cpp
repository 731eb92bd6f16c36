// What is decided once a step, from the state at its start: limiters, face-area weights, implicitness.
#include <algorithm>
#include <cmath>

#include "solver/channel/channel_solver.h"
#include "solver/channel/face_weights.h"
#include "solver/channel/parts.h"

namespace liriver::solver::channel {
namespace {

constexpr double thin_depth = 1e-3;  // m

}  // namespace

// Limiter of the velocity at the cell downstream of f, between f and the next face; its lag.
double ChannelSolver::limit_velocity(std::int32_t f, double rise) {
    if (east_[f].kind != EndKind::chain)
        return 0.0;
    const std::int32_t e = east_[f].index;
    const std::int32_t cell = right_[f];
    const double across = u_[e] - u_[f];
    double behind = across;
    if (q0_[f] + q0_[e] >= 0.0) {
        if (west_[f].kind == EndKind::chain)
            behind = u_[f] - u_[west_[f].index];
    } else if (east_[e].kind == EndKind::chain) {
        behind = u_[east_[e].index] - u_[e];
    }
    const double scale_squared = u_[f] * u_[f] + gravity * area_[cell] / top_width_[cell];
    const Renewal found = renewed(limiter_velocity_[cell], central_share(across, behind, scale_squared), rise);
    limiter_velocity_[cell] = found.weight;
    return found.lag;
}

// Implicitness, friction and what leaves at the ends of a face that is in no run; the weights' lag.
double ChannelSolver::weigh_end_face(std::int32_t f, double dt, double rise) {
    const std::int32_t up = flows_down(f) ? left_[f] : right_[f];
    theta_[f] = 1.0 - (1.0 - options_.theta) * gentle_share(u_[f], area_[up], top_width_[up], distance_[f], dt);
    double lag = 0.0;
    const auto renew = [&](double held, double share) {
        const Renewal found = renewed(held, share, rise);
        lag = std::max(lag, found.lag);
        return found.weight;
    };
    const double friction = friction_weight(q0_[f], u_[f], area_[up], top_width_[up], drag_slope_[up], distance_[f]);
    friction_upstream_[f] = 1.0 - renew(1.0 - friction_upstream_[f], 1.0 - friction);
    // a jump between a face's two sections leaves its end as supercritical as the flow comes
    const bool west = ends_in_a_section(west_[f], left_[f]);
    const bool east = ends_in_a_section(east_[f], right_[f]);
    if (west || east) {
        const double share = std::min(end_share(left_[f], q0_[f]), end_share(right_[f], q0_[f]));
        if (west)
            end_share_west_[f] = renew(end_share_west_[f], share);
        if (east)
            end_share_east_[f] = renew(end_share_east_[f], share);
    }
    return lag;
}

// Limiter of the area of a face that is in no run; its lag.
double ChannelSolver::limit_area(std::int32_t f, double rise) {
    const bool down = flows_down(f);
    const std::int32_t up = down ? left_[f] : right_[f];
    const std::int32_t dn = down ? right_[f] : left_[f];
    const End& behind_end = down ? west_[f] : east_[f];
    Renewal limiter;
    if (options_.limited_second_order && area_[up] > 0.0 && area_[dn] > 0.0) {
        const double across = area_[dn] - area_[up];
        double behind = across;
        bool wet = true;
        if (behind_end.kind == EndKind::chain) {
            const std::int32_t far = down ? left_[behind_end.index] : right_[behind_end.index];
            behind = area_[up] - area_[far];
            wet = area_[far] > 0.0;
        }
        if (wet)
            limiter = renewed(area_share_[f], central_share(across, behind, area_[up] * area_[up]), rise);
    }
    area_share_[f] = limiter.weight;
    limiter_area_[f] = bounded_area_limiter(limiter.weight, area_[up], area_[dn]);
    limiter_down_[f] = down ? 1.0 : 0.0;
    return limiter.lag;
}

// Limiters, face-area weights and implicitness, all from the state at the step's start.
void ChannelSolver::freeze(double dt) {
    const double rise = rise_of_weights(dt);
    const bool second = options_.limited_second_order;
    double lag = 0.0;
    if (!second)
        std::fill(limiter_velocity_.begin(), limiter_velocity_.end(), 0.0);
    lag = std::max(lag, largest_of_runs([&](const ChainRun& run, const RunColumns& at) {
                       const double of_velocities = second ? std::max(limit_velocities_of_run(at, run.count, rise),
                                                                      limit_velocity(run.face + run.count - 1, rise))
                                                           : 0.0;
                       const double of_areas = limit_areas_of_run(at, run.count, second, rise);
                       const RunWeights found = weigh_run(at, run.count, dt, options_.theta, rise);
                       jump_in_run_[static_cast<std::size_t>(&run - runs_.data())] = found.holds_jump ? 1 : 0;
                       return std::max({of_velocities, of_areas, found.lag});
                   }));
    lag = std::max(
        lag, largest_of_end_faces([&](std::int32_t f) {
            return std::max({second ? limit_velocity(f, rise) : 0.0, weigh_end_face(f, dt, rise), limit_area(f, rise)});
        }));
    damp_jumps(dt);
    weight_lag_ = lag <= least_lag ? 0.0 : lag;
    sum_at_cells(dt, q0_);
    if (!energy_faces_.empty())
        freeze_energy_junctions();
    // A cell that the explicit share alone could drain by half, or a film, gets wholly implicit faces.
    each_run(
        [](const ChainRun& run, const RunColumns& at) { make_draining_faces_implicit(at, run.count, thin_depth); });
    const auto draining = [&](std::int32_t c) {
        const std::int32_t row = row_[c];
        return z_[c] - bed_[c] < thin_depth || (row >= 0 && volume_next_[row] < -0.5 * volume_[row]);
    };
    each_end_face([&](std::int32_t f) {
        if (draining(left_[f]) || draining(right_[f]))
            theta_[f] = 1.0;
    });
}

// volume_next_: what the discharges of all faces bring each cell in `dt`.
void ChannelSolver::sum_at_cells(double dt, std::span<const double> discharge) {
    for (const std::int32_t i : end_rows_)
        if (i < cell_count_)
            volume_next_[i] = 0.0;
    each_run([&](const ChainRun& run, const RunColumns& at) {
        sum_at_cells_of_run(at, run.count, dt, discharge.data() + run.face);
        volume_next_[run.cell + run.count] += dt * discharge[run.face + run.count - 1];
    });
    for (const std::int32_t f : end_faces_) {
        if (const std::int32_t from = row_[left_[f]]; from >= 0 && !in_run_[from])
            volume_next_[from] -= dt * discharge[f];
        if (const std::int32_t to = row_[right_[f]]; to >= 0 && !in_run_[to])
            volume_next_[to] += dt * discharge[f];
    }
}

// Whether what leaves at a face's end does so at that section's own velocity: at a boundary, a structure or a stage
// outside, and not at a junction or a lake's mouth, where it leaves as the face has it.
bool ChannelSolver::ends_in_a_section(const End& end, std::int32_t cell) const {
    return end.kind == EndKind::boundary || end.kind == EndKind::links ||
           (end.kind == EndKind::closed && row_[cell] < 0);
}

// Whether the flow is supercritical in the section upstream of a face and subcritical in the one downstream.
bool ChannelSolver::holds_jump(std::int32_t f) const {
    const std::int32_t up = flows_down(f) ? left_[f] : right_[f];
    const std::int32_t down = flows_down(f) ? right_[f] : left_[f];
    return beyond_critical(q0_[f], area_[up], top_width_[up]) > 0.0 &&
           beyond_critical(q0_[f], area_[down], top_width_[down]) < 0.0;
}

// The face of a hydraulic jump and the next one downstream become wholly implicit as their Courant number goes to 1.
// Limiters at a jump follow the state of the step before; where the momentum below it is centred in time, nothing damps
// what that feeds back, and the jump swings about its place for ever, by up to a quarter of the discharge.
void ChannelSolver::damp_jumps(double dt) {
    const auto damp = [&](std::int32_t f) {
        const std::int32_t up = flows_down(f) ? left_[f] : right_[f];
        const double celerity = std::sqrt(gravity * area_[up] / top_width_[up]);
        const double courant = dt * (std::abs(u_[f]) + celerity) / distance_[f];
        theta_[f] = std::max(theta_[f], 1.0 - (1.0 - options_.theta) * std::clamp(1.0 - courant, 0.0, 1.0));
    };
    for (std::size_t k = 0; k < runs_.size(); ++k)
        for (std::int32_t f = runs_[k].face; jump_in_run_[k] != 0 && f < runs_[k].face + runs_[k].count; ++f)
            if (holds_jump(f))
                jump_faces_.push_back(f);
    for (const std::int32_t f : end_faces_)
        if (holds_jump(f))
            jump_faces_.push_back(f);
    for (const std::int32_t f : jump_faces_) {
        damp(f);
        if (const End& next = flows_down(f) ? east_[f] : west_[f]; next.kind == EndKind::chain)
            damp(next.index);
    }
    jump_faces_.clear();
}

// Weight of the end section's own velocity in what momentum leaves there: the second-order one in subcritical flow,
// upwind near and beyond critical.
double ChannelSolver::end_share(std::int32_t cell, double q) const {
    const double area = std::max(area_[cell], film_[cell]);
    const double froude_squared = q * q * top_width_[cell] / (gravity * area * area * area);
    return std::clamp((0.8 - froude_squared) / 0.4, 0.0, 1.0);
}

}  // namespace liriver::solver::channel
