// The linear system of one Newton iteration: continuity of each cell, momentum of each face.
#include <algorithm>
#include <cmath>

#include "solver/channel/channel_solver.h"
#include "solver/channel/parts.h"

namespace liriver::solver::channel {

RunColumns ChannelSolver::columns(const ChainRun& run) {
    const std::int32_t f = run.face;
    const std::int32_t c = run.cell;
    const auto of_face = [f](std::vector<double>& values) { return values.data() + f; };
    const auto of_cell = [c](std::vector<double>& values) { return values.data() + c; };
    RunColumns r{};
    r.u = of_face(u_);
    r.u0 = of_face(u0_);
    r.q0 = of_face(q0_);
    r.push0 = of_face(push0_);
    r.u_hat = of_face(flow_.u_hat);
    r.q_hat = of_face(flow_.q_hat);
    r.area = of_face(flow_.area);
    r.by_u = of_face(flow_.by_u);
    r.by_left = of_face(flow_.by_left);
    r.by_right = of_face(flow_.by_right);
    r.q_mean = of_face(q_mean_);
    r.theta = of_face(theta_);
    r.limiter_area = of_face(limiter_area_);
    r.limiter_down = of_face(limiter_down_);
    r.area_share = of_face(area_share_);
    r.friction_upstream = of_face(friction_upstream_);
    r.distance = of_face(distance_);
    r.inverse_distance = of_face(inverse_distance_);
    r.nearness_west = of_face(nearness_west_);
    r.nearness_east = of_face(nearness_east_);
    r.z = of_cell(z_);
    r.bed = of_cell(bed_);
    r.length = of_cell(length_);
    r.storage = of_cell(storage_);
    r.flow_area = of_cell(area_);
    r.flow_area0 = of_cell(area0_);
    r.flow_width = flow_widths() + c;
    r.top_width = of_cell(top_width_);
    r.conveyance = of_cell(conveyance_);
    r.drag = of_cell(drag_);
    r.drag_slope = of_cell(drag_slope_);
    r.volume = of_cell(volume_);
    r.limiter_velocity = of_cell(limiter_velocity_);
    r.volume_next = of_cell(volume_next_);
    if (still_water_) {
        r.still = of_cell(still_);
        r.still0 = of_cell(still0_);
    }
    r.diagonal = system_.diagonal() + c;
    r.upper = system_.upper() + c;
    r.lower = system_.lower() + c;
    r.right_side = system_.right_side().data() + c;
    return r;
}

// Face areas, discharges and their derivatives at the present iterate.
void ChannelSolver::prepare_faces() {
    each_run([](const ChainRun& run, const RunColumns& at) { prepare_run(at, run.count); });
    each_end_face([&](std::int32_t f) { prepare_end_face(f); });
}

void ChannelSolver::prepare_end_face(std::int32_t f) {
    const double* const flow_width = flow_widths();
    const std::int32_t l = left_[f];
    const std::int32_t r = right_[f];
    const double theta = theta_[f];
    const double u = u_[f];
    const bool down = flows_down(f);
    const AreaWeights share = weights(f, down);
    const double area = share.left * area_[l] + share.right * area_[r];
    flow_.u_hat[f] = theta * u + (1.0 - theta) * u0_[f];
    flow_.q_hat[f] = (1.0 - theta) * q0_[f];
    flow_.area[f] = flow_.by_u[f] = flow_.by_left[f] = flow_.by_right[f] = 0.0;
    if (area <= 0.0 || area_[down ? l : r] <= 0.0)  // no water on the side it would come from: closed
        return;
    flow_.area[f] = area;
    flow_.by_u[f] = theta * area;
    flow_.q_hat[f] += theta * area * u;
    flow_.by_left[f] = theta * share.left * flow_width[l] * u;
    flow_.by_right[f] = theta * share.right * flow_width[r] * u;
}

void ChannelSolver::assemble_runs(double dt, std::span<const double> source, std::span<const double> side) {
    each_run([&](const ChainRun& run, RunColumns at) {
        at.source = source.data() + run.cell;
        at.side = side.data() + run.cell;
        assemble_run(at, run.count, dt, still_water_);
    });
}

// Rows that are in no run: what each cell holds and is given, and the face that leads into it from a run.
void ChannelSolver::begin_end_rows(double dt, const ChannelForcing& forcing) {
    system_.clear(end_rows_);
    Block* const blocks = system_.blocks().data();
    Pair* const rhs = system_.right_side().data();
    in_parts(static_cast<std::int32_t>(end_rows_.size()), threads_, [&](std::int32_t begin, std::int32_t end) {
        for (std::int32_t k = begin; k < end; ++k) {
            const std::int32_t i = end_rows_[k];
            blocks[i].a = i < cell_count_ ? top_width_[i] * length_[i] : 1.0;
            blocks[i].d = i + 1 == system_.size() || face_of_block_[i] < 0 ? 1.0 : 0.0;
            rhs[i] = {i < cell_count_ ? volume_[i] - storage_[i] * length_[i] + dt * forcing.source[i] : 0.0, 0.0};
        }
    });
    each_run([&](const ChainRun& run, const RunColumns& /*at*/) {
        const std::int32_t f = run.face + run.count - 1;
        const std::int32_t c = run.cell + run.count;
        rhs[c].x += dt * flow_.q_hat[f];
        system_.lower()[c].a -= dt * flow_.by_left[f];
        system_.lower()[c].b -= dt * flow_.by_u[f];
        blocks[c].a -= dt * flow_.by_right[f];
    });
}

MomentumFace ChannelSolver::momentum_face(std::int32_t f) const {
    const double* const flow_width = flow_widths();
    const std::int32_t l = left_[f];
    const std::int32_t r = right_[f];
    return {u_[f],         u0_[f],        flow_.u_hat[f],   flow_.q_hat[f],      theta_[f],
            flow_.area[f], flow_.by_u[f], flow_.by_left[f], flow_.by_right[f],   area_[l],
            area_[r],      flow_width[l], flow_width[r],    inverse_distance_[f]};
}

// What the velocity and the discharge beyond an end change of their own with the face's velocity and stages.
void ChannelSolver::advect_end(MomentumRow& row, const MomentumFace& face, double toward, const Beyond& other,
                               const Carried& carried) const {
    const double by_own = carried.by_through * other.follows - toward * carried.flow * other.velocity_by_own;
    row.by_u_advected +=
        by_own * face.by_u - toward * carried.flow * other.velocity_by_u + carried.by_through * other.discharge_by_u;
    row.by_left += by_own * face.by_left;
    row.by_right += by_own * face.by_right;
    (toward > 0.0 ? row.by_left : row.by_right) +=
        carried.by_through * other.discharge_by_stage - toward * carried.flow * other.velocity_by_stage;
}

void ChannelSolver::assemble_end_face(std::int32_t f, double dt, std::span<const double> side) {
    Block* const blocks = system_.blocks().data();
    const std::int32_t l = left_[f];
    const std::int32_t r = right_[f];
    const FaceSlots& slot = slots_[f];
    const MomentumFace face = momentum_face(f);
    const double rate = dt * face.inverse_distance;
    MomentumRow row = rate_of_change(face, area0_[l], area0_[r]);

    double fed = 0.0;  // m3/s, net, through the ends
    const End& west = west_[f];
    if (west.kind == EndKind::chain) {
        const std::int32_t w = west.index;
        const double near = nearness_west_[f];
        const Carried c = advect(row, face, 1.0, rate, flow_.u_hat[w], flow_.q_hat[w],
                                 1.0 - limiter_velocity_[l] * (1.0 - near), limiter_velocity_[l] * near);
        blocks[slot.p_west].d += c.by_through * flow_.by_u[w] - c.flow * theta_[w];
        blocks[slot.p_far_left].c += c.by_through * flow_.by_left[w];
        row.by_left += c.by_through * flow_.by_right[w];
        fed += c.through;
    } else {
        const Beyond other = beyond(west, f, l, face.u_hat, face.q_hat);
        const Carried c = advect(row, face, 1.0, rate, other.velocity, other.discharge, 1.0, end_share_west_[f]);
        advect_end(row, face, 1.0, other, c);
        fed += c.through;
    }
    const End& east = east_[f];
    if (east.kind == EndKind::chain) {
        const std::int32_t e = east.index;
        const double near = nearness_east_[f];
        const Carried c = advect(row, face, -1.0, rate, flow_.u_hat[e], flow_.q_hat[e],
                                 1.0 - limiter_velocity_[r] * (1.0 - near), limiter_velocity_[r] * near);
        blocks[slot.p_east].d += c.by_through * flow_.by_u[e] + c.flow * theta_[e];
        row.by_right += c.by_through * flow_.by_left[e];
        fed -= c.through;
    } else {
        const Beyond other = beyond(east, f, r, face.u_hat, face.q_hat);
        const Carried c = advect(row, face, -1.0, rate, other.velocity, other.discharge, 1.0, end_share_east_[f]);
        advect_end(row, face, -1.0, other, c);
        fed -= c.through;
    }

    // water that came in neither from the west nor from the east brings no speed along the river
    const auto continues = [](EndKind kind) {
        return kind == EndKind::chain || kind == EndKind::boundary || kind == EndKind::closed;
    };
    const auto side_at = [&](std::int32_t c) { return c < cell_count_ ? side[c] : 0.0; };
    const double storing_l = 0.5 * length_[l] * face.inverse_distance;
    const double storing_r = 0.5 * length_[r] * face.inverse_distance;
    const bool plain = continues(west.kind) && continues(east.kind);
    double gained = plain ? 0.5 * rate * (side_at(l) + side_at(r))  // the same, by continuity
                          : storing_l * (area_[l] - area0_[l]) + storing_r * (area_[r] - area0_[r]) - rate * fed;
    if (plain && still_water_)  // what comes back from an ineffective area brings none either
        gained -= storing_l * (still_[l] - still0_[l]) + storing_r * (still_[r] - still0_[r]);
    // by the stage: what the cell takes up of its own, in plain cells what stands still there comes back
    bring_up_to_speed(row, face, gained, storing_l * (plain ? face.width_left - top_width_[l] : face.width_left),
                      storing_r * (plain ? face.width_right - top_width_[r] : face.width_right));

    const double pull = dt * gravity;
    const double rise = energy_faces_.empty() ? 0.0 : energy_rise(f);
    slope_and_friction(row, face, pull, z_[r] - z_[l] + rise, friction(f, flows_down(f)), push0_[f]);
    if (!energy_faces_.empty())
        row.by_u += pull * face.theta * 0.5 * (face.area_left + face.area_right) * face.inverse_distance * face.u /
                    gravity * (energy_share_left_[f] - energy_share_right_[f]);

    system_.right_side()[block_of_face_[f]].y -= row.residual;
    blocks[slot.p_self].d += diagonal_of(row);
    blocks[slot.p_left].c += row.by_left;
    blocks[slot.p_right].c += row.by_right;
}

void ChannelSolver::assemble_end_faces(double dt, std::span<const double> side) {
    each_end_face([&](std::int32_t f) {
        if (flow_.area[f] > 0.0) {
            assemble_end_face(f, dt, side);
            return;
        }
        system_.diagonal()[block_of_face_[f]].d += 1.0;
        system_.right_side()[block_of_face_[f]].y -= u_[f];
    });
    assemble_end_continuity(dt);
}

void ChannelSolver::assemble_end_continuity(double dt) {
    Block* const blocks = system_.blocks().data();
    Pair* const rhs = system_.right_side().data();
    for (const std::int32_t f : end_faces_) {
        const FaceSlots& slot = slots_[f];  // what belongs to a cell outside goes to a row that nobody reads
        rhs[slot.left_left].x -= dt * flow_.q_hat[f];
        rhs[slot.right_right].x += dt * flow_.q_hat[f];
        blocks[slot.left_left].a += dt * flow_.by_left[f];
        blocks[slot.left_right].a += dt * flow_.by_right[f];
        blocks[slot.left_self].b += dt * flow_.by_u[f];
        blocks[slot.right_left].a -= dt * flow_.by_left[f];
        blocks[slot.right_right].a -= dt * flow_.by_right[f];
        blocks[slot.right_self].b -= dt * flow_.by_u[f];
    }
}

void ChannelSolver::assemble(double dt, const ChannelForcing& forcing) {
    Block* const blocks = system_.blocks().data();
    Pair* const rhs = system_.right_side().data();
    const std::int32_t block_count = system_.size();
    prepare_faces();
    find_link_flows(forcing);
    const std::span<const double> side = mesh_.links.empty() ? forcing.source : std::span<const double>(side_inflow_);
    assemble_runs(dt, forcing.source, side);
    begin_end_rows(dt, forcing);
    assemble_links(dt);
    assemble_boundaries(dt, forcing);
    if (!junction_cells_.empty())
        gather_junctions();
    assemble_end_faces(dt, side);
    assemble_junctions(dt);
    assemble_stage_ends(dt, forcing);
    constexpr double boundless = 1e30;  // m2 of water surface
    for (const std::int32_t i : held_)
        blocks[i].a += boundless;
    blocks[block_count - 1] = {1.0, 0.0, 0.0, 1.0};
    rhs[block_count - 1] = {};
}

}  // namespace liriver::solver::channel
