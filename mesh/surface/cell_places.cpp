#include "mesh/surface/cell_places.h"

#include <algorithm>

namespace liriver::mesh::surface {

CellPlace place_in(const IndexedQuad& quad, const std::vector<Ribbon>& ribbons) {
    const Ribbon& ribbon = ribbons[static_cast<std::size_t>(quad.reach)];
    const auto row = static_cast<std::size_t>(quad.row);
    return {quad.reach, 0.5 * (ribbon.chainage[row] + ribbon.chainage[row + 1]),
            static_cast<double>(quad.k) / ribbon.across, static_cast<double>(quad.k + 1) / ribbon.across};
}

std::vector<CellPlace> places_of(Point point, const ChannelQuads& channels, const std::vector<Ribbon>& ribbons) {
    std::vector<CellPlace> found;
    for (const std::int32_t quad : channels.all.holding_by_reach(point))
        found.push_back(place_in(channels.all.quads()[static_cast<std::size_t>(quad)], ribbons));
    return found;
}

std::vector<CellPlace> places_across(const std::vector<Point>& cell, const ChannelQuads& channels,
                                     const std::vector<Ribbon>& ribbons) {
    const std::vector<IndexedQuad>& quads = channels.all.quads();
    Point centre;
    for (const Point& corner : cell)
        centre = {centre.x + corner.x / static_cast<double>(cell.size()),
                  centre.y + corner.y / static_cast<double>(cell.size())};
    double radius = 0.0;
    for (const Point& corner : cell)
        radius = std::max(radius, network::distance(centre, corner));
    std::vector<std::int32_t> rows;  // by the number of the quadrilateral at the middle
    channels.all.near(centre, radius, [&](std::int32_t number) {
        const IndexedQuad& quad = quads[static_cast<std::size_t>(number)];
        const Ribbon& ribbon = ribbons[static_cast<std::size_t>(quad.reach)];
        if (quad.kept || quad.k != ribbon.across / 2)
            return;
        const Point from = ribbon.middle(quad.row);
        const Point to = ribbon.middle(quad.row + 1);
        bool holds = true;
        bool crossed = false;
        for (std::size_t k = 0; k < cell.size(); ++k) {
            const Point& next = cell[(k + 1) % cell.size()];
            holds = holds && turn(cell[k], next, from) >= 0.0;
            crossed = crossed || network::meet(cell[k], next, from, to);
        }
        if (holds || crossed)
            rows.push_back(number);
    });
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    std::vector<CellPlace> found;
    found.reserve(rows.size());
    for (const std::int32_t row : rows)
        found.push_back(place_in(quads[static_cast<std::size_t>(row)], ribbons));
    return found;
}

}  // namespace liriver::mesh::surface
