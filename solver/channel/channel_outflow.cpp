// Ends that water falls over, and ends where a stage is given.
//
// A given stage z_b holds while the water at the end is subcritical and below what can leave; otherwise the water falls
// freely, at a stage above z_b. With the greatest outflow Q_free(z, u) that is
//
//   min(z - z_b, Q_free - Q) = 0,     Q_free = max(A sqrt(g A / T), A u),
//
// critical flow, or supercritical flow as it arrives. The case is chosen anew at each of Newton's iterations, at most
// `most_changes` times a step.
//
// An end where a discharge Q_d is drawn gives no more than can leave: Q = min(Q_d, Q_free).
#include <algorithm>
#include <cmath>

#include "solver/channel/channel_solver.h"

namespace liriver::solver::channel {
namespace {

constexpr int most_changes = 3;
constexpr double tiny_depth = 1e-9;  // m
constexpr double fixed_area = 1e30;  // m2 of water surface: a stage that no inflow changes

}  // namespace

ChannelSolver::FreeOutflow ChannelSolver::free_outflow(std::size_t b) const {
    const std::int32_t c = mesh_.boundaries[b].cell;
    const BoundaryFlow critical = critical_[critical_of_boundary_[b]].at(z_[c] - bed_[c]);
    const std::int32_t f = inner_face_[b];
    const double toward = mesh_.boundaries[b].upstream ? -1.0 : 1.0;
    const double speed = f < 0 ? 0.0 : toward * u_[f];
    const std::int32_t inner = f < 0 ? c : left_[f] == c ? right_[f] : left_[f];
    const bool arrives_supercritical = speed > 0.0 && speed * speed * top_width_[inner] > gravity * area_[inner];
    if (arrives_supercritical || speed * area_[c] > critical.discharge)
        return {speed * area_[c], speed * flow_widths()[c], toward * area_[c]};
    return {critical.discharge, critical.by_stage, 0.0};
}

// Adds what leaves freely to the continuity of the end's cell.
void ChannelSolver::assemble_free_end(std::size_t b, double dt) {
    Block* const blocks = system_.blocks().data();
    Pair* const rhs = system_.right_side().data();
    const std::int32_t c = mesh_.boundaries[b].cell;
    const double outward = mesh_.boundaries[b].upstream ? -1.0 : 1.0;
    const FreeOutflow flow = free_outflow(b);
    // near to what the cell stores in a step the explicit share would swing
    const double courant = dt * flow.by_stage / (top_width_[c] * length_[c]);
    const double theta = mesh_.boundaries[b].kind == BoundaryKind::free_outfall
                             ? 1.0 - (1.0 - options_.theta) * std::clamp(2.0 - courant, 0.0, 1.0)
                             : 1.0;
    boundary_theta_[b] = theta;
    boundary_q_[b] = outward * flow.discharge;
    boundary_slope_[b] = outward * flow.by_stage;
    boundary_by_velocity_[b] = outward * flow.by_velocity;
    rhs[c].x -= dt * (theta * flow.discharge + (1.0 - theta) * outward * boundary0_[b]);
    blocks[c].a += dt * theta * flow.by_stage;
    if (const std::int32_t f = inner_face_[b]; f >= 0)
        blocks[right_[f] == c ? slots_[f].right_self : slots_[f].left_self].b += dt * theta * flow.by_velocity;
}

bool ChannelSolver::draws_more_than_leaves(std::size_t b, const ChannelForcing& forcing) const {
    const double drawn = (mesh_.boundaries[b].upstream ? -1.0 : 1.0) * forcing.boundary[b];
    return drawn > 0.0 && critical_of_boundary_[b] >= 0 && free_outflow(b).discharge < drawn;
}

bool ChannelSolver::stage_holds(std::size_t b) const {
    return std::any_of(stage_ends_.begin(), stage_ends_.end(),
                       [b](const StageEnd& end) { return end.holds && static_cast<std::size_t>(end.boundary) == b; });
}

double ChannelSolver::volume_at(std::int32_t cell, double stage) const {
    std::int32_t cursor = cursor_[cell];
    return length_[cell] * look_up(mesh_.tables.intervals().data(), first_interval_[cell], end_interval_[cell],
                                   stage - bed_[cell], cursor)
                               .area;
}

void ChannelSolver::begin_stage_ends(const ChannelForcing& forcing) {
    for (StageEnd& end : stage_ends_) {
        const std::int32_t c = mesh_.boundaries[static_cast<std::size_t>(end.boundary)].cell;
        end.holds = z0_[c] <= forcing.boundary[end.boundary] + tiny_depth && forcing.boundary[end.boundary] > bed_[c];
        end.changes = 0;
        boundary_q_[end.boundary] = boundary0_[end.boundary];  // a restart knows no iterate of the step before
        boundary_slope_[end.boundary] = boundary_by_velocity_[end.boundary] = 0.0;
        if (end.holds)
            z_[c] = forcing.boundary[end.boundary];
    }
}

// After all else that flows into or out of the end's cell.
void ChannelSolver::assemble_stage_ends(double dt, const ChannelForcing& forcing) {
    Block* const blocks = system_.blocks().data();
    Pair* const rhs = system_.right_side().data();
    for (StageEnd& end : stage_ends_) {
        const auto b = static_cast<std::size_t>(end.boundary);
        const ChannelBoundary& boundary = mesh_.boundaries[b];
        const std::int32_t c = boundary.cell;
        const double above = z_[c] - forcing.boundary[b];
        const double leaving = rhs[c].x / dt;  // what has to leave for the stage to stay as the iterate has it
        const bool at_stage = std::abs(above) <= tiny_depth;
        if (end.changes < most_changes) {
            const bool falls = end.holds && at_stage && leaving > free_outflow(b).discharge * (1.0 + 1e-9);
            const bool drowns = !end.holds && above < -tiny_depth && forcing.boundary[b] > bed_[c];
            if (falls || drowns) {
                end.holds = drowns;
                ++end.changes;
            }
        }
        if (!end.holds) {
            assemble_free_end(b, dt);
            continue;
        }
        boundary_q_[b] = (boundary.upstream ? -1.0 : 1.0) * leaving;
        blocks[c].a += fixed_area;
        rhs[c].x = -fixed_area * above;
    }
}

}  // namespace liriver::solver::channel
