#include "mesh/sections/valley_rays.h"

#include <algorithm>
#include <cmath>

namespace liriver::mesh::sections {

namespace {

using network::Point;

double distance_to_segment(Point point, Point a, Point b, double& fraction) {
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    const double square = dx * dx + dy * dy;
    fraction = square > 0.0 ? std::clamp(((point.x - a.x) * dx + (point.y - a.y) * dy) / square, 0.0, 1.0) : 0.0;
    return std::hypot(a.x + fraction * dx - point.x, a.y + fraction * dy - point.y);
}

}  // namespace

ValleyRays::ValleyRays(const network::Network& network) {
    for (std::size_t r = 0; r < network.reaches.size(); ++r) {
        const network::Reach& reach = network.reaches[r];
        for (std::size_t i = 0; i + 1 < reach.x.size(); ++i)
            segments_.push_back({.reach = r,
                                 .chainage = reach.chainage[i],
                                 .a = {.x = reach.x[i], .y = reach.y[i]},
                                 .b = {.x = reach.x[i + 1], .y = reach.y[i + 1]}});
    }
}

double ValleyRays::free_length(std::size_t reach, double chainage, Point from, double angle, double most) const {
    // Only lines that some point of the ray could be nearer to than to its own start matter.
    std::vector<Segment> near;
    for (const Segment& segment : segments_) {
        double fraction = 0.0;
        if (distance_to_segment(from, segment.a, segment.b, fraction) <= 2.0 * most)
            near.push_back(segment);
    }
    constexpr double step = 5.0;
    constexpr double local = 100.0;
    const int steps = static_cast<int>(most / step);
    double free = 0.0;
    for (int i = 1; i <= steps; ++i) {
        const double metres = i * step;
        const Point point{.x = from.x + metres * std::cos(angle), .y = from.y + metres * std::sin(angle)};
        for (const Segment& segment : near) {
            double fraction = 0.0;
            const double away = distance_to_segment(point, segment.a, segment.b, fraction);
            if (away >= metres)
                continue;
            const double along = segment.chainage + fraction * network::distance(segment.a, segment.b);
            if (segment.reach != reach || std::abs(along - chainage) > 3.0 * metres + local)
                return free;
        }
        free = metres;
    }
    return most;
}

}  // namespace liriver::mesh::sections
