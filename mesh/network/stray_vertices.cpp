#include "mesh/network/stray_vertices.h"

#include <algorithm>
#include <cmath>

namespace liriver::mesh::network {

namespace {

constexpr double times_half = 100.0;
constexpr double least_away = 100e3;   // m
constexpr double least_segment = 200;  // m
constexpr double times_apart = 10.0;
constexpr double long_segment = 1000;  // m
const double back_on_itself = std::cos(5.0 * std::acos(-1.0) / 180.0);

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
    const Point a{line[i - 1].x - line[i].x, line[i - 1].y - line[i].y};
    const Point c{line[i + 1].x - line[i].x, line[i + 1].y - line[i].y};
    const bool turns_back = a.x * c.x + a.y * c.y > back_on_itself * out * back;
    const double across = std::abs(a.x * c.y - a.y * c.x) / std::max(out, back);
    if (turns_back && across <= same_line)
        return shorter > longest_spike;
    return shorter > times_apart * apart || (turns_back && shorter > long_segment);
}

}  // namespace

std::vector<std::size_t> stray_vertices(const Polyline& line, double same_line, double longest_spike) {
    std::vector<std::size_t> stray;
    if (line.size() < 3)
        return stray;
    const std::vector<double> away = distances_from_middle(line);
    const double limit = std::max(least_away, times_half * median(away));
    // A line that goes to a stray vertex and back turns back at its neighbours too: the longest way round is to it.
    std::vector<double> detour(line.size(), 0.0);
    for (std::size_t i = 1; i + 1 < line.size(); ++i)
        if (is_tip(line, i, same_line, longest_spike))
            detour[i] =
                distance(line[i - 1], line[i]) + distance(line[i], line[i + 1]) - distance(line[i - 1], line[i + 1]);
    for (std::size_t i = 0; i < line.size(); ++i) {
        const double before = i > 0 ? detour[i - 1] : 0.0;
        const double after = i + 1 < line.size() ? detour[i + 1] : 0.0;
        if (away[i] > limit || (detour[i] > 0.0 && detour[i] >= std::max(before, after)))
            stray.push_back(i);
    }
    return stray;
}

}  // namespace liriver::mesh::network
