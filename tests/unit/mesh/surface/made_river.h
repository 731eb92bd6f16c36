#pragma once
// Measures of a channel's cells against its river's own line, and a river made from a formula.
#include <algorithm>
#include <cmath>
#include <vector>

#include "mesh/surface/build_surface.h"
#include "mesh/surface/quad_index.h"

namespace liriver::tests {

using mesh::surface::BuiltSurface;
using mesh::surface::ChannelReach;
using mesh::surface::Point;
using mesh::surface::SurfaceRequest;

/// A reach of one width along a line.
inline ChannelReach reach_along(const std::string& name, mesh::network::Polyline line, double width, int across) {
    ChannelReach reach;
    reach.name = name;
    reach.line = std::move(line);
    reach.chainage = mesh::network::distances_along(reach.line);
    reach.banks = {{0.0, 0.5 * width, 0.5 * width}};
    reach.across = across;
    return reach;
}

/// A sine-generated meander (Langbein and Leopold 1966): the direction swings by `swing` radians over each `wave` m.
inline mesh::network::Polyline meander(Point start, double length, double wave, double swing, double heading) {
    mesh::network::Polyline line{start};
    const double step = 5.0;
    for (double s = 0.0; s < length; s += step) {
        const double direction = heading + swing * std::sin(2.0 * std::acos(-1.0) * (s + 0.5 * step) / wave);
        line.push_back({line.back().x + step * std::cos(direction), line.back().y + step * std::sin(direction)});
    }
    return line;
}

struct ChannelMeasure {
    double in_quads = 0.0;      ///< share of the channel's area, as its own line and widths have it
    double median_angle = 0.0;  ///< degrees between quadrilaterals and the river's own line
    std::size_t points = 0;     ///< places tried
};

/// Tries a place every `step` m within the banks of a reach and inside the domain's rim by `margin`, and every
/// quadrilateral's direction (the mean of its two long sides) against the line's over half a width to both sides.
inline ChannelMeasure measure_channel(const SurfaceRequest& request, const BuiltSurface& built, double step,
                                      double margin) {
    const auto& mesh = built.mesh;
    mesh::surface::QuadIndex cells(200.0);
    std::vector<double> angles;
    for (std::int32_t i = 0; i < mesh.cell_count(); ++i) {
        const auto corners = mesh.corners(i);
        if (corners.size() != 4)
            continue;
        mesh::surface::IndexedQuad quad;
        for (std::size_t k = 0; k < 4; ++k)
            quad.corners[k] = {mesh.node_x[corners[k]], mesh.node_y[corners[k]]};
        cells.add(quad);
        const ChannelReach& reach = request.reaches[static_cast<std::size_t>(built.places[i].reach)];
        const auto place = mesh::network::project(reach.line, {mesh.centroid[i].x, mesh.centroid[i].y});
        const auto bank = mesh::surface::banks_at(reach.banks, place->along);
        const double half = 0.5 * (bank.left + bank.right);
        const Point before = mesh::network::point_along(reach.line, std::max(place->along - half, 0.0));
        const Point after = mesh::network::point_along(reach.line, place->along + half);
        double best = 90.0;  // along the sides nearer to the flow
        for (std::size_t k = 0; k < 2; ++k) {
            const Point& a = quad.corners[k];
            const Point& b = quad.corners[(k + 1) % 4];
            const Point& c = quad.corners[(k + 2) % 4];
            const Point& d = quad.corners[(k + 3) % 4];
            const double x = b.x - a.x + c.x - d.x;
            const double y = b.y - a.y + c.y - d.y;
            const double other_x = c.x - b.x + d.x - a.x;
            const double other_y = c.y - b.y + d.y - a.y;
            if (std::hypot(x, y) < std::hypot(other_x, other_y))
                continue;  // the short sides
            const double cross = x * (after.y - before.y) - y * (after.x - before.x);
            const double dot = x * (after.x - before.x) + y * (after.y - before.y);
            best = std::atan2(std::abs(cross), std::abs(dot)) * 180.0 / std::acos(-1.0);
        }
        angles.push_back(best);
    }
    ChannelMeasure measure;
    std::nth_element(angles.begin(), angles.begin() + static_cast<std::ptrdiff_t>(angles.size() / 2), angles.end());
    measure.median_angle = angles[angles.size() / 2];

    double west = 1e18, east = -1e18, south = 1e18, north = -1e18;
    for (const Point& corner : request.domain) {
        west = std::min(west, corner.x);
        east = std::max(east, corner.x);
        south = std::min(south, corner.y);
        north = std::max(north, corner.y);
    }
    const auto columns = static_cast<std::size_t>((east - west) / step) + 1;
    const auto rows = static_cast<std::size_t>((north - south) / step) + 1;
    std::vector<char> channel(columns * rows, 0);
    for (const ChannelReach& reach : request.reaches)  // the band around the line, brushed on place by place
        for (double s = 0.0; s <= reach.chainage.back(); s += 0.5 * step) {
            const Point at = mesh::network::point_along(reach.line, s);
            const auto bank = mesh::surface::banks_at(reach.banks, s);
            const double half = 0.5 * (bank.left + bank.right);
            const auto clamp = [](double v, std::size_t most) {
                return static_cast<std::size_t>(std::clamp(v, 0.0, static_cast<double>(most)));
            };
            for (std::size_t j = clamp((at.y - half - south) / step, rows);
                 j < clamp((at.y + half - south) / step + 1, rows); ++j)
                for (std::size_t i = clamp((at.x - half - west) / step, columns);
                     i < clamp((at.x + half - west) / step + 1, columns); ++i)
                    if (std::hypot(west + step * static_cast<double>(i) - at.x,
                                   south + step * static_cast<double>(j) - at.y) < half)
                        channel[j * columns + i] = 1;
        }
    std::size_t held = 0;
    for (std::size_t j = 0; j < rows; ++j)
        for (std::size_t i = 0; i < columns; ++i) {
            const Point point{west + step * static_cast<double>(i), south + step * static_cast<double>(j)};
            if (channel[j * columns + i] == 0 || !mesh::surface::inside(request.domain, point) ||
                mesh::surface::distance_to(request.domain, point) < margin)
                continue;
            ++measure.points;
            held += cells.holding(point) >= 0 ? 1U : 0U;
        }
    measure.in_quads = static_cast<double>(held) / static_cast<double>(std::max<std::size_t>(measure.points, 1));
    return measure;
}

/// Sharp meanders of a main stem in coordinates of EPSG:2056, an island between two arms, and a brook.
inline SurfaceRequest second_river() {
    SurfaceRequest request;
    const mesh::network::Polyline main = meander({2600000, 1200000}, 6000, 1200, 1.4, 0.3);
    const Point head = mesh::network::point_along(main, 1500);
    const Point mouth = mesh::network::point_along(main, 3300);
    request.reaches.push_back(reach_along("main", main, 60.0, 8));
    const double dx = mouth.x - head.x;
    const double dy = mouth.y - head.y;
    request.reaches.push_back(reach_along(  // the second arm, around an island
        "arm",
        {head,
         {head.x + 0.3 * dx + 0.5 * dy, head.y + 0.3 * dy - 0.5 * dx},
         {head.x + 0.7 * dx + 0.5 * dy, head.y + 0.7 * dy - 0.5 * dx},
         mouth},
        30.0, 6));
    const Point joins = mesh::network::point_along(main, 4600);
    request.reaches.push_back(
        reach_along("brook", {{joins.x + 200, joins.y + 900}, {joins.x + 60, joins.y + 400}, joins}, 12.0, 5));
    double west = 1e18, east = -1e18, south = 1e18, north = -1e18;
    for (const ChannelReach& reach : request.reaches)
        for (const Point& point : reach.line) {
            west = std::min(west, point.x);
            east = std::max(east, point.x);
            south = std::min(south, point.y);
            north = std::max(north, point.y);
        }
    // The main stem enters at the west and leaves at the east side.
    request.domain = {
        {west + 150, south - 400}, {east - 150, south - 400}, {east - 150, north + 300}, {west + 150, north + 300}};
    request.edge_length = 60.0;
    return request;
}

}  // namespace liriver::tests
