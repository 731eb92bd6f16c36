#include "scenarios/language/cell_finder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "mesh/gis/place.h"
#include "mesh/surface/cell_index.h"

namespace liriver::scenarios::language {

using mesh::network::Point;

std::optional<Point> CellFinder::projected(const PointValue& point, const std::string& key) {
    if (!point.geographic)
        return Point{point.x, point.y};
    const auto place = mesh::gis::place_in_crs(point.x, point.y, scenario_.project.crs);
    if (place)
        return *place;
    report_.add(point.at, "bad-point", key, place.error().found, place.error().expected);
    return std::nullopt;
}

std::int32_t CellFinder::find(PlaceValue& place, const std::string& path, const Position& owner) {
    if (!place.reach.empty() || place.chainage) {
        report_.add(owner, "not-used", path + ".reach", "a place on a reach", "`point`: there are no reaches");
        return -1;
    }
    if (!place.point) {
        if (!report_.told(path + ".point") && !report_.told(path))
            report_.add(owner, "missing-key", path + ".point", "no such key", "its position on the surface");
        return -1;
    }
    const auto point = projected(*place.point, path + ".point");
    if (!point)
        return -1;
    place.point = PointValue{point->x, point->y, false, place.point->at};
    if (const std::int32_t cell = cell_of(*point); cell >= 0)
        return cell;
    report_.add(
        place.point->at, "off-surface", path + ".point",
        fmt::format("({:.1f}, {:.1f}), {:.1f} m off the surface", point->x, point->y, nearest_side(*point).distance),
        "a point on the surface");
    return -1;
}

std::optional<PointValue> CellFinder::section_end(const PointValue& given, const std::string& key) {
    const auto point = projected(given, key);
    if (!point)
        return std::nullopt;
    if (cell_of(*point) < 0) {
        const RimSide side = nearest_side(*point);
        if (side.distance > 2.0 * side.length)
            report_.add(given.at, "off-surface", key,
                        fmt::format("({:.1f}, {:.1f}), {:.1f} m off the surface", point->x, point->y, side.distance),
                        fmt::format("a point on the surface, or at most {:.0f} m off it, two sides of the cell there",
                                    2.0 * side.length));
    }
    return PointValue{point->x, point->y, false, given.at};
}

CellFinder::RimSide CellFinder::nearest_side(const Point& point) const {
    RimSide nearest{std::numeric_limits<double>::infinity(), 0.0};
    for (std::int32_t f = mesh_.inner_faces; f < mesh_.face_count(); ++f) {
        const auto face = static_cast<std::size_t>(f);
        const double x = point.x - mesh_.midpoint[face].x;
        const double y = point.y - mesh_.midpoint[face].y;
        const double half = 0.5 * mesh_.length[face];
        // Along the face and square to it, from its middle.
        const double along = -x * mesh_.normal[face].y + y * mesh_.normal[face].x;
        const double across = x * mesh_.normal[face].x + y * mesh_.normal[face].y;
        const double distance = std::hypot(along - std::clamp(along, -half, half), across);
        if (distance < nearest.distance)
            nearest = {distance, mesh_.length[face]};
    }
    return nearest;
}

std::int32_t CellFinder::cell_of(const Point& point) const {
    for (std::int32_t cell = 0; cell < mesh_.cell_count(); ++cell)
        if (mesh::surface::holds(mesh_, cell, point))
            return cell;
    return -1;
}

}  // namespace liriver::scenarios::language
