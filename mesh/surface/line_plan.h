#pragma once
// Lines to respect and the rim, made such as a mesh can hold: no spikes, nothing nearly on something else, and every
// end on what it ends on.
#include <cstdint>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "mesh/field/error.h"
#include "mesh/surface/build_surface.h"
#include "mesh/surface/size_field.h"

namespace liriver::mesh::surface {

/// A vertex of a line; a fixed one is shared with another line or with the rim and stays where it is.
struct PathPoint {
    Point point;
    bool fixed = false;
    bool on_rim = false;
};

/// A line, or a part of it, inside and outside the domain.
struct LinePath {
    std::int32_t line = 0;  ///< index into the request's lines
    std::vector<PathPoint> points;
};

/// A part of a line that is taken as one with another line.
struct JoinedPart {
    std::int32_t line = 0, onto = 0;
    network::Polyline part;
};

struct LinePlan {
    Ring domain;  ///< with the points where lines end on it or cross it
    std::vector<LinePath> paths;
    std::vector<JoinedPart> joined;
    std::vector<std::string> notes;
};

/// - Spikes of the rim and of lines, narrower than half an edge, lose what is narrower; corners of the rim closer than
/// a
///   fiftieth of an edge are one. Each is told.
/// - Lines that run beside one another for an edge length, nearer than `join_lines`, are one: the later gives way.
///   Without `join_lines` lines nearer than a tenth of an edge are refused, with both names, the distance and the cells
///   they would cost.
/// - Where lines cross they share a point; an end within a tenth of an edge of another line is taken to it, and one
///   within half an edge of the rim to the rim (told); where a line crosses the rim both have that point.
/// - A line that keeps within half an edge of the rim all along is left out: the rim is a wall already.
[[nodiscard]] tl::expected<LinePlan, field::Error> plan_lines(const SurfaceRequest& request, const SizeField& lengths);

}  // namespace liriver::mesh::surface
