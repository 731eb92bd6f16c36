#include "mesh/gis/corridor.h"

#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

#include "mesh/gis/gdal_session.h"

namespace liriver::mesh::gis {

namespace {

using field::Error;
using network::Point;

constexpr double fan_step = 0.2;  // radians

void add_polygon(OGRMultiPolygon& all, const std::vector<Point>& corners) {
    auto ring = std::make_unique<OGRLinearRing>();
    for (const Point& corner : corners)
        ring->addPoint(corner.x, corner.y);
    ring->closeRings();
    auto polygon = std::make_unique<OGRPolygon>();
    polygon->addRingDirectly(ring.release());
    all.addGeometryDirectly(polygon.release());
}

/// The line without the points that hardly bend it.
std::vector<Point> thinned(const network::Polyline& line, double detail) {
    OGRLineString whole;
    for (const Point& point : line)
        whole.addPoint(point.x, point.y);
    const std::unique_ptr<OGRGeometry> simple(whole.Simplify(detail));
    std::vector<Point> points;
    const OGRLineString& kept = simple ? *simple->toLineString() : whole;
    for (int i = 0; i < kept.getNumPoints(); ++i)
        if (const Point point{kept.getX(i), kept.getY(i)};
            points.empty() || network::distance(points.back(), point) > 0.0)
            points.push_back(point);
    return points;
}

void add_part(OGRMultiPolygon& all, const CorridorPart& part, const std::vector<Point>& line) {
    const auto aside = [](Point at, double heading, double left) {
        return Point{at.x - left * std::sin(heading), at.y + left * std::cos(heading)};
    };
    double last = 0.0;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const double heading = std::atan2(line[i + 1].y - line[i].y, line[i + 1].x - line[i].x);
        add_polygon(all, {aside(line[i], heading, part.left), aside(line[i], heading, -part.right),
                          aside(line[i + 1], heading, -part.right), aside(line[i + 1], heading, part.left)});
        if (i > 0) {
            const double bend = std::remainder(heading - last, 2.0 * std::acos(-1.0));
            const double reach = bend > 0.0 ? -part.right : part.left;  // the outer side
            std::vector<Point> fan{line[i]};
            const int steps = std::max(1, static_cast<int>(std::ceil(std::abs(bend) / fan_step)));
            for (int k = 0; k <= steps; ++k)
                fan.push_back(aside(line[i], last + bend * k / steps, reach));
            if (std::abs(bend) > 1e-9)
                add_polygon(all, fan);
        }
        last = heading;
    }
}

}  // namespace

tl::expected<CorridorArea, Error> corridor_around(std::span<const CorridorPart> parts, double detail) {
    const ErrorCollector errors;
    OGRMultiPolygon all;
    for (const CorridorPart& part : parts) {
        const std::vector<Point> line = thinned(part.line, std::min(detail, 0.25 * std::min(part.left, part.right)));
        if (line.size() < 2)
            return tl::make_unexpected(Error{"corridor", "a line without length", "a part of a reach"});
        add_part(all, part, line);
    }
    std::unique_ptr<OGRGeometry> united(all.UnionCascaded());
    if (united)
        united.reset(united->SimplifyPreserveTopology(detail));
    if (!united || errors.failed())
        return tl::make_unexpected(
            Error{"corridor", errors.failed() ? errors.message() : "no area", "ground that GEOS can unite"});
    if (wkbFlatten(united->getGeometryType()) != wkbPolygon)
        return tl::make_unexpected(Error{"corridor",
                                         fmt::format("{} pieces of ground that do not touch",
                                                     wkbFlatten(united->getGeometryType()) == wkbMultiPolygon
                                                         ? united->toMultiPolygon()->getNumGeometries()
                                                         : 0),
                                         "corridors that overlap: one mesh is one piece"});
    const OGRPolygon& polygon = *united->toPolygon();
    CorridorArea area;
    const OGRLinearRing& ring = *polygon.getExteriorRing();
    for (int i = 0; i + 1 < ring.getNumPoints(); ++i)
        area.ring.push_back({ring.getX(i), ring.getY(i)});
    for (int h = 0; h < polygon.getNumInteriorRings(); ++h) {
        area.filled += polygon.getInteriorRing(h)->get_Area();
        ++area.holes;
    }
    return area;
}

}  // namespace liriver::mesh::gis
