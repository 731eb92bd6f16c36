// The linear system of one Newton iteration: continuity of each cell, momentum of each face.
#include <algorithm>
#include <cmath>

#include "solver/channel/channel_solver.h"

namespace liriver::solver::channel {
// Face areas, discharges and their derivatives at the present iterate.
void ChannelSolver::prepare_faces() {
    const auto faces = static_cast<std::int32_t>(left_.size());
    const double* const flow_width = flow_widths();
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
        flow.by_left = theta * share.left * flow_width[l] * u;
        flow.by_right = theta * share.right * flow_width[r] * u;
    }
}

void ChannelSolver::assemble_faces(double dt, std::span<const double> side) {
    Block* const blocks = system_.blocks().data();
    Pair* const rhs = system_.right_side().data();
    const double pull = dt * gravity;
    const double* const flow_width = flow_widths();
    const auto faces = static_cast<std::int32_t>(left_.size());
    const auto side_at = [&](std::int32_t c) { return c < cell_count_ ? side[c] : 0.0; };
    const auto continues = [](EndKind kind) {
        return kind == EndKind::chain || kind == EndKind::boundary || kind == EndKind::closed;
    };
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
        const double width_l = flow_width[l];
        const double width_r = flow_width[r];
        const double mean_area = 0.5 * (area_[l] + area_[r]);
        const double inertia = (1.0 - theta) * mean_area + theta * 0.5 * (area0_[l] + area0_[r]);
        double residual = inertia * (u - u0_[f]);
        double by_u = inertia;
        double by_zl = 0.5 * (1.0 - theta) * width_l * (u - u0_[f]);
        double by_zr = 0.5 * (1.0 - theta) * width_r * (u - u0_[f]);

        // momentum: advection at the west (`toward` = 1) and the east end (-1)
        double fed = 0.0;  // m3/s, net, through the ends
        double by_u_advected = 0.0;
        struct Carried {
            double by_through, flow;
        };
        const auto advect = [&](double toward, const Beyond& other, double weight_in, double weight_out) {
            const double through = 0.5 * (q_hat + other.discharge);
            fed += toward * through;
            const double weight = toward * through > 0.0 ? weight_in : weight_out;
            const double jump = toward * (u_hat - other.velocity);
            const double carried = rate * through * weight;
            residual += carried * jump;
            const double by_through = 0.5 * rate * weight * jump;
            const double by_own = by_through * (1.0 + other.follows) - toward * carried * other.velocity_by_own;
            (toward > 0.0 ? by_zl : by_zr) +=
                by_through * other.discharge_by_stage - toward * carried * other.velocity_by_stage;
            by_u_advected += by_own * flow.by_u + toward * carried * (theta - other.velocity_by_u) +
                             by_through * other.discharge_by_u;
            by_zl += by_own * flow.by_left;
            by_zr += by_own * flow.by_right;
            return Carried{by_through, carried};
        };
        const End& west = west_[f];
        if (west.kind == EndKind::chain) {
            const FaceFlow& other = flow_[west.index];
            const double near = nearness_west_[f];
            const Carried c = advect(1.0, {other.u_hat, other.q_hat, 0.0}, 1.0 - limiter_velocity_[l] * (1.0 - near),
                                     limiter_velocity_[l] * near);
            blocks[slot.p_west].d += c.by_through * other.by_u - c.flow * other.theta;
            blocks[slot.p_far_left].c += c.by_through * other.by_left;
            by_zl += c.by_through * other.by_right;
        } else {
            advect(1.0, beyond(west, f, l, u_hat, q_hat), 1.0, end_share_west_[f]);
        }
        const End& east = east_[f];
        if (east.kind == EndKind::chain) {
            const FaceFlow& other = flow_[east.index];
            const double near = nearness_east_[f];
            const Carried c = advect(-1.0, {other.u_hat, other.q_hat, 0.0}, 1.0 - limiter_velocity_[r] * (1.0 - near),
                                     limiter_velocity_[r] * near);
            blocks[slot.p_east].d += c.by_through * other.by_u + c.flow * other.theta;
            by_zr += c.by_through * other.by_left;
        } else {
            advect(-1.0, beyond(east, f, r, u_hat, q_hat), 1.0, end_share_east_[f]);
        }

        // momentum: water that came in neither from the west nor from the east (side inflow) brings no speed along the
        // river
        const double storing_l = 0.5 * length_[l] * inverse_distance;
        const double storing_r = 0.5 * length_[r] * inverse_distance;
        const bool plain = continues(west.kind) && continues(east.kind);
        double gained = plain ? 0.5 * rate * (side_at(l) + side_at(r))  // the same, by continuity
                              : storing_l * (area_[l] - area0_[l]) + storing_r * (area_[r] - area0_[r]) - rate * fed;
        if (plain && still_water_)  // what comes back from an ineffective area brings none either
            gained -= storing_l * (still_[l] - still0_[l]) + storing_r * (still_[r] - still0_[r]);
        if (gained > 0.0) {
            residual += gained * u_hat;
            by_u += gained * theta;
            // by the stage: what the cell takes up of its own, in plain cells what stands still there comes back
            by_zl += storing_l * (plain ? width_l - top_width_[l] : width_l) * u_hat;
            by_zr += storing_r * (plain ? width_r - top_width_[r] : width_r) * u_hat;
        }

        // momentum: slope of the surface and friction
        const Friction drag = friction(f, flows_down(f));
        const double q = flow.area * u;
        const double square = q * std::abs(q);
        const double rise = energy_faces_.empty() ? 0.0 : energy_rise(f);
        const double slope = (z_[r] - z_[l] + rise) * inverse_distance + square * drag.inverse;
        const double by_q_hat = 2.0 * std::abs(q) * drag.inverse;  // theta is inside the flow's own derivatives
        const double weighed = pull * theta * mean_area;
        residual += weighed * slope + pull * (1.0 - theta) * push0_[f];
        by_u += pull * mean_area * by_q_hat * flow.by_u;
        if (!energy_faces_.empty())
            by_u += weighed * inverse_distance * u / gravity * (energy_share_left_[f] - energy_share_right_[f]);
        by_zl += pull * (theta * 0.5 * width_l * slope + mean_area * by_q_hat * flow.by_left) +
                 weighed * (square * drag.by_left - inverse_distance);
        by_zr += pull * (theta * 0.5 * width_r * slope + mean_area * by_q_hat * flow.by_right) +
                 weighed * (square * drag.by_right + inverse_distance);

        // a row keeps a positive diagonal: what could turn it around is left out
        by_u += std::max(by_u_advected, -0.5 * by_u);
        row.y -= residual;
        blocks[slot.p_self].d += by_u;
        blocks[slot.p_left].c += by_zl;
        blocks[slot.p_right].c += by_zr;
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
    assemble_links(dt, forcing);
    assemble_boundaries(dt, forcing);
    if (!junction_cells_.empty())
        gather_junctions();
    assemble_faces(dt, mesh_.links.empty() ? forcing.source : std::span<const double>(side_inflow_));
    assemble_junctions(dt);
    assemble_stage_ends(dt, forcing);
    constexpr double boundless = 1e30;  // m2 of water surface
    for (const std::int32_t i : held_)
        blocks[i].a += boundless;
    blocks[block_count - 1] = {1.0, 0.0, 0.0, 1.0};
    rhs[block_count - 1] = {};
}

}  // namespace liriver::solver::channel
