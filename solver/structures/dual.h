#pragma once
// Numbers that carry their slopes by two stages (forward differentiation), so that a law is written once, as in its
// source, and its derivatives are exact. Internal to this module.
#include <cmath>

namespace liriver::solver::structures {

struct Dual {
    double value = 0.0;
    double by_up = 0.0, by_down = 0.0;  // slopes by the stages of the giving and of the receiving side

    constexpr Dual() = default;
    constexpr Dual(double v) : value(v) {}  // NOLINT(google-explicit-constructor): constants mix freely with duals
    constexpr Dual(double v, double up, double down) : value(v), by_up(up), by_down(down) {}
};

inline Dual operator+(const Dual& a, const Dual& b) {
    return {a.value + b.value, a.by_up + b.by_up, a.by_down + b.by_down};
}
inline Dual operator-(const Dual& a, const Dual& b) {
    return {a.value - b.value, a.by_up - b.by_up, a.by_down - b.by_down};
}
inline Dual operator*(const Dual& a, const Dual& b) {
    return {a.value * b.value, a.value * b.by_up + a.by_up * b.value, a.value * b.by_down + a.by_down * b.value};
}
inline Dual operator/(const Dual& a, const Dual& b) {
    const double quotient = a.value / b.value;
    return {quotient, (a.by_up - quotient * b.by_up) / b.value, (a.by_down - quotient * b.by_down) / b.value};
}
/// A function of one dual, given its value and slope there.
inline Dual chain(const Dual& a, double value, double slope) { return {value, slope * a.by_up, slope * a.by_down}; }

/// Roots and powers of nothing have no bounded slope: it is given as zero.
inline Dual sqrt(const Dual& a) {
    if (a.value <= 0.0)
        return {};
    const double root = std::sqrt(a.value);
    return chain(a, root, 0.5 / root);
}
inline Dual pow(const Dual& a, double exponent) {
    if (a.value <= 0.0)
        return {};
    const double power = std::pow(a.value, exponent);
    return chain(a, power, exponent * power / a.value);
}
inline Dual min(const Dual& a, const Dual& b) { return b.value < a.value ? b : a; }
inline Dual max(const Dual& a, const Dual& b) { return b.value > a.value ? b : a; }

}  // namespace liriver::solver::structures
