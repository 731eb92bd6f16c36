#include "solver/structures/reservoir_curve.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace liriver::solver::structures {
namespace {

// The interval of x that holds `at`, the last one for all beyond.
std::size_t interval(const std::vector<double>& x, double at) {
    const auto after = std::upper_bound(x.begin(), x.end(), at) - x.begin();
    return static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(after - 1, 0, std::ssize(x) - 2));
}

}  // namespace

double interpolate(const std::vector<double>& x, const std::vector<double>& y, double at, bool goes_on) {
    if (at <= x.front())
        return y.front();
    if (x.size() == 1 || (at >= x.back() && !goes_on))
        return y.back();
    const std::size_t i = interval(x, at);
    return y[i] + (y[i + 1] - y[i]) * ((at - x[i]) / (x[i + 1] - x[i]));
}

tl::expected<StorageCurve, mesh::field::Error> StorageCurve::make(std::vector<double> levels,
                                                                  std::vector<double> volumes,
                                                                  std::vector<double> areas) {
    const auto refuse = [](std::size_t row, const char* found, const char* expected) {
        return tl::make_unexpected(mesh::field::Error{"row " + std::to_string(row), found, expected});
    };
    if (levels.size() < 2 || levels.size() != volumes.size() || (!areas.empty() && areas.size() != levels.size()))
        return refuse(0, "fewer than two rows, or columns of different length", "at least two rows");
    for (std::size_t row = 0; row < levels.size(); ++row) {
        if (!std::isfinite(levels[row]) || !(volumes[row] >= 0.0) || !std::isfinite(volumes[row]))
            return refuse(row, "a level or volume that is none", "a finite level and a volume of at least 0");
        if (!areas.empty() && !(areas[row] >= 0.0 && std::isfinite(areas[row])))
            return refuse(row, "an area that is none", "an area of at least 0");
        if (row > 0 && (levels[row] <= levels[row - 1] || volumes[row] <= volumes[row - 1]))
            return refuse(row, "a level or volume not above the one before", "levels and volumes that both grow");
    }
    StorageCurve curve;
    curve.levels_ = std::move(levels);
    curve.volumes_ = std::move(volumes);
    curve.areas_ = std::move(areas);
    return curve;
}

double StorageCurve::volume(double level) const { return interpolate(levels_, volumes_, level, true); }

double StorageCurve::level(double volume) const { return interpolate(volumes_, levels_, volume, true); }

double StorageCurve::area(double level) const {
    if (!areas_.empty())
        return interpolate(levels_, areas_, level, false);
    const std::size_t i = interval(levels_, level);
    return (volumes_[i + 1] - volumes_[i]) / (levels_[i + 1] - levels_[i]);
}

}  // namespace liriver::solver::structures
