// The linear system of one Newton iteration: continuity of each cell, momentum of each face.
#include <algorithm>
#include <cmath>

#include "solver/channel/boundary_laws.h"
#include "solver/channel/channel_solver.h"

namespace liriver::solver::channel {
// Sums over the faces of each cell where more than two meet: what flows in and out, and the velocity it brings.
void ChannelSolver::gather_junctions() {
    for (const std::int32_t j : junction_cells_)
        junction_in_[j] = junction_velocity_[j] = 0.0;
    const auto add = [&](std::int32_t j, double inward, double speed) {
        if (inward > 0.0) {
            junction_in_[j] += inward;
            junction_velocity_[j] += inward * speed;
        }
    };
    const auto faces = static_cast<std::int32_t>(left_.size());
    for (std::int32_t f = 0; f < faces; ++f) {
        const double q = theta_[f] * q_[f] + (1.0 - theta_[f]) * q0_[f];
        const double u = theta_[f] * u_[f] + (1.0 - theta_[f]) * u0_[f];
        if (is_junction_[left_[f]])
            add(left_[f], -q, -u);
        if (is_junction_[right_[f]])
            add(right_[f], q, u);
    }
    for (std::size_t b = 0; b < mesh_.boundaries.size(); ++b) {
        const std::int32_t j = mesh_.boundaries[b].cell;
        if (is_junction_[j] && mesh_.boundaries[b].kind != BoundaryKind::stage && area_[j] > 0.0)
            add(j, mesh_.boundaries[b].upstream ? boundary_q_[b] : -boundary_q_[b],
                entry_velocity(boundary_q_[b], j, 0.0));
    }
    for (const std::int32_t j : junction_cells_)
        junction_velocity_[j] = junction_in_[j] > 0.0 ? junction_velocity_[j] / junction_in_[j] : 0.0;
}

// Velocity of water that a boundary or weir brings into a cell: that of the cell's section, but no jet into a bed that
// is still nearly dry, at most a Froude number of two.
double ChannelSolver::entry_velocity(double flow, std::int32_t cell, double u) const {
    if (area_[cell] <= 0.0)
        return u;
    const double most = 2.0 * std::sqrt(gravity * area_[cell] / top_width_[cell]);
    return std::clamp(flow / area_[cell], -most, most);
}

// Velocity and discharge beyond a face's end that is no plain chain. `toward` is +1 for the west end, -1 for the east.
ChannelSolver::Beyond ChannelSolver::beyond(const End& end, std::int32_t f, std::int32_t cell, double u,
                                            double q) const {
    switch (end.kind) {
        case EndKind::boundary: {
            const double flow = boundary_q_[end.index];
            return {entry_velocity(flow, cell, u), flow, 0.0};
        }
        case EndKind::weir: {
            const double flow = weir_q_[end.index];
            return {entry_velocity(flow, cell, u), flow, 0.0};
        }
        case EndKind::junction: {
            const bool west = cell == left_[f];
            const double outward = west ? q : -q;  // leaving the junction through f
            if (outward > 0.0) {                   // what leaves through f came at the junction's velocity
                const double speed = junction_velocity_[cell];
                return {west ? speed : -speed, q, 1.0};
            }
            return {u, q, 1.0};
        }
        case EndKind::closed:
            return cell >= cell_count_ ? Beyond{u, q, 1.0} : Beyond{u, 0.0, 0.0};
        case EndKind::chain:
            break;
    }
    return {u, q, 1.0};
}

void ChannelSolver::assemble_faces(double dt) {
    Block* const blocks = system_.blocks().data();
    Pair* const rhs = system_.right_side().data();
    const auto faces = static_cast<std::int32_t>(left_.size());
    for (std::int32_t f = 0; f < faces; ++f) {
        const std::int32_t l = left_[f];
        const std::int32_t r = right_[f];
        const FaceSlots& slot = slots_[f];
        const double theta = theta_[f];
        const double u = u_[f];
        const double face_area = weight_left_[f] * area_[l] + weight_right_[f] * area_[r];
        Pair& row = rhs[block_of_face_[f]];
        if (face_area <= 0.0 || area_[upwind_cell(f)] <= 0.0) {  // no water on the side it would come from: closed
            blocks[slot.p_self].d += 1.0;
            row.y -= u;
            const double q_old = (1.0 - theta) * q0_[f];
            if (l < cell_count_)
                rhs[l].x -= dt * q_old;
            if (r < cell_count_)
                rhs[r].x += dt * q_old;
            continue;
        }
        const double width_l = l < cell_count_ ? top_width_[l] : 0.0;
        const double width_r = r < cell_count_ ? top_width_[r] : 0.0;
        const double q = face_area * u;
        const double q_zl = weight_left_[f] * width_l * u;
        const double q_zr = weight_right_[f] * width_r * u;
        const double q_hat = theta * q + (1.0 - theta) * q0_[f];
        const double u_hat = theta * u + (1.0 - theta) * u0_[f];

        // mass
        if (l < cell_count_) {
            rhs[l].x -= dt * q_hat;
            blocks[slot.left_left].a += dt * theta * q_zl;
            blocks[slot.left_right].a += dt * theta * q_zr;
            blocks[slot.left_self].b += dt * theta * face_area;
        }
        if (r < cell_count_) {
            rhs[r].x += dt * q_hat;
            blocks[slot.right_left].a -= dt * theta * q_zl;
            blocks[slot.right_right].a -= dt * theta * q_zr;
            blocks[slot.right_self].b -= dt * theta * face_area;
        }

        // momentum: rate of change
        const double rate = dt / distance_[f];
        const double mean_area = 0.5 * (area_[l] + area_[r]);
        const double mean_area0 = 0.5 * (area0_[l] + area0_[r]);
        const double inertia = (1.0 - theta) * mean_area + theta * mean_area0;
        double residual = inertia * (u - u0_[f]);
        double by_u = inertia;
        double by_zl = 0.5 * (1.0 - theta) * width_l * (u - u0_[f]);
        double by_zr = 0.5 * (1.0 - theta) * width_r * (u - u0_[f]);

        // momentum: advection at the west and the east end
        double fed = 0.0;  // m3/s, net, through the ends
        const auto advect = [&](const End& end, std::int32_t cell, bool west) {
            const bool chain = end.kind == EndKind::chain;
            const std::int32_t n = end.index;
            Beyond other;
            if (chain)
                other = {theta_[n] * u_[n] + (1.0 - theta_[n]) * u0_[n], theta_[n] * q_[n] + (1.0 - theta_[n]) * q0_[n],
                         0.0};
            else
                other = beyond(end, f, cell, u_hat, q_hat);
            const double through = 0.5 * (q_hat + other.discharge);
            fed += west ? through : -through;
            const double half = chain ? 0.5 * limiter_velocity_[cell] : 0.0;
            const bool inward = west ? through > 0.0 : through < 0.0;  // momentum comes in at this end
            const double weight = inward ? 1.0 - half : half;
            const double jump = west ? u_hat - other.velocity : other.velocity - u_hat;
            residual += rate * through * weight * jump;
            const double by_through = rate * weight * jump * 0.5 * (1.0 + other.follows);
            // the part that could turn the diagonal around is left out
            by_u +=
                std::max(0.0, by_through * theta * face_area) + (west ? 1.0 : -1.0) * rate * through * weight * theta;
            by_zl += by_through * theta * q_zl;
            by_zr += by_through * theta * q_zr;
            if (!chain)
                return;
            const double n_area = weight_left_[n] * area_[left_[n]] + weight_right_[n] * area_[right_[n]];
            const double by_n =
                by_through * theta_[n] * n_area - (west ? 1.0 : -1.0) * rate * through * weight * theta_[n];
            blocks[west ? slot.p_west : slot.p_east].d += by_n;
            if (west) {
                by_zl += by_through * theta_[n] * weight_right_[n] * width_l * u_[n];
                blocks[slot.p_far_left].c += by_through * theta_[n] * weight_left_[n] * top_width_[left_[n]] * u_[n];
            } else {
                by_zr += by_through * theta_[n] * weight_left_[n] * width_r * u_[n];
            }
        };
        advect(west_[f], l, true);
        advect(east_[f], r, false);

        // momentum: water that came in neither from the west nor from the east (side inflow) brings no speed along the
        // river
        const double gained =
            0.5 * ((area_[l] - area0_[l]) * length_[l] + (area_[r] - area0_[r]) * length_[r]) / distance_[f] -
            rate * fed;
        if (gained > 0.0) {
            residual += gained * u_hat;
            by_u += gained * theta;
            by_zl += 0.5 * width_l * length_[l] / distance_[f] * u_hat;
            by_zr += 0.5 * width_r * length_[r] / distance_[f] * u_hat;
        }

        // momentum: slope of the surface and friction
        const Friction drag = friction(f, upwind_cell(f) == l);
        const double slope = (z_[r] - z_[l]) / distance_[f] + q * std::abs(q) * drag.inverse;
        const double by_q = 2.0 * std::abs(q) * drag.inverse;
        const double pull = dt * gravity;
        residual += pull * (theta * mean_area * slope + (1.0 - theta) * push0_[f]);
        by_u += pull * theta * mean_area * by_q * face_area;
        by_zl +=
            pull * theta *
            (0.5 * width_l * slope + mean_area * (-1.0 / distance_[f] + by_q * q_zl + q * std::abs(q) * drag.by_left));
        by_zr +=
            pull * theta *
            (0.5 * width_r * slope + mean_area * (1.0 / distance_[f] + by_q * q_zr + q * std::abs(q) * drag.by_right));

        row.y -= residual;
        blocks[slot.p_self].d += by_u;
        blocks[slot.p_left].c += by_zl;
        blocks[slot.p_right].c += by_zr;
    }
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
            const double outward = away * (theta_[f] * q_[f] + (1.0 - theta_[f]) * q0_[f]);
            if (outward <= 0.0 || area_[upwind_cell(f)] <= 0.0)
                continue;
            const double rate = dt / distance_[f];
            // the residual holds rate * outward * (u_hat - away * velocity)
            for (std::int32_t b = 0; b < count; ++b) {
                const std::int32_t k = junction_faces_[begin + b];
                const double toward = right_[k] == cell ? 1.0 : -1.0;
                const double inward = toward * (theta_[k] * q_[k] + (1.0 - theta_[k]) * q0_[k]);
                if (k == f || inward <= 0.0)
                    continue;
                const double area = weight_left_[k] * area_[left_[k]] + weight_right_[k] * area_[right_[k]];
                const double u_k = toward * (theta_[k] * u_[k] + (1.0 - theta_[k]) * u0_[k]);
                // velocity = sum(q u) / sum(q): by u_k it changes with (q_k + A_k (u_k - velocity)) / sum(q)
                const double by_velocity = toward * (inward + area * (u_k - junction_velocity_[cell])) / in;
                blocks[junction_slots_[first_junction_slot_[j] + a * count + b]].d +=
                    -rate * theta_[k] * outward * away * by_velocity;
            }
        }
    }
}

void ChannelSolver::assemble_weirs(double dt) {
    Block* const blocks = system_.blocks().data();
    Pair* const rhs = system_.right_side().data();
    for (std::size_t w = 0; w < mesh_.weirs.size(); ++w) {
        const ChannelWeir& weir = mesh_.weirs[w];
        WeirFlow flow = weir_flow(weir, z_[weir.left], z_[weir.right]);
        const double difference = z_[weir.left] - z_[weir.right];
        if (flow.discharge != 0.0 && std::min(z_[weir.left], z_[weir.right]) > weir.crest) {
            // Drowned flow goes as about the 0.385th power of the difference: the tangent would swing past its zero
            // further than it came. With 0.7 of the chord, errors fall by a factor of two at least.
            const double least = 0.7 * flow.discharge / difference;
            flow.by_left = std::max(flow.by_left, least);
            flow.by_right = std::min(flow.by_right, -least);
        }
        weir_q_[w] = flow.discharge;
        weir_slope_left_[w] = flow.by_left;
        weir_slope_right_[w] = flow.by_right;
        // wholly implicit: two pools that a drowned weir joins settle in less than a step
        rhs[weir.left].x -= dt * flow.discharge;
        rhs[weir.right].x += dt * flow.discharge;
        blocks[weir.left].a += dt * flow.by_left;
        blocks[weir_slot_lr_[w]].a += dt * flow.by_right;
        blocks[weir.right].a -= dt * flow.by_right;
        blocks[weir_slot_rl_[w]].a -= dt * flow.by_left;
    }
}

void ChannelSolver::assemble_boundaries(double dt, const ChannelForcing& forcing) {
    Block* const blocks = system_.blocks().data();
    Pair* const rhs = system_.right_side().data();
    for (std::size_t b = 0; b < mesh_.boundaries.size(); ++b) {
        const ChannelBoundary& boundary = mesh_.boundaries[b];
        if (boundary.kind == BoundaryKind::stage)
            continue;
        const std::int32_t c = boundary.cell;
        const double outward = boundary.upstream ? -1.0 : 1.0;
        if (boundary.kind == BoundaryKind::discharge) {
            boundary_q_[b] = forcing.boundary[b];
            boundary_slope_[b] = 0.0;
            rhs[c].x -= dt * outward * forcing.boundary[b];
            continue;
        }
        const BoundaryFlow flow =
            boundary_flow(boundary, z_[c], {area_[c], top_width_[c], conveyance_[c], conveyance_slope_[c]});
        const double theta = options_.theta;
        boundary_q_[b] = flow.discharge;
        boundary_slope_[b] = flow.by_stage;
        rhs[c].x -= dt * outward * (theta * flow.discharge + (1.0 - theta) * boundary0_[b]);
        blocks[c].a += dt * theta * outward * flow.by_stage;
    }
}

void ChannelSolver::assemble(double dt, const ChannelForcing& forcing) {
    system_.clear();
    Block* const blocks = system_.blocks().data();
    Pair* const rhs = system_.right_side().data();
    const std::int32_t block_count = system_.size();
    for (std::int32_t i = 0; i < cell_count_; ++i) {
        blocks[i].a = top_width_[i] * length_[i];
        rhs[i].x = volume_[i] - storage_[i] * length_[i] + dt * forcing.source[i];
    }
    for (std::int32_t b = 0; b < block_count; ++b) {
        if (b >= cell_count_)
            blocks[b].a = 1.0;
        if (b + 1 == block_count || face_of_block_[b] < 0)
            blocks[b].d = 1.0;
    }
    const auto faces = static_cast<std::int32_t>(left_.size());
    for (std::int32_t f = 0; f < faces; ++f)
        q_[f] = std::max(0.0, weight_left_[f] * area_[left_[f]] + weight_right_[f] * area_[right_[f]]) * u_[f];
    assemble_weirs(dt);
    assemble_boundaries(dt, forcing);
    if (!junction_cells_.empty())
        gather_junctions();
    assemble_faces(dt);
    assemble_junctions(dt);
    blocks[block_count - 1] = {1.0, 0.0, 0.0, 1.0};
    rhs[block_count - 1] = {};
}

}  // namespace liriver::solver::channel
