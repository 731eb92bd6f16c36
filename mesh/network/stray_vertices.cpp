#include "mesh/network/stray_vertices.h"

#include <algorithm>
#include <cmath>

namespace liriver::mesh::network {

namespace {

constexpr double times_half = 100.0;
constexpr double least_away = 100e3;   // m
constexpr double least_segment = 200;  // m
constexpr double times_apart = 10.0;

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Of each vertex, m from the middle of the line.
std::vector<double> distances_from_middle(const Polyline& line) {
    std::vector<double> x, y, away;
    for (const Point& point : line) {
        x.push_back(point.x);
        y.push_back(point.y);
    }
    const Point middle{median(x), median(y)};
    for (const Point& point : line)
        away.push_back(distance(point, middle));
    return away;
}

bool is_tip(const Polyline& line, std::size_t i, double same_line, double longest_spike) {
    const double out = distance(line[i - 1], line[i]);
    const double back = distance(line[i], line[i + 1]);
    const double apart = distance(line[i - 1], line[i + 1]);
    const double shorter = std::min(out, back);
    if (shorter <= least_segment)
        return false;
    const double across = std::abs((line[i].x - line[i - 1].x) * (line[i + 1].y - line[i].y) -
                                   (line[i].y - line[i - 1].y) * (line[i + 1].x - line[i].x)) /
                          std::max(out, back);
    return across <= same_line ? shorter > longest_spike && apart < shorter : shorter > times_apart * apart;
}

}  // namespace

std::vector<std::size_t> stray_vertices(const Polyline& line, double same_line, double longest_spike) {
    std::vector<std::size_t> stray;
    if (line.size() < 3)
        return stray;
    const std::vector<double> away = distances_from_middle(line);
    const double limit = std::max(least_away, times_half * median(away));
    for (std::size_t i = 0; i < line.size(); ++i) {
        const bool inside = i > 0 && i + 1 < line.size();
        if (away[i] > limit || (inside && is_tip(line, i, same_line, longest_spike)))
            stray.push_back(i);
    }
    return stray;
}

}  // namespace liriver::mesh::network
