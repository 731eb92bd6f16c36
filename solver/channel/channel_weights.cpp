// What is decided once a step, from the state at its start: limiters, face-area weights, implicitness.
#include <algorithm>
#include <cmath>

#include "solver/channel/channel_solver.h"

namespace liriver::solver::channel {
namespace {

constexpr double thin_depth = 1e-3;  // m

constexpr double long_courant = 30.0;
constexpr double most_damping = 0.2;       // of the explicit share, theta 0.52 to 0.616
constexpr double least_lag = 1e-6;         // of a weight
constexpr double weight_rise = 0.2;        // of what is lacking, in each step
constexpr double small_difference = 0.03;  // of the local scale: smaller differences are not limited

// Share of the central correction, in [0, 1]: 1 where the difference behind is at least the one ahead, their ratio
// where it is less, 0 at an extremum (minmod, within Sweby's bounds, SIAM J. Numer. Anal. 21, 995, 1984). Differences
// that are small against `scale` are not limited (after Venkatakrishnan 1995, J. Comput. Phys. 118, 120), so that the
// weights change smoothly and small waves do not ring; never above 1, so that weights held during a long implicit step
// do not lean downstream.
double central_share(double ahead, double behind, double scale_squared) {
    const double small = small_difference * small_difference * scale_squared + 1e-300;
    return std::clamp((ahead * behind + small) / (ahead * ahead + small), 0.0, 1.0);
}

}  // namespace

// Limiters, face-area weights and implicitness, all from the state at the step's start.
void ChannelSolver::freeze(double dt) {
    const auto faces = static_cast<std::int32_t>(left_.size());
    const bool second = options_.limited_second_order;
    // Weights fall at once and rise slowly: in a hydraulic jump the state answers a weight with the opposite change of
    // the weight it calls for, and taken over whole the two would chase each other for ever. Differences that no
    // discharge feels are left, so that what is steady stays so to the last bit.
    double lag = 0.0;
    const auto renewed = [&](double held, double share) {
        if (std::abs(share - held) <= least_lag)
            return held;
        lag = std::max(lag, std::abs(share - held));
        return dt > 0.0 && share > held ? held + weight_rise * (share - held) : share;
    };
    for (std::int32_t f = 0; f < faces; ++f) {
        // velocity at the cell downstream of f, between f and the next face
        if (east_[f].kind == EndKind::chain) {
            const std::int32_t e = east_[f].index;
            const std::int32_t cell = right_[f];
            const double across = u_[e] - u_[f];
            double behind = 0.0;
            if (q0_[f] + q0_[e] >= 0.0)
                behind = west_[f].kind == EndKind::chain ? u_[f] - u_[west_[f].index] : across;
            else
                behind = east_[e].kind == EndKind::chain ? u_[east_[e].index] - u_[e] : across;
            const double scale_squared = u_[f] * u_[f] + gravity * area_[cell] / top_width_[cell];
            limiter_velocity_[cell] =
                second ? renewed(limiter_velocity_[cell], central_share(across, behind, scale_squared)) : 0.0;
        }
        // Long steps near and beyond critical flow are wholly implicit, or nothing would damp them.
        theta_[f] = 1.0 - (1.0 - options_.theta) * gentle_share(f, dt);
        if (holds_jump(f))
            jump_faces_.push_back(f);
        friction_upstream_[f] = 1.0 - renewed(1.0 - friction_upstream_[f], 1.0 - friction_weight(f));
        // a jump between a face's two sections leaves its end as supercritical as the flow comes
        const bool west = ends_in_a_section(west_[f], left_[f]);
        const bool east = ends_in_a_section(east_[f], right_[f]);
        if (west || east) {
            const double share = std::min(end_share(left_[f], q0_[f]), end_share(right_[f], q0_[f]));
            if (west)
                end_share_west_[f] = renewed(end_share_west_[f], share);
            if (east)
                end_share_east_[f] = renewed(end_share_east_[f], share);
        }
    }
    damp_jumps(dt);
    for (std::int32_t f = 0; f < faces; ++f) {
        const bool down = flows_down(f);
        const std::int32_t up = down ? left_[f] : right_[f];
        const std::int32_t dn = down ? right_[f] : left_[f];
        const End& behind_end = down ? west_[f] : east_[f];
        double limiter = 0.0;
        if (second && area_[up] > 0.0 && area_[dn] > 0.0) {
            const double across = area_[dn] - area_[up];
            double behind = across;
            bool wet = true;
            if (behind_end.kind == EndKind::chain) {
                const std::int32_t far = down ? left_[behind_end.index] : right_[behind_end.index];
                behind = area_[up] - area_[far];
                wet = area_[far] > 0.0;
            }
            limiter = wet ? renewed(area_share_[f], central_share(across, behind, area_[up] * area_[up])) : 0.0;
        }
        area_share_[f] = limiter;
        // the face's area is at most twice the upwind one
        const double across = area_[dn] - area_[up];
        limiter_area_[f] = across > 0.0 ? std::min(limiter, 2.0 * area_[up] / across) : limiter;
        limiter_down_[f] = down ? 1 : 0;
    }
    weight_lag_ = lag;
    // A cell that the explicit share alone could drain by half, or a film, gets wholly implicit faces.
    std::fill(volume_next_.begin(), volume_next_.end(), 0.0);
    for (std::int32_t f = 0; f < faces; ++f) {
        if (const std::int32_t from = row_[left_[f]]; from >= 0)
            volume_next_[from] -= dt * q0_[f];
        if (const std::int32_t to = row_[right_[f]]; to >= 0)
            volume_next_[to] += dt * q0_[f];
    }
    if (!energy_faces_.empty())
        freeze_energy_junctions();
    const auto draining = [&](std::int32_t c) {
        const std::int32_t row = row_[c];
        return z_[c] - bed_[c] < thin_depth || (row >= 0 && volume_next_[row] < -0.5 * volume_[row]);
    };
    for (std::int32_t f = 0; f < faces; ++f)
        if (draining(left_[f]) || draining(right_[f]))
            theta_[f] = 1.0;
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
    const double by_gravity = q0_[f] * q0_[f] / gravity;
    return by_gravity * top_width_[up] > area_[up] * area_[up] * area_[up] &&
           by_gravity * top_width_[down] < area_[down] * area_[down] * area_[down];
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

// 1 where the flow varies gently enough for a nearly second-order step; 0 for long steps near and beyond critical flow.
double ChannelSolver::gentle_share(std::int32_t f, double dt) const {
    const std::int32_t up = flows_down(f) ? left_[f] : right_[f];
    if (area_[up] <= 0.0)
        return 0.0;
    const double speed = std::abs(u_[f]);
    const double celerity_squared_width = gravity * area_[up];  // c^2 T = g A
    // Nearly every face is well below critical flow, and below the long steps even with the wave's speed taken as
    // 3/2 c: told without a root or a division.
    if (4.0 * speed * speed * top_width_[up] <= celerity_squared_width &&
        2.25 * dt * dt * celerity_squared_width <=
            long_courant * long_courant * distance_[f] * distance_[f] * top_width_[up])
        return 1.0;
    const double celerity = std::sqrt(celerity_squared_width / top_width_[up]);
    const double courant = dt * (speed + celerity) / distance_[f];
    // Very long steps leave waves that hardly fade where only friction and a little implicitness damp them.
    const double subcritical =
        1.0 - most_damping * std::clamp((courant - long_courant) / (2.0 * long_courant), 0.0, 1.0);
    if (speed <= 0.5 * celerity)
        return subcritical;
    return std::clamp(std::max(subcritical * (0.9 - speed / celerity) / 0.4, 2.0 - courant), 0.0, 1.0);
}

// Weight of the upstream section in a face's friction. A depth a little off the profile's changes from section to
// section by exp(-z), z = 2 (dK/dz) / K S_f D / |1 - Fr^2|; the mean of both sections makes (1 - z/2) / (1 + z/2) of
// it, which alternates where z > 2. With max(1/2, 1 - 1/z) it is damped at once instead (hybrid weights, Spalding 1972,
// Int. J. Numer. Meth. Eng. 4, 551; Liniger and Willoughby 1970, SIAM J. Numer. Anal. 7, 47).
double ChannelSolver::friction_weight(std::int32_t f) const {
    const std::int32_t up = flows_down(f) ? left_[f] : right_[f];
    if (area_[up] <= 0.0)
        return 1.0;
    const double q = q0_[f];
    // 2 S_f K' / K D with S_f = q^2 / K^2; drag_slope_ is -K' / K^3
    const double stiffness = -2.0 * drag_slope_[up] * q * q * distance_[f];
    // z = stiffness / |1 - Fr^2|, both sides times g A = c^2 T
    const double celerity_squared_width = gravity * area_[up];
    const double distance_from_critical = std::abs(celerity_squared_width - u_[f] * u_[f] * top_width_[up]);
    const double scaled = stiffness * celerity_squared_width;
    return scaled > 2.0 * distance_from_critical ? 1.0 - distance_from_critical / scaled : 0.5;
}

}  // namespace liriver::solver::channel
