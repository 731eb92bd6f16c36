#include "mesh/network/doubling.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace liriver::mesh::network {

namespace {

/// The point at a distance from a line's first vertex, found by halving.
Point point_at(const Polyline& line, const std::vector<double>& along, double metres) {
    const auto above = std::lower_bound(along.begin() + 1, along.end() - 1, metres);
    const auto i = static_cast<std::size_t>(above - along.begin());
    const double share = along[i] > along[i - 1] ? (metres - along[i - 1]) / (along[i] - along[i - 1]) : 0.0;
    return {line[i - 1].x + share * (line[i].x - line[i - 1].x), line[i - 1].y + share * (line[i].y - line[i - 1].y)};
}

/// How far a line runs back beside itself from a place where it turns.
std::optional<Doubling> doubling_at(const Polyline& line, const std::vector<double>& along, double tip,
                                    double farthest) {
    const double whole = along.back();
    const double most = std::min(tip, whole - tip);
    const double step = std::max(whole / 400.0, 0.2 * farthest);
    const double least = std::max(farthest, step);  // m that a doubling runs
    // Limbs of unequal length drift apart along each other, by no more than they lie apart.
    if (most < least ||
        distance(point_at(line, along, tip - least), point_at(line, along, tip + least)) > 1.5 * farthest + 0.1 * least)
        return std::nullopt;
    const auto close = project(part(line, tip - least - farthest, tip), point_at(line, along, tip + least));
    if (!close || close->distance > farthest)
        return std::nullopt;
    const Polyline before = reversed(part(line, 0.0, tip));
    double apart = 0.0;
    std::optional<Doubling> found;
    for (double run = step; run <= whole - tip; run += step) {
        const Point point = point_at(line, along, tip + run);
        const auto place = project(before, point);
        if (!place || place->distance > farthest || place->along < 0.5 * (run - farthest))
            break;
        apart = std::max(apart, place->distance);
        if (run >= long_beside * apart && run >= least)
            found = Doubling{point_at(line, along, tip), run, apart, point_along(before, 0.5 * place->along),
                             point_at(line, along, tip + 0.5 * run)};
    }
    return found;
}

}  // namespace

std::optional<Doubling> find_doubling(const Polyline& line, double farthest) {
    const std::vector<double> along = distances_along(line);
    std::optional<Doubling> longest;
    for (std::size_t i = 1; i + 1 < line.size(); ++i) {
        const auto here = doubling_at(line, along, along[i], farthest);
        if (here && (!longest || here->length > longest->length))
            longest = here;
    }
    return longest;
}

double share_beside(const Polyline& line, const Polyline& other, double near) {
    constexpr int samples = 200;
    const double whole = length(line);
    int beside = 0;
    for (int i = 0; i < samples; ++i) {
        const auto place = project(other, point_along(line, whole * (i + 0.5) / samples));
        beside += place && place->distance <= near ? 1 : 0;
    }
    return static_cast<double>(beside) / samples;
}

}  // namespace liriver::mesh::network
