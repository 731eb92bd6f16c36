#pragma once
// How much of a small wave on uniform flow is left after a step of the 1D scheme: linear (von Neumann) analysis.
#include <complex>
#include <utility>

namespace liriver::tests::verification {

/// Uniform flow in a wide rectangular channel with Manning's friction, and a step.
struct Wave {
    double cells = 2.0;             ///< per wavelength; 2 is the shortest wave that the sections can hold
    double courant = 1.0;           ///< (U + c) dt / dx
    double fall_over_depth = 0.01;  ///< slope times spacing, by depth
    double froude = 0.3;            ///< U / c
    double theta = 0.52;            ///< implicitness
};

/// Weight of the upstream section's friction: max(1/2, 1 - 1/zeta), zeta = (10/3) S dx / (Y |1 - Fr^2|).
[[nodiscard]] double friction_weight_of(const Wave& wave);

/// Implicitness that the solver takes where the flow varies gently, by Courant number: 0.52, from 30 on growing to
/// 0.616 (`gentle_share` in channel_weights.cpp).
[[nodiscard]] double theta_of(double courant);

/// The two amplification factors over one step, that of larger modulus first. With h_i = H e^(i phi i) and u_(i+1/2)
/// likewise, central areas and velocities (differences too small to be limited), the scheme is v' = (1 + theta A)^-1 (1
/// - (1 - theta) A) v for v = (H, u), so each eigenvalue lambda of A gives (1 - (1 - theta) lambda) / (1 + theta
/// lambda).
[[nodiscard]] std::pair<std::complex<double>, std::complex<double>> amplification_factors(const Wave& wave);

/// The larger modulus of the two.
[[nodiscard]] double amplification(const Wave& wave);

}  // namespace liriver::tests::verification
