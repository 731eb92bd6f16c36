#include "mesh/surface/ring.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace liriver::mesh::surface {

bool inside(const Ring& ring, Point point) {
    bool within = false;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++)
        if ((ring[i].y > point.y) != (ring[j].y > point.y) &&
            point.x < (ring[j].x - ring[i].x) * (point.y - ring[i].y) / (ring[j].y - ring[i].y) + ring[i].x)
            within = !within;
    return within;
}

double distance_to_segment(Point point, Point a, Point b) {
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    const double squared = dx * dx + dy * dy;
    const double share =
        squared > 0.0 ? std::clamp(((point.x - a.x) * dx + (point.y - a.y) * dy) / squared, 0.0, 1.0) : 0.0;
    return std::hypot(a.x + share * dx - point.x, a.y + share * dy - point.y);
}

double distance_to(const Ring& ring, Point point) {
    double nearest = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < ring.size(); ++i)
        nearest = std::min(nearest, distance_to_segment(point, ring[i], ring[(i + 1) % ring.size()]));
    return nearest;
}

double area(const Ring& ring) {
    double twice = 0.0;
    for (std::size_t i = 1; i + 1 < ring.size(); ++i)
        twice += turn(ring[0], ring[i], ring[i + 1]);
    return 0.5 * std::abs(twice);
}

}  // namespace liriver::mesh::surface
