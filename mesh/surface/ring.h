#pragma once
// Closed rings of points: inside or outside, how near, how large.
#include <vector>

#include "mesh/network/polyline.h"

namespace liriver::mesh::surface {

using network::Point;

/// Corners of a polygon in order; the last is joined to the first. Either way round.
using Ring = std::vector<Point>;

/// Whether a point lies inside (even-odd rule, so a ring may cross itself).
[[nodiscard]] bool inside(const Ring& ring, Point point);

/// m from the point to the nearest side; infinity for a ring without corners.
[[nodiscard]] double distance_to(const Ring& ring, Point point);

/// m2, whichever way round.
[[nodiscard]] double area(const Ring& ring);

/// m from a point to the segment from a to b.
[[nodiscard]] double distance_to_segment(Point point, Point a, Point b);

/// Twice the signed area of the triangle a, b, c: positive when they run counter-clockwise.
[[nodiscard]] inline double turn(Point a, Point b, Point c) {
    return (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
}

}  // namespace liriver::mesh::surface
