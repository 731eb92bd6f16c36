#include "tests/verification/channel/exact_solutions.h"

#include <array>
#include <cmath>

namespace liriver::tests::verification {
namespace {
constexpr double g = 9.81;
}

double stoker_depth(double x, double t, double depth_left, double depth_right, double dam) {
    const double celerity = std::sqrt(g * depth_left);
    // c of the middle state: root of -8 g hr c^2 (cl - c)^2 + (c^2 - g hr)^2 (c^2 + g hr) between sqrt(g hr) and cl
    const double ghr = g * depth_right;
    const auto equation = [&](double c) {
        return -8.0 * ghr * c * c * (celerity - c) * (celerity - c) + (c * c - ghr) * (c * c - ghr) * (c * c + ghr);
    };
    double low = std::sqrt(ghr);
    double high = celerity;
    for (int i = 0; i < 200; ++i)
        (equation(0.5 * (low + high)) < 0.0 ? low : high) = 0.5 * (low + high);
    const double c = 0.5 * (low + high);
    const double head = dam - t * celerity;
    const double tail = dam + t * (2.0 * celerity - 3.0 * c);
    const double shock = dam + t * 2.0 * c * c * (celerity - c) / (c * c - ghr);
    if (x < head)
        return depth_left;
    if (x < tail)
        return 4.0 / (9.0 * g) * std::pow(celerity - (x - dam) / (2.0 * t), 2);
    return x < shock ? c * c / g : depth_right;
}

double ritter_depth(double x, double t, double depth_left, double dam) {
    const double celerity = std::sqrt(g * depth_left);
    if (x < dam - t * celerity)
        return depth_left;
    if (x < dam + 2.0 * t * celerity)
        return 4.0 / (9.0 * g) * std::pow(celerity - (x - dam) / (2.0 * t), 2);
    return 0.0;
}

double MacDonaldChannel::unit_discharge() const { return kind == MacDonald::supercritical ? 2.5 : 2.0; }

double MacDonaldChannel::manning_n() const {
    switch (kind) {
        case MacDonald::subcritical:
            return 0.033;
        case MacDonald::supercritical:
            return 0.04;
        case MacDonald::sub_to_super:
        case MacDonald::jump:
            break;
    }
    return 0.0218;
}

double MacDonaldChannel::depth(double x) const {
    const double scale = std::cbrt(4.0 / g);
    const double s = x / 1000.0;
    switch (kind) {
        case MacDonald::subcritical:
            return scale * (1.0 + 0.5 * std::exp(-16.0 * (s - 0.5) * (s - 0.5)));
        case MacDonald::supercritical:
            return scale * (1.0 - 0.2 * std::exp(-36.0 * (s - 0.5) * (s - 0.5)));
        case MacDonald::sub_to_super:
            return scale * (1.0 - std::tanh(3.0 * (s - 0.5)) / 3.0);
        case MacDonald::jump:
            break;
    }
    if (x <= 500.0)
        return scale * (0.9 - std::exp(-x / 250.0) / 6.0);
    constexpr std::array<double, 3> a{-0.348427, 0.552264, -0.55558};
    double sum = 1.0;
    for (std::size_t k = 0; k < a.size(); ++k)
        sum += a[k] * std::exp(-20.0 * static_cast<double>(k + 1) * (s - 0.5));
    return scale * (sum + 0.8 * std::exp(s - 1.0));
}

double MacDonaldChannel::bed_slope(double x) const {
    constexpr double e = 1e-3;
    const bool at_jump = kind == MacDonald::jump && std::abs(x - 500.0) < 2.0 * e;
    const double a = at_jump && x > 500.0 ? x : x - e;
    const double b = at_jump && x <= 500.0 ? x : x + e;
    const double h = depth(x);
    const double by_x = (depth(b) - depth(a)) / (b - a);
    const double q = unit_discharge();
    const double n = manning_n();
    return (q * q / (g * h * h * h) - 1.0) * by_x - q * q * n * n / std::pow(h, 10.0 / 3.0);
}

}  // namespace liriver::tests::verification
