#pragma once
// Manning's friction, du/dt = -f |u| u with f = g n^2 / h^(4/3), treated implicitly.
#include <bit>
#include <cmath>
#include <cstdint>

#include "solver/surface/surface_state.h"

namespace liriver::solver::surface {

/// x^(-1/3) for x > 0 within the range of single precision, to double precision: Newton's method on y^-3 = x from
/// Lomont's kind of first guess (3 % off; each iteration squares the error, times two).
[[gnu::always_inline]] inline double inverse_cube_root(double x) {
    const auto bits = std::bit_cast<std::int32_t>(static_cast<float>(x));
    double y = static_cast<double>(std::bit_cast<float>(0x54a21d2a - bits / 3));
    const double third = x * (1.0 / 3.0);
    for (int i = 0; i < 4; ++i)
        y = y * (4.0 / 3.0 - third * y * y * y);
    return y;
}

/// f = g n^2 / h^(4/3), 1/m; the depth is held from below, so that the root exists.
[[gnu::always_inline]] inline double friction_factor(double manning_n, double depth) {
    const double h = depth > 1e-9 ? depth : 1e-9;
    const double root = inverse_cube_root(h);
    const double root2 = root * root;
    return gravity * manning_n * manning_n * root2 * root2;
}

}  // namespace liriver::solver::surface
