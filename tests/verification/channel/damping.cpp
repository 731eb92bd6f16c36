#include "tests/verification/channel/damping.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

namespace liriver::tests::verification {

double friction_weight_of(const Wave& wave) {
    const double zeta = 10.0 / 3.0 * wave.fall_over_depth / std::abs(1.0 - wave.froude * wave.froude);
    return std::max(0.5, 1.0 - 1.0 / zeta);
}

double theta_of(double courant) { return 1.0 - 0.48 * (1.0 - 0.2 * std::clamp((courant - 30.0) / 60.0, 0.0, 1.0)); }

std::pair<std::complex<double>, std::complex<double>> amplification_factors(const Wave& wave) {
    using namespace std::complex_literals;
    // depth, spacing and celerity are 1, so gravity is 1 and the slope is fall_over_depth
    const double speed = wave.froude;
    const double dt = wave.courant / (speed + 1.0);
    const double half = std::numbers::pi / wave.cells;  // half the phase from section to section
    const double c = std::cos(half);
    const std::complex<double> d = 2.0i * std::sin(half);  // difference from section to section
    const double w = friction_weight_of(wave);
    const std::complex<double> conveyance = w * std::exp(-1.0i * half) + (1.0 - w) * std::exp(1.0i * half);
    const double drag = dt * wave.fall_over_depth;
    // continuity: dh = -dt (Y du + U dh); momentum: du = -dt (U du + g dh + g dS_f), dS_f / S = 2 dQ / Q - 2 dK / K
    const std::complex<double> a11 = dt * speed * d * c;
    const std::complex<double> a12 = dt * d;
    const std::complex<double> a21 = dt * d + drag * (2.0 * c - 10.0 / 3.0 * conveyance);
    const std::complex<double> a22 = dt * speed * d * c + 2.0 * drag / speed;
    const std::complex<double> mean = 0.5 * (a11 + a22);
    const std::complex<double> root = std::sqrt(0.25 * (a11 - a22) * (a11 - a22) + a12 * a21);
    const auto left = [&](std::complex<double> lambda) {
        return (1.0 - (1.0 - wave.theta) * lambda) / (1.0 + wave.theta * lambda);
    };
    const std::complex<double> one = left(mean + root);
    const std::complex<double> other = left(mean - root);
    return std::abs(one) < std::abs(other) ? std::pair(other, one) : std::pair(one, other);
}

double amplification(const Wave& wave) { return std::abs(amplification_factors(wave).first); }

}  // namespace liriver::tests::verification
