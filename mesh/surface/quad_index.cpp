#include "mesh/surface/quad_index.h"

#include <algorithm>
#include <limits>

namespace liriver::mesh::surface {

bool IndexedQuad::holds(Point point) const {
    for (std::size_t c = 0; c < 4; ++c)
        if (turn(corners[c], corners[(c + 1) % 4], point) < 0.0)
            return false;
    return true;
}

double IndexedQuad::distance(Point point) const {
    if (holds(point))
        return 0.0;
    double nearest = std::numeric_limits<double>::infinity();
    for (std::size_t c = 0; c < 4; ++c)
        nearest = std::min(nearest, distance_to_segment(point, corners[c], corners[(c + 1) % 4]));
    return nearest;
}

void QuadIndex::add(const IndexedQuad& quad) {
    const auto number = static_cast<std::int32_t>(quads_.size());
    quads_.push_back(quad);
    const auto [west, east] = std::minmax({quad.corners[0].x, quad.corners[1].x, quad.corners[2].x, quad.corners[3].x});
    const auto [south, north] =
        std::minmax({quad.corners[0].y, quad.corners[1].y, quad.corners[2].y, quad.corners[3].y});
    index_.add(number, west, south, east, north);
}

std::int32_t QuadIndex::holding(Point point) const {
    std::int32_t first = -1;
    near(point, 0.0, [&](std::int32_t quad) {
        if ((first < 0 || quad < first) && quads_[static_cast<std::size_t>(quad)].holds(point))
            first = quad;
    });
    return first;
}

std::vector<std::int32_t> QuadIndex::holding_by_reach(Point point) const {
    std::vector<std::int32_t> found;
    near(point, 0.0, [&](std::int32_t quad) {
        if (quads_[static_cast<std::size_t>(quad)].holds(point))
            found.push_back(quad);
    });
    std::sort(found.begin(), found.end());
    std::vector<std::int32_t> first;
    for (const std::int32_t quad : found)
        if (std::none_of(first.begin(), first.end(), [&](std::int32_t known) {
                return quads_[static_cast<std::size_t>(known)].reach == quads_[static_cast<std::size_t>(quad)].reach;
            }))
            first.push_back(quad);
    return first;
}

}  // namespace liriver::mesh::surface
