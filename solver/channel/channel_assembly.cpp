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
    for (const std::int32_t f : junction_faces_once_) {
        if (is_junction_[left_[f]])
            add(left_[f], -flow_[f].q_hat, -flow_[f].u_hat);
        if (is_junction_[right_[f]])
            add(right_[f], flow_[f].q_hat, flow_[f].u_hat);
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

void ChannelSolver::prepare_faces() {
    const auto faces = static_cast<std::int32_t>(left_.size());
    for (std::int32_t f = 0; f < faces; ++f) {
        const std::int32_t l = left_[f];
        const std::int32_t r = right_[f];
        const double theta = theta_[f];
        const double u = u_[f];
        const bool down = flows_down(f);
        const Weights share = weights(f, down);
        const double area = share.left * area_[l] + share.right * area_[r];
        FaceFlow& flow = flow_[f];
        flow.u = u;
        flow.theta = theta;
        flow.u_hat = theta * u + (1.0 - theta) * u0_[f];
        flow.q_hat = (1.0 - theta) * q0_[f];
        flow.area = flow.by_u = flow.by_left = flow.by_right = 0.0;
        if (area <= 0.0 || area_[down ? l : r] <= 0.0)  // no water on the side it would come from: closed
            continue;
        flow.area = area;
        flow.by_u = theta * area;
        flow.q_hat += flow.by_u * u;
        flow.by_left = theta * share.left * top_width_[l] * u;
        flow.by_right = theta * share.right * top_width_[r] * u;
    }
}

void ChannelSolver::assemble_faces(double dt, std::span<const double> source) {
    Block* const blocks = system_.blocks().data();
    Pair* const rhs = system_.right_side().data();
    const double pull = dt * gravity;
    const auto faces = static_cast<std::int32_t>(left_.size());
    for (std::int32_t f = 0; f < faces; ++f) {
        const std::int32_t l = left_[f];
        const std::int32_t r = right_[f];
        const FaceSlots& slot = slots_[f];  // what belongs to a cell outside goes to a row that nobody reads
        const FaceFlow& flow = flow_[f];
        const double theta = flow.theta;
        const double u = flow.u;
        const double u_hat = flow.u_hat;
        const double q_hat = flow.q_hat;
        Pair& row = rhs[block_of_face_[f]];

        // mass
        rhs[slot.left_left].x -= dt * q_hat;
        rhs[slot.right_right].x += dt * q_hat;
        if (flow.area <= 0.0) {
            blocks[slot.p_self].d += 1.0;
            row.y -= u;
            continue;
        }
        blocks[slot.left_left].a += dt * flow.by_left;
        blocks[slot.left_right].a += dt * flow.by_right;
        blocks[slot.left_self].b += dt * flow.by_u;
        blocks[slot.right_left].a -= dt * flow.by_left;
        blocks[slot.right_right].a -= dt * flow.by_right;
        blocks[slot.right_self].b -= dt * flow.by_u;

        // momentum: rate of change
        const double inverse_distance = inverse_distance_[f];
        const double rate = dt * inverse_distance;
        const double width_l = top_width_[l];
        const double width_r = top_width_[r];
        const double mean_area = 0.5 * (area_[l] + area_[r]);
        const double inertia = (1.0 - theta) * mean_area + theta * 0.5 * (area0_[l] + area0_[r]);
        double residual = inertia * (u - u0_[f]);
        double by_u = inertia;
        double by_zl = 0.5 * (1.0 - theta) * width_l * (u - u0_[f]);
        double by_zr = 0.5 * (1.0 - theta) * width_r * (u - u0_[f]);

        // momentum: advection at the west (`toward` = 1) and the east end (-1)
        double fed = 0.0;  // m3/s, net, through the ends
        struct Carried {
            double by_through, flow;
        };
        const auto advect = [&](double toward, const Beyond& other, double half) {
            const double through = 0.5 * (q_hat + other.discharge);
            fed += toward * through;
            const double weight = toward * through > 0.0 ? 1.0 - half : half;  // does momentum come in at this end?
            const double jump = toward * (u_hat - other.velocity);
            const double carried = rate * through * weight;
            residual += carried * jump;
            const double by_through = 0.5 * rate * weight * jump;
            const double by_own = by_through * (1.0 + other.follows);
            // the part that could turn the diagonal around is left out
            by_u += std::max(0.0, by_own * flow.by_u) + toward * carried * theta;
            by_zl += by_own * flow.by_left;
            by_zr += by_own * flow.by_right;
            return Carried{by_through, carried};
        };
        const End& west = west_[f];
        if (west.kind == EndKind::chain) {
            const FaceFlow& other = flow_[west.index];
            const Carried c = advect(1.0, {other.u_hat, other.q_hat, 0.0}, 0.5 * limiter_velocity_[l]);
            blocks[slot.p_west].d += c.by_through * other.by_u - c.flow * other.theta;
            blocks[slot.p_far_left].c += c.by_through * other.by_left;
            by_zl += c.by_through * other.by_right;
        } else {
            advect(1.0, beyond(west, f, l, u_hat, q_hat), 0.0);
        }
        const End& east = east_[f];
        if (east.kind == EndKind::chain) {
            const FaceFlow& other = flow_[east.index];
            const Carried c = advect(-1.0, {other.u_hat, other.q_hat, 0.0}, 0.5 * limiter_velocity_[r]);
            blocks[slot.p_east].d += c.by_through * other.by_u + c.flow * other.theta;
            by_zr += c.by_through * other.by_left;
        } else {
            advect(-1.0, beyond(east, f, r, u_hat, q_hat), 0.0);
        }

        // momentum: water that came in neither from the west nor from the east (side inflow) brings no speed along the
        // river
        const double storing_l = 0.5 * length_[l] * inverse_distance;
        const double storing_r = 0.5 * length_[r] * inverse_distance;
        const bool plain = west.kind == EndKind::chain && east.kind == EndKind::chain;
        const double gained =
            plain ? 0.5 * rate * (source[l] + source[r])  // the same, by continuity
                  : storing_l * (area_[l] - area0_[l]) + storing_r * (area_[r] - area0_[r]) - rate * fed;
        if (gained > 0.0) {
            residual += gained * u_hat;
            by_u += gained * theta;
            by_zl += plain ? 0.0 : storing_l * width_l * u_hat;
            by_zr += plain ? 0.0 : storing_r * width_r * u_hat;
        }

        // momentum: slope of the surface and friction
        const Friction drag = friction(f, flows_down(f));
        const double q = flow.area * u;
        const double square = q * std::abs(q);
        const double slope = (z_[r] - z_[l]) * inverse_distance + square * drag.inverse;
        const double by_q_hat = 2.0 * std::abs(q) * drag.inverse;  // theta is inside the flow's own derivatives
        const double weighed = pull * theta * mean_area;
        residual += weighed * slope + pull * (1.0 - theta) * push0_[f];
        by_u += pull * mean_area * by_q_hat * flow.by_u;
        by_zl += pull * (theta * 0.5 * width_l * slope + mean_area * by_q_hat * flow.by_left) +
                 weighed * (square * drag.by_left - inverse_distance);
        by_zr += pull * (theta * 0.5 * width_r * slope + mean_area * by_q_hat * flow.by_right) +
                 weighed * (square * drag.by_right + inverse_distance);

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
            const double outward = away * flow_[f].q_hat;
            if (outward <= 0.0 || flow_[f].area <= 0.0)
                continue;
            // the residual holds rate * outward * (u_hat - away * velocity)
            const double rate = dt * inverse_distance_[f];
            for (std::int32_t b = 0; b < count; ++b) {
                const std::int32_t k = junction_faces_[begin + b];
                const double toward = right_[k] == cell ? 1.0 : -1.0;
                const double inward = toward * flow_[k].q_hat;
                if (k == f || inward <= 0.0)
                    continue;
                const double u_k = toward * flow_[k].u_hat;
                // velocity = sum(q u) / sum(q): by u_k it changes with (q_k + A_k (u_k - velocity)) / sum(q)
                const double by_velocity =
                    toward * (flow_[k].theta * inward + flow_[k].by_u * (u_k - junction_velocity_[cell])) / in;
                blocks[junction_slots_[first_junction_slot_[j] + a * count + b]].d -=
                    rate * outward * away * by_velocity;
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
    prepare_faces();
    assemble_weirs(dt);
    assemble_boundaries(dt, forcing);
    if (!junction_cells_.empty())
        gather_junctions();
    assemble_faces(dt, forcing.source);
    assemble_junctions(dt);
    blocks[block_count - 1] = {1.0, 0.0, 0.0, 1.0};
    rhs[block_count - 1] = {};
}

}  // namespace liriver::solver::channel
