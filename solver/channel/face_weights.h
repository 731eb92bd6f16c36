#pragma once
// What a face's weights are, from the state at a step's start: limiters, implicitness, the share of friction. The same
// for a face at an end and for those along a chain, which are computed several at a time; without branches, so that
// they can be.
#include <cmath>

#include "solver/channel/channel_mesh.h"
#include "solver/vector_paths.h"

namespace liriver::solver::channel {

LIRIVER_KERNEL double bounded(double value, double least, double most) {
    const double above = value > least ? value : least;
    return above < most ? above : most;
}

/// Share of the central correction, in [0, 1]: 1 where the difference behind is at least the one ahead, their ratio
/// where it is less, 0 at an extremum (minmod, within Sweby's bounds, SIAM J. Numer. Anal. 21, 995, 1984). Differences
/// that are small against `scale` are not limited (after Venkatakrishnan 1995, J. Comput. Phys. 118, 120), so that the
/// weights change smoothly and small waves do not ring; never above 1, so that weights held during a long implicit step
/// do not lean downstream.
LIRIVER_KERNEL double central_share(double ahead, double behind, double scale_squared) {
    constexpr double small_difference = 0.03;  // of the local scale: smaller differences are not limited
    const double small = small_difference * small_difference * scale_squared + 1e-300;
    return bounded((ahead * behind + small) / (ahead * ahead + small), 0.0, 1.0);
}

inline constexpr double least_lag = 1e-6;  // of a weight; what is less is left

/// A weight that was held, and the one that the state calls for.
struct Renewal {
    double weight = 0.0;
    double lag = 0.0;  ///< their difference
};

/// Weights fall at once and rise slowly (`rise` of what is lacking in each step): in a hydraulic jump the state answers
/// a weight with the opposite change of the weight it calls for, and taken over whole the two would chase each other
/// for ever. Differences that no discharge feels are left, so that what is steady stays so to the last bit.
LIRIVER_KERNEL Renewal renewed(double held, double share, double rise) {
    const double lag = std::abs(share - held);
    const double risen = held + rise * (share - held);
    const double taken = share > held ? risen : share;
    return {lag <= least_lag ? held : taken, lag};
}

/// Share of what is lacking by which weights rise in a step of `dt`; all of it when a state is set.
inline double rise_of_weights(double dt) { return dt > 0.0 ? 0.2 : 1.0; }

/// 1 where the flow varies gently enough for a nearly second-order step; 0 for long steps near and beyond critical
/// flow, which are wholly implicit, or nothing would damp them. `area` and `width` of the section upstream.
LIRIVER_KERNEL double gentle_share(double u, double area, double width, double distance, double dt) {
    constexpr double long_courant = 30.0;
    constexpr double most_damping = 0.2;  // of the explicit share, theta 0.52 to 0.616
    const double speed = std::abs(u);
    const double celerity = std::sqrt(gravity * area / width);
    const double courant = dt * (speed + celerity) / distance;
    // Very long steps leave waves that hardly fade where only friction and a little implicitness damp them.
    const double subcritical = 1.0 - most_damping * bounded((courant - long_courant) / (2.0 * long_courant), 0.0, 1.0);
    const double near_critical = subcritical * (0.9 - speed / celerity) / 0.4;
    const double short_step = 2.0 - courant;
    const double rapid = bounded(near_critical > short_step ? near_critical : short_step, 0.0, 1.0);
    const double share = speed <= 0.5 * celerity ? subcritical : rapid;
    return area > 0.0 ? share : 0.0;
}

/// Weight of the upstream section in a face's friction. A depth a little off the profile's changes from section to
/// section by exp(-z), z = 2 (dK/dz) / K S_f D / |1 - Fr^2|; the mean of both sections makes (1 - z/2) / (1 + z/2) of
/// it, which alternates where z > 2. With max(1/2, 1 - 1/z) it is damped at once instead (hybrid weights, Spalding
/// 1972, Int. J. Numer. Meth. Eng. 4, 551; Liniger and Willoughby 1970, SIAM J. Numer. Anal. 7, 47). `area`, `width`
/// and `drag_slope` of the section upstream.
LIRIVER_KERNEL double friction_weight(double q, double u, double area, double width, double drag_slope,
                                      double distance) {
    // 2 S_f K' / K D with S_f = q^2 / K^2; drag_slope is -K' / K^3
    const double stiffness = -2.0 * drag_slope * q * q * distance;
    // z = stiffness / |1 - Fr^2|, both sides times g A = c^2 T
    const double celerity_squared_width = gravity * area;
    const double distance_from_critical = std::abs(celerity_squared_width - u * u * width);
    const double scaled = stiffness * celerity_squared_width;
    const double stiff = 1.0 - distance_from_critical / scaled;
    const double weight = scaled > 2.0 * distance_from_critical ? stiff : 0.5;
    return area > 0.0 ? weight : 1.0;
}

/// How far the flow is beyond critical in a section, times a positive number: negative in subcritical flow.
LIRIVER_KERNEL double beyond_critical(double q, double area, double width) {
    return q * q / gravity * width - area * area * area;
}

/// The limited weight of a face's central area, whose area is at most twice the upwind one.
LIRIVER_KERNEL double bounded_area_limiter(double limiter, double area_up, double area_down) {
    const double across = area_down - area_up;
    const double most = 2.0 * area_up / across;
    const double least = limiter < most ? limiter : most;
    return across > 0.0 ? least : limiter;
}

}  // namespace liriver::solver::channel
