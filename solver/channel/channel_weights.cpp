// What is decided once a step, from the state at its start: limiters, face-area weights, implicitness.
#include <algorithm>
#include <cmath>

#include "solver/channel/channel_solver.h"

namespace liriver::solver::channel {
namespace {

double van_leer(double ahead, double behind) {  // limiter of r = behind / ahead, in [0, 2]
    const double product = ahead * behind;
    return product > 0.0 ? 2.0 * behind / (ahead + behind) : 0.0;
}

}  // namespace

// Which cell the water of face f comes from: by velocity, at rest by the slope of the surface.
std::int32_t ChannelSolver::upwind_cell(std::int32_t f) const {
    const bool down = u_[f] > 0.0 || (u_[f] == 0.0 && z_[left_[f]] >= z_[right_[f]]);
    return down ? left_[f] : right_[f];
}

// Mean of 1/K^2 over the two sections of a face, and its relative change with their stages. A downstream section that
// carries less than half of what the upstream one does counts as half, so that a front can run out over dry ground.
ChannelSolver::Friction ChannelSolver::friction(std::int32_t f, bool downstream) const {
    const std::int32_t up = downstream ? left_[f] : right_[f];
    const std::int32_t down = downstream ? right_[f] : left_[f];
    const double of_up = conveyance_[up];
    const double of_down = conveyance_[down];
    const bool held = of_down < 0.5 * of_up;
    const double inverse_up = 0.5 / (of_up * of_up);
    const double inverse_down = held ? 4.0 * inverse_up : 0.5 / (of_down * of_down);
    const double growth_up = conveyance_slope_[up] / of_up;
    const double by_up = -2.0 * growth_up * (held ? inverse_up + inverse_down : inverse_up);
    const double by_down = held ? 0.0 : -2.0 * inverse_down * conveyance_slope_[down] / of_down;
    return {inverse_up + inverse_down, downstream ? by_up : by_down, downstream ? by_down : by_up};
}

// Limiters, face-area weights and implicitness, all from the state at the step's start.
void ChannelSolver::freeze(double dt) {
    const auto faces = static_cast<std::int32_t>(left_.size());
    const bool second = options_.limited_second_order;
    for (std::int32_t f = 0; f < faces; ++f)
        limiter_area_[f] = correction_share(f, dt);
    for (std::int32_t f = 0; f < faces; ++f) {
        // velocity at the cell east of f, between f and its eastern neighbour
        if (east_[f].kind == EndKind::chain) {
            const std::int32_t e = east_[f].index;
            const double across = u_[e] - u_[f];
            double limiter = 0.0;
            if (q0_[f] + q0_[e] >= 0.0) {
                const double behind = west_[f].kind == EndKind::chain ? u_[f] - u_[west_[f].index] : across;
                limiter = van_leer(across, behind);
            } else {
                const double behind = east_[e].kind == EndKind::chain ? u_[east_[e].index] - u_[e] : across;
                limiter = van_leer(across, behind);
            }
            limiter_velocity_[right_[f]] = second ? limiter * std::min(limiter_area_[f], limiter_area_[e]) : 0.0;
        }
        // Long steps near and beyond critical flow are wholly implicit, or nothing would damp them.
        theta_[f] = 1.0 - (1.0 - options_.theta) * limiter_area_[f];
    }
    for (std::int32_t f = 0; f < faces; ++f) {
        const bool down = upwind_cell(f) == left_[f];
        const std::int32_t up = down ? left_[f] : right_[f];
        const std::int32_t dn = down ? right_[f] : left_[f];
        const End& behind_end = down ? west_[f] : east_[f];
        double limiter = 0.0;
        const double share = second ? limiter_area_[f] : 0.0;
        if (share > 0.0 && area_[up] > 0.0 && area_[dn] > 0.0) {
            const double across = area_[dn] - area_[up];
            double behind = across;
            bool wet = true;
            if (behind_end.kind == EndKind::chain) {
                const std::int32_t far = down ? left_[behind_end.index] : right_[behind_end.index];
                behind = area_[up] - area_[far];
                wet = area_[far] > 0.0;
            }
            limiter = wet ? share * van_leer(across, behind) : 0.0;
            if (across > 0.0)
                limiter =
                    std::min(limiter, 2.0 * area_[up] / across);  // the face's area is at most twice the upwind one
        }
        limiter_area_[f] = limiter;
        limiter_down_[f] = down ? 1 : 0;
    }
    // A cell that the explicit share alone could drain by half gets wholly implicit faces.
    std::fill(volume_next_.begin(), volume_next_.end(), 0.0);
    for (std::int32_t f = 0; f < faces; ++f) {
        if (left_[f] < cell_count_)
            volume_next_[left_[f]] -= dt * q0_[f];
        if (right_[f] < cell_count_)
            volume_next_[right_[f]] += dt * q0_[f];
    }
    const auto draining = [&](std::int32_t c) {
        return c < cell_count_ && (volume_next_[c] < -0.5 * volume_[c] || area_[c] <= 0.0);
    };
    for (std::int32_t f = 0; f < faces; ++f)
        if (draining(left_[f]) || draining(right_[f]))
            theta_[f] = 1.0;
}

// How much of the second-order correction a face may have. Limiters are held during a step, which is stable for short
// steps anywhere and for long steps in subcritical flow; long steps in supercritical flow go without.
double ChannelSolver::correction_share(std::int32_t f, double dt) const {
    const std::int32_t up = upwind_cell(f);
    if (area_[up] <= 0.0)
        return 0.0;
    const double celerity = std::sqrt(gravity * area_[up] / top_width_[up]);
    const double speed = std::abs(u_[f]);
    const double courant = dt * (speed + celerity) / distance_[f];
    return std::clamp(std::max((0.9 - speed / celerity) / 0.4, 2.0 - courant), 0.0, 1.0);
}

void ChannelSolver::weigh_areas() {
    const auto faces = static_cast<std::int32_t>(left_.size());
    for (std::int32_t f = 0; f < faces; ++f) {
        const bool down = upwind_cell(f) == left_[f];
        // a face whose flow has turned round since the limiter was taken goes without
        const double half = down == (limiter_down_[f] != 0) ? 0.5 * limiter_area_[f] : 0.0;
        weight_left_[f] = down ? 1.0 - half : half;
        weight_right_[f] = down ? half : 1.0 - half;
    }
}

}  // namespace liriver::solver::channel
