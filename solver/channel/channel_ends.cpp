// Where a face meets no plain chain: junctions and boundaries, and their part of the linear system.
#include <algorithm>
#include <cmath>

#include "solver/channel/boundary_laws.h"
#include "solver/channel/channel_solver.h"

namespace liriver::solver::channel {

// Sums over the faces of each cell where more than two meet: what flows in, and the velocity that it hands on.
void ChannelSolver::gather_junctions() {
    for (const std::int32_t j : junction_cells_) {
        junction_in_[j] = 0.0;
        junction_velocity_[j] = {};
    }
    for (const std::int32_t f : junction_faces_once_) {
        const double q = flow_.q_hat[f];
        const double u = flow_.u_hat[f];
        if (is_junction_[left_[f]] && q < 0.0) {
            junction_in_[left_[f]] -= q;
            junction_velocity_[left_[f]].from_downstream += carries_left_[f] * q * u;
        }
        if (is_junction_[right_[f]] && q > 0.0) {
            junction_in_[right_[f]] += q;
            junction_velocity_[right_[f]].from_upstream += carries_right_[f] * q * u;
        }
    }
    for (std::size_t b = 0; b < mesh_.boundaries.size(); ++b) {
        const ChannelBoundary& boundary = mesh_.boundaries[b];
        const std::int32_t j = boundary.cell;
        const double inward = boundary.upstream ? boundary_q_[b] : -boundary_q_[b];
        if (!is_junction_[j] || stage_face_of_boundary_[b] >= 0 || area_[j] <= 0.0 || inward <= 0.0)
            continue;
        junction_in_[j] += inward;
        JunctionVelocity& velocity = junction_velocity_[j];
        (boundary.upstream ? velocity.from_upstream : velocity.from_downstream) +=
            inward * std::abs(entry_velocity(boundary_q_[b], j, 0.0));
    }
    for (const std::int32_t j : junction_cells_)
        if (junction_in_[j] > 0.0) {
            junction_velocity_[j].from_upstream /= junction_in_[j];
            junction_velocity_[j].from_downstream /= junction_in_[j];
        }
}

// Velocity of water that a boundary or structure brings into a cell: that of the cell's section, but no jet into a bed
// that is still nearly dry, at most a Froude number of two.
double ChannelSolver::entry_velocity(double flow, std::int32_t cell, double u) const {
    if (area_[cell] <= 0.0)
        return u;
    const double most = 2.0 * std::sqrt(gravity * area_[cell] / top_width_[cell]);
    return std::clamp(flow / area_[cell], -most, most);
}

// Whether entry_velocity gave less than flow over area.
bool ChannelSolver::is_held(double velocity, double flow, std::int32_t cell) const {
    constexpr double rounding = 1e-12;
    return area_[cell] <= 0.0 || std::abs(velocity * area_[cell] - flow) > rounding * std::abs(flow);
}

// Velocity and discharge beyond a face's end that is no plain chain.
ChannelSolver::Beyond ChannelSolver::beyond(const End& end, std::int32_t f, std::int32_t cell, double u,
                                            double q) const {
    switch (end.kind) {
        case EndKind::boundary: {
            const auto b = static_cast<std::size_t>(end.index);
            if (has_stage_end(b) && stage_holds(b))  // what leaves is what comes: no section of its own lies between
                return {entry_velocity(q, cell, u), q, 1.0, 0.0, area_[cell] > 0.0 ? 1.0 / area_[cell] : 0.0};
            const double flow = boundary_q_[b];
            const double velocity = entry_velocity(flow, cell, u);
            if (is_held(velocity, flow, cell))  // and so without a derivative
                return {velocity, flow, 0.0};
            const double by_stage = boundary_slope_[b];
            const double by_u = boundary_by_velocity_[b];
            return {
                velocity,           flow, 0.0, (by_stage - velocity * flow_widths()[cell]) / area_[cell], 0.0, by_stage,
                by_u / area_[cell], by_u};
        }
        case EndKind::links: {
            const double flow = link_through_[cell];
            const double velocity = entry_velocity(flow, cell, u);
            if (is_held(velocity, flow, cell))
                return {velocity, flow, 0.0};
            return {velocity, flow, 0.0, -velocity * flow_widths()[cell] / area_[cell], 0.0, 0.0};
        }
        case EndKind::junction: {
            const bool west = cell == left_[f];
            const double outward = west ? q : -q;  // leaving the junction through f
            if (outward > 0.0) {                   // what leaves through f came at the velocity of the other side
                const double speed = west ? carries_left_[f] * junction_velocity_[cell].from_upstream
                                          : -carries_right_[f] * junction_velocity_[cell].from_downstream;
                const double energy = energy_faces_.empty() ? 0.0
                                      : west                ? energy_share_left_[f]
                                                            : energy_share_right_[f];
                return {speed + energy * (u - speed), q, 1.0};  // at equal energy the head does it all
            }
            return {u, q, 1.0};
        }
        case EndKind::closed:
            if (cell < cell_count_)
                return {u, 0.0, 0.0};
            if (row_[cell] >= 0)  // a lake's mouth
                return {u, q, 1.0};
            return {entry_velocity(q, cell, u), q, 1.0, 0.0, area_[cell] > 0.0 ? 1.0 / area_[cell] : 0.0, 0.0};
        case EndKind::chain:
            break;
    }
    return {u, q, 1.0};
}

// What flows out of a junction carries the mean velocity of what flows in: its dependence on each inflowing face.
void ChannelSolver::assemble_junctions(double dt) {
    Block* const blocks = system_.blocks().data();
    for (std::size_t j = 0; j < junction_cells_.size(); ++j) {
        const std::int32_t cell = junction_cells_[j];
        const std::int32_t begin = first_junction_face_[j];
        const std::int32_t count = first_junction_face_[j + 1] - begin;
        const double in = junction_in_[cell];
        if (in <= 0.0)
            continue;
        for (std::int32_t a = 0; a < count; ++a) {
            const std::int32_t f = junction_faces_[begin + a];
            const double away = left_[f] == cell ? 1.0 : -1.0;
            const double outward = away * flow_.q_hat[f];
            if (outward <= 0.0 || flow_.area[f] <= 0.0)
                continue;
            // the residual holds rate * outward * (u_hat - away * velocity)
            const double energy = energy_faces_.empty() ? 0.0
                                  : away > 0.0          ? energy_share_left_[f]
                                                        : energy_share_right_[f];
            const double rate = dt * inverse_distance_[f] * (1.0 - energy);
            const JunctionVelocity& velocities = junction_velocity_[cell];
            const bool leaves_downstream = away > 0.0;
            const double velocity = leaves_downstream ? velocities.from_upstream : velocities.from_downstream;
            if ((leaves_downstream ? carries_left_[f] : carries_right_[f]) == 0)
                continue;
            for (std::int32_t b = 0; b < count; ++b) {
                const std::int32_t k = junction_faces_[begin + b];
                const double toward = right_[k] == cell ? 1.0 : -1.0;
                const double inward = toward * flow_.q_hat[k];
                if (k == f || inward <= 0.0)
                    continue;
                const double u_k = toward * flow_.u_hat[k];
                const bool carries = toward == away && (toward > 0.0 ? carries_right_[k] : carries_left_[k]) != 0;
                const double share = carries ? 1.0 : 0.0;
                // velocity = sum of carried (q u) / sum(q): by u_k it changes with
                // (q_k + A_k (u_k - velocity)) / sum(q), of what carries none with -A_k velocity / sum(q)
                const double by_velocity =
                    toward * (share * theta_[k] * inward + flow_.by_u[k] * (share * u_k - velocity)) / in;
                blocks[junction_slots_[first_junction_slot_[j] + a * count + b]].d -=
                    rate * outward * away * by_velocity;
            }
        }
    }
}

// Where a law of the stage holds.
BoundaryFlow ChannelSolver::flow_at_boundary(std::size_t b) const {
    const std::int32_t c = mesh_.boundaries[b].cell;
    if (const std::int32_t k = critical_of_boundary_[b]; k >= 0)
        return critical_[k].at(z_[c] - bed_[c]);
    return boundary_flow(mesh_.boundaries[b], z_[c], {area_[c], top_width_[c], conveyance_[c], conveyance_slope_[c]});
}

void ChannelSolver::assemble_boundaries(double dt, const ChannelForcing& forcing) {
    Block* const blocks = system_.blocks().data();
    Pair* const rhs = system_.right_side().data();
    for (std::size_t b = 0; b < mesh_.boundaries.size(); ++b) {
        const ChannelBoundary& boundary = mesh_.boundaries[b];
        if (boundary.kind == BoundaryKind::stage)
            continue;
        if (boundary.kind == BoundaryKind::free_outfall) {
            assemble_free_end(b, dt);
            continue;
        }
        const std::int32_t c = boundary.cell;
        const double outward = boundary.upstream ? -1.0 : 1.0;
        if (boundary.kind == BoundaryKind::discharge) {
            draws_all_[b] = draws_more_than_leaves(b, forcing) ? 1 : 0;
            if (draws_all_[b] != 0) {
                assemble_free_end(b, dt);
                continue;
            }
            boundary_q_[b] = forcing.boundary[b];
            boundary_slope_[b] = 0.0;
            rhs[c].x -= dt * outward * forcing.boundary[b];
            continue;
        }
        const BoundaryFlow flow = flow_at_boundary(b);
        const double theta = options_.theta;
        boundary_theta_[b] = theta;
        boundary_q_[b] = flow.discharge;
        boundary_slope_[b] = flow.by_stage;
        rhs[c].x -= dt * outward * (theta * flow.discharge + (1.0 - theta) * boundary0_[b]);
        blocks[c].a += dt * theta * outward * flow.by_stage;
    }
}

}  // namespace liriver::solver::channel
