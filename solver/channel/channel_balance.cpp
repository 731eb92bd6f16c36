// Discharges of a finished step, the volumes that follow from them, and what the next step takes over.
#include <algorithm>
#include <cmath>

#include "solver/channel/boundary_laws.h"
#include "solver/channel/channel_solver.h"
#include "solver/channel/parts.h"

namespace liriver::solver::channel {

// The part of the momentum balance that the explicit share of the next step needs, and discharges at the state held.
void ChannelSolver::explicit_terms_of(std::int32_t f) {
    const std::int32_t l = left_[f];
    const std::int32_t r = right_[f];
    const bool down = flows_down(f);
    if (area_[down ? l : r] <= 0.0) {
        q0_[f] = 0.0;
        push0_[f] = 0.0;
        u_[f] = 0.0;
        return;
    }
    const AreaWeights share = weights(f, down);
    q0_[f] = (share.left * area_[l] + share.right * area_[r]) * u_[f];
    const double rise = energy_faces_.empty() ? 0.0 : energy_rise(f);
    push0_[f] = 0.5 * (area_[l] + area_[r]) *
                ((z_[r] - z_[l] + rise) * inverse_distance_[f] + q0_[f] * std::abs(q0_[f]) * friction(f, down).inverse);
}

void ChannelSolver::explicit_terms() {
    each_run([](const ChainRun& run, const RunColumns& at) { explicit_terms_of_run(at, run.count); });
    each_end_face([&](std::int32_t f) { explicit_terms_of(f); });
    for (std::size_t b = 0; b < mesh_.boundaries.size(); ++b) {
        if (mesh_.boundaries[b].kind == BoundaryKind::discharge) {
            boundary0_[b] = boundary_mean_[b];
            continue;
        }
        if (mesh_.boundaries[b].kind == BoundaryKind::stage) {
            const std::int32_t f = stage_face_of_boundary_[b];
            boundary0_[b] = f >= 0 ? q0_[f] : boundary_mean_[b];
            continue;
        }
        boundary0_[b] = mesh_.boundaries[b].kind == BoundaryKind::free_outfall
                            ? (mesh_.boundaries[b].upstream ? -1.0 : 1.0) * free_outflow(b).discharge
                            : flow_at_boundary(b).discharge;
    }
}

// Discharges as the last linear system has them: with them the volumes balance to round-off whatever Newton has left
// over.
void ChannelSolver::settle_discharges(const ChannelForcing& forcing) {
    const Pair* const change = system_.right_side().data();
    const auto dz = [&](std::int32_t c) { return row_[c] >= 0 ? change[row_[c]].x : 0.0; };
    each_run([](const ChainRun& run, const RunColumns& at) { settle_run(at, run.count); });
    each_end_face([&](std::int32_t f) {
        q_mean_[f] = flow_.q_hat[f] + flow_.by_u[f] * change[block_of_face_[f]].y + flow_.by_left[f] * dz(left_[f]) +
                     flow_.by_right[f] * dz(right_[f]);
    });
    for (std::size_t k = 0; k < mesh_.links.size(); ++k) {
        const ChannelLink& link = mesh_.links[k];
        link_end_[k] = link_q_[k] + link_slope_left_[k] * dz(link.left);
        if (link.right != outside)
            link_end_[k] += link_slope_right_[k] * dz(link.right);
        link_mean_[k] = link_theta_[k] * link_end_[k] + (1.0 - link_theta_[k]) * link_start_[k];
    }
    for (std::size_t b = 0; b < mesh_.boundaries.size(); ++b) {
        const ChannelBoundary& boundary = mesh_.boundaries[b];
        if (boundary.kind == BoundaryKind::discharge && draws_all_[b] == 0)
            boundary_mean_[b] = forcing.boundary[b];
        else if (stage_face_of_boundary_[b] >= 0)
            boundary_mean_[b] = q_mean_[stage_face_of_boundary_[b]];
        else {
            const std::int32_t f = inner_face_[b];
            const double du = f < 0 ? 0.0 : change[block_of_face_[f]].y;
            boundary_mean_[b] = boundary_theta_[b] * (boundary_q_[b] + boundary_slope_[b] * dz(boundary.cell) +
                                                      boundary_by_velocity_[b] * du) +
                                (1.0 - boundary_theta_[b]) * boundary0_[b];
        }
    }
}

// The new volumes from what crossed the faces. False, and nothing changed, when one would be negative.
bool ChannelSolver::balance(double dt, const ChannelForcing& forcing) {
    sum_at_cells(dt, q_mean_);
    in_parts(cell_count_, threads_, [&](std::int32_t begin, std::int32_t end) {
        for (std::int32_t i = begin; i < end; ++i)
            volume_next_[i] += dt * forcing.source[i];
    });
    for (std::size_t k = 0; k < mesh_.links.size(); ++k) {
        const ChannelLink& link = mesh_.links[k];
        volume_next_[link.left] -= dt * link_mean_[k];
        if (link.right != outside)
            volume_next_[link.right] += dt * link_mean_[k];
    }
    for (std::size_t b = 0; b < mesh_.boundaries.size(); ++b)
        if (stage_face_of_boundary_[b] < 0 && !stage_holds(b))
            volume_next_[mesh_.boundaries[b].cell] += (mesh_.boundaries[b].upstream ? dt : -dt) * boundary_mean_[b];
    // at a given stage the end takes or gives what its cell's volume there leaves over
    for (const StageEnd& end : stage_ends_) {
        if (!end.holds)
            continue;
        const ChannelBoundary& boundary = mesh_.boundaries[end.boundary];
        const std::int32_t c = boundary.cell;
        const double change = volume_at(c, forcing.boundary[end.boundary]) - volume_[c];
        boundary_mean_[end.boundary] = (boundary.upstream ? -1.0 : 1.0) * (volume_next_[c] - change) / dt;
        volume_next_[c] = change;
    }
    for (const std::int32_t i : held_)
        volume_next_[i] = 0.0;
    return largest_in_parts(cell_count_, threads_, [&](std::int32_t begin, std::int32_t end) {
               double missing = 0.0;
               for (std::int32_t i = begin; i < end; ++i) {
                   volume_next_[i] = volume_[i] + volume_next_[i];
                   missing = std::max(missing, -volume_next_[i]);
               }
               return missing;
           }) <= 0.0;
}

}  // namespace liriver::solver::channel
