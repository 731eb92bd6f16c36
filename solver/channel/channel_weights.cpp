// What is decided once a step, from the state at its start: limiters, face-area weights, implicitness.
#include <algorithm>
#include <cmath>

#include "solver/channel/channel_solver.h"

namespace liriver::solver::channel {
namespace {

constexpr double thin_depth = 1e-3;  // m

double van_leer(double ahead, double behind) {  // limiter of r = behind / ahead, in [0, 2]
    const double product = ahead * behind;
    return product > 0.0 ? 2.0 * behind / (ahead + behind) : 0.0;
}

}  // namespace

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
        const bool down = flows_down(f);
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

// How much of the second-order correction a face may have. Limiters are held during a step, which is stable for short
// steps anywhere and for long steps in subcritical flow; long steps in supercritical flow go without.
double ChannelSolver::correction_share(std::int32_t f, double dt) const {
    const std::int32_t up = flows_down(f) ? left_[f] : right_[f];
    if (area_[up] <= 0.0)
        return 0.0;
    const double speed = std::abs(u_[f]);
    if (4.0 * speed * speed * top_width_[up] <= gravity * area_[up])  // a Froude number up to a half
        return 1.0;
    const double celerity = std::sqrt(gravity * area_[up] / top_width_[up]);
    const double courant = dt * (speed + celerity) / distance_[f];
    return std::clamp(std::max((0.9 - speed / celerity) / 0.4, 2.0 - courant), 0.0, 1.0);
}

}  // namespace liriver::solver::channel
