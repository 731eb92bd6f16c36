#pragma once
// Plane geometry of lines: lengths, nearest points, points along, crossings. Coordinates in m.
#include <cstddef>
#include <optional>
#include <vector>

namespace liriver::mesh::network {

struct Point {
    double x = 0.0;  ///< m
    double y = 0.0;  ///< m
};

/// m between two points.
[[nodiscard]] double distance(Point a, Point b);

/// A line of at least two vertices (fewer is an empty line: all functions below then return zero or nothing).
using Polyline = std::vector<Point>;

/// The place on a line nearest to a point.
struct Projection {
    double distance = 0.0;    ///< m from the point to the line
    double along = 0.0;       ///< m from the line's first vertex
    std::size_t segment = 0;  ///< index of the segment's first vertex
    Point point;              ///< on the line
};

/// Where two lines cross.
struct Crossing {
    double along_first = 0.0;   ///< m along the first line
    double along_second = 0.0;  ///< m along the second line
    Point point;
};

/// Sum of the segments' lengths, m.
[[nodiscard]] double length(const Polyline& line);

/// Distance of each vertex from the first along the line, m; as many as there are vertices.
[[nodiscard]] std::vector<double> distances_along(const Polyline& line);

/// The nearest place; of equally near ones the first. Nothing for a line without vertices.
[[nodiscard]] std::optional<Projection> project(const Polyline& line, Point point);

/// The point at a distance from the first vertex; held at the ends.
[[nodiscard]] Point point_along(const Polyline& line, double along);

/// The part of the line between two distances from its first vertex (from < to), ends interpolated.
[[nodiscard]] Polyline part(const Polyline& line, double from, double to);

/// The line drawn the other way.
[[nodiscard]] Polyline reversed(Polyline line);

/// All crossings and touchings of two lines, in order along the first. Parallel overlaps count at their ends only.
[[nodiscard]] std::vector<Crossing> crossings(const Polyline& first, const Polyline& second);

/// Where segment a-b meets segment c-d, as fractions of each (0 to 1, ends included); nothing when they do not or are
/// parallel.
struct SegmentMeeting {
    double first = 0.0;
    double second = 0.0;
};
[[nodiscard]] std::optional<SegmentMeeting> meet(Point a, Point b, Point c, Point d);

}  // namespace liriver::mesh::network
