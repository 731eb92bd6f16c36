#pragma once
// Where a hydraulic jump stands, and how much dissipation it asks for.
#include <cmath>

#include "solver/surface/slope_block.h"
#include "solver/surface/surface_state.h"

namespace liriver::solver::surface {

// A jump stands where water comes at more than half the speed of its waves: Froude's number, squared.
inline constexpr double fast_froude2 = 0.25;
inline constexpr double most_dissipation = 0.45;
inline constexpr double least_jump = 0.005;  // of velocity from cell to cell, by the celerity: less is no jump

// Whether any cell of a block, or any neighbour, flows at half the speed of its waves or faster.
template <int corners>
LIRIVER_KERNEL bool flows_fast(const SlopeBlock& b) {
    int fast = 0;
    for (int s = 0; s < corners; ++s)
#pragma omp simd reduction(+ : fast)
        for (int i = 0; i < block_size; ++i) {
            const double u = b.u[i] + b.u_step[s][i];
            const double v = b.v[i] + b.v_step[s][i];
            fast += u * u + v * v > fast_froude2 * gravity * (b.depth[i] + b.depth_step[s][i]) ? 1 : 0;
            fast += b.u[i] * b.u[i] + b.v[i] * b.v[i] > fast_froude2 * gravity * b.depth[i] ? 1 : 0;
        }
    return fast != 0;
}

// Where water is pressed together along its way and deepens, a jump stands: a bore, which runs towards the shallower
// side, is none, nor is a shear layer, whose depth is even. With four times the velocity that two cells differ by
// across their face its momentum is dissipated, which leads it over some cells; more than `most_dissipation` of |u| + c
// would be unstable.
template <int corners>
LIRIVER_KERNEL void shocks_of_block(SlopeBlock& b, double dry_depth) {
#pragma omp simd
    for (int i = 0; i < block_size; ++i) {
        double compression = 0.0;  // squared, m2/s2
        int fast = 0;
        for (int k = 0; k < corners; ++k) {
            const double u = b.u[i] + b.u_step[k][i];
            const double v = b.v[i] + b.v_step[k][i];
            fast |= u * u + v * v > fast_froude2 * gravity * (b.depth[i] + b.depth_step[k][i]) ? 1 : 0;
            const double length2 = b.to_x[k][i] * b.to_x[k][i] + b.to_y[k][i] * b.to_y[k][i];
            const double closing = -(b.u_step[k][i] * b.to_x[k][i] + b.v_step[k][i] * b.to_y[k][i]);
            const double ahead = (b.u[i] + u) * b.to_x[k][i] + (b.v[i] + v) * b.to_y[k][i];
            const double deepening = ahead * b.depth_step[k][i];
            const double squared = closing * closing / (length2 > 1e-30 ? length2 : 1e-30);
            // of a jump of that depth: momentum's (dh)^2 g (h1 + h2) / (2 h1 h2)
            const double h = b.depth[i] + b.depth_step[k][i];
            const double product = b.depth[i] * h;
            const double of_jump = b.depth_step[k][i] * b.depth_step[k][i] * (0.5 * gravity) * (b.depth[i] + h) /
                                   (product > 1e-30 ? product : 1e-30);
            const double held = squared < of_jump ? squared : of_jump;
            const double counts = closing > 0.0 && deepening > 0.0 ? held : 0.0;
            compression = counts > compression ? counts : compression;
        }
        const double own2 = b.u[i] * b.u[i] + b.v[i] * b.v[i];
        const double gh = gravity * b.depth[i];
        fast |= own2 > fast_froude2 * gh ? 1 : 0;
        const double celerity = std::sqrt(gh > 0.0 ? gh : 0.0);
        const double most = most_dissipation * (std::sqrt(own2) + celerity);
        const double jump = std::sqrt(compression) - least_jump * celerity;
        const double wanted = jump > 0.0 ? 4.0 * jump : 0.0;
        b.shock[i] = fast != 0 && b.depth[i] > dry_depth ? (wanted < most ? wanted : most) : 0.0;
    }
}

}  // namespace liriver::solver::surface
