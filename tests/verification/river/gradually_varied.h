#pragma once
// Steady, gradually varied flow in a rectangular channel by itself: dy/dx = (S - Sf) / (1 - Fr^2) (Chow 1959, 9-1),
// integrated upstream from a known depth with the classical fourth-order method in steps that follow the profile.
#include <algorithm>
#include <cmath>

namespace liriver::tests {

struct RectangularFlow {
    double discharge = 0.0;  ///< m3/s
    double width = 0.0;      ///< m
    double manning_n = 0.0;  ///< s m^-1/3
    double slope = 0.0;

    [[nodiscard]] double friction_slope(double y) const {
        const double area = width * y;
        const double conveyance = std::pow(area, 5.0 / 3.0) * std::pow(width + 2.0 * y, -2.0 / 3.0) / manning_n;
        return discharge * discharge / (conveyance * conveyance);
    }
    [[nodiscard]] double froude_squared(double y) const {
        return discharge * discharge / (9.81 * width * width * y * y * y);
    }
    [[nodiscard]] double critical_depth() const { return std::cbrt(discharge * discharge / (9.81 * width * width)); }
    [[nodiscard]] double normal_depth() const {
        double low = 1e-6;
        double high = 100.0;
        for (int halving = 0; halving < 200; ++halving)
            (friction_slope(0.5 * (low + high)) > slope ? low : high) = 0.5 * (low + high);
        return high;
    }

    /// Subcritical depth `distance` metres upstream of a section with depth `y`, on a bed of this slope.
    [[nodiscard]] double upstream_of(double y, double distance) const {
        const double normal = normal_depth();
        const auto change = [this](double depth) {
            return -(slope - friction_slope(depth)) / (1.0 - froude_squared(depth));
        };
        y = std::max(y, 1.0005 * critical_depth());  // a step off the singular point, 0.05 % of depth
        for (double gone = 0.0; gone < distance;) {
            if (std::abs(y / normal - 1.0) < 1e-10)
                return normal;
            const double step =
                std::min(distance - gone, 0.02 * y / slope * std::min(1.0, std::abs(1.0 - froude_squared(y))));
            const double k1 = change(y);
            const double k2 = change(y + 0.5 * step * k1);
            const double k3 = change(y + 0.5 * step * k2);
            const double k4 = change(y + step * k3);
            y += step / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + k4);
            gone += step;
        }
        return y;
    }
};

}  // namespace liriver::tests
