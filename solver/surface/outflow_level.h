#pragma once
// Water drawn out over the rim by a discharge or a rating: how much can leave, and under which level.
//
// What runs outwards along the characteristic, R = u + 2c, comes from inside (Toro, Shock-Capturing Methods for
// Free-Surface Flows, 2001, 6.3). At a depth h at the rim q = h (R - 2 sqrt(g h)) leaves, at the most critical flow's
// (R/3)^3 / g at c = R/3: no pull from outside brings more, as no wave runs inwards faster than the water leaves.
#include <algorithm>
#include <cmath>

#include "solver/surface/riemann.h"

namespace liriver::solver::surface {

/// Water at a face of the rim, on its way out.
struct OutgoingWater {
    double bed = 0.0;       ///< m
    double depth = 0.0;     ///< m, inside
    double outgoing = 0.0;  ///< m/s, R = u + 2c
    double most = 0.0;  ///< m2/s that can leave: critical flow's, or what comes where that is quicker than its waves
    bool supercritical = false;
};

inline OutgoingWater outgoing_water(const FaceSide& inner) {
    const double c = std::sqrt(gravity * inner.depth);
    OutgoingWater w{inner.bed, inner.depth, std::max(inner.u + 2.0 * c, 0.0), 0.0, inner.u >= c};
    if (inner.depth <= 0.0)
        return {inner.bed, 0.0, 0.0, 0.0, false};
    const double critical = w.outgoing / 3.0;
    w.most = w.supercritical ? inner.depth * inner.u : critical * critical * critical / gravity;
    return w;
}

/// m2/s that leave under a level outside, m above the datum: never more than `most`, never less than nothing.
inline double outflow_under(const OutgoingWater& w, double level) {
    const double depth = std::max(level - w.bed, 0.0);
    const double critical = w.outgoing / 3.0;
    if (gravity * depth <= critical * critical)
        return w.most;
    return std::clamp(depth * (w.outgoing - 2.0 * std::sqrt(gravity * depth)), 0.0, w.most);
}

/// The depth at which q m2/s leave, at least the critical one: c is the greater root of 2 c^3 - R c^2 + g q, which
/// curves upwards from there on, so that Newton's steps from R/2 go down to it alone. q is at most critical flow's.
inline double depth_of_outflow(const OutgoingWater& w, double q) {
    double c = 0.5 * w.outgoing;
    const double critical = w.outgoing / 3.0;
    for (int i = 0; i < 60; ++i) {
        const double off = c * c * (2.0 * c - w.outgoing) + gravity * q;
        const double slope = 2.0 * c * (3.0 * c - w.outgoing);
        const double next = slope > 0.0 ? std::max(c - off / slope, critical) : critical;
        const bool done = c - next <= 1e-14 * c;
        c = next;
        if (done)
            break;
    }
    return c * c / gravity;
}

/// The stage at the rim, m above the datum, where q m2/s leave: of water quicker than its waves its own.
inline double stage_of_outflow(const OutgoingWater& w, double q) {
    const bool as_it_comes = w.supercritical && q >= w.most;
    return w.bed + (as_it_comes || w.outgoing <= 0.0 ? w.depth : depth_of_outflow(w, q));
}

}  // namespace liriver::solver::surface
