#include "mesh/surface/smoothing.h"

#include <algorithm>
#include <cmath>

namespace liriver::mesh::surface {

double triangle_quality(Point a, Point b, Point c) {
    const auto squared = [](Point p, Point q) { return (p.x - q.x) * (p.x - q.x) + (p.y - q.y) * (p.y - q.y); };
    const double sides = squared(a, b) + squared(b, c) + squared(c, a);
    return sides > 0.0 ? 2.0 * std::sqrt(3.0) * turn(a, b, c) / sides : 0.0;
}

void smooth_triangles(std::vector<Point>& points, std::span<const std::array<std::int32_t, 3>> triangles,
                      std::span<const char> fixed, int rounds) {
    // The triangles of each node, one list after the other.
    std::vector<std::int32_t> first(points.size() + 1, 0);
    for (const auto& triangle : triangles)
        for (const std::int32_t node : triangle)
            ++first[static_cast<std::size_t>(node) + 1];
    for (std::size_t n = 0; n < points.size(); ++n)
        first[n + 1] += first[n];
    std::vector<std::int32_t> of_node(static_cast<std::size_t>(first.back()));
    std::vector<std::int32_t> next(first.begin(), first.end() - 1);
    for (std::size_t t = 0; t < triangles.size(); ++t)
        for (const std::int32_t node : triangles[t])
            of_node[static_cast<std::size_t>(next[static_cast<std::size_t>(node)]++)] = static_cast<std::int32_t>(t);

    for (int round = 0; round < rounds; ++round)
        for (std::size_t n = 0; n < points.size(); ++n) {
            if (fixed[n] != 0 || first[n] == first[n + 1])
                continue;
            const auto worst = [&](Point place) {
                double least = 1.0;
                for (std::int32_t i = first[n]; i < first[n + 1]; ++i) {
                    std::array<Point, 3> corner{};
                    const auto& triangle = triangles[static_cast<std::size_t>(of_node[static_cast<std::size_t>(i)])];
                    for (std::size_t k = 0; k < 3; ++k)
                        corner[k] = static_cast<std::size_t>(triangle[k]) == n
                                        ? place
                                        : points[static_cast<std::size_t>(triangle[k])];
                    least = std::min(least, triangle_quality(corner[0], corner[1], corner[2]));
                }
                return least;
            };
            Point middle{0.0, 0.0};
            int count = 0;
            for (std::int32_t i = first[n]; i < first[n + 1]; ++i)
                for (const std::int32_t node :
                     triangles[static_cast<std::size_t>(of_node[static_cast<std::size_t>(i)])])
                    if (static_cast<std::size_t>(node) != n) {
                        middle.x += points[static_cast<std::size_t>(node)].x;
                        middle.y += points[static_cast<std::size_t>(node)].y;
                        ++count;
                    }
            middle = {middle.x / count, middle.y / count};
            const Point here = points[n];
            const double now = worst(here);
            for (double share = 1.0; share > 0.2; share *= 0.5) {
                const Point place{here.x + share * (middle.x - here.x), here.y + share * (middle.y - here.y)};
                if (worst(place) > now + 1e-9) {
                    points[n] = place;
                    break;
                }
            }
        }
}

}  // namespace liriver::mesh::surface
