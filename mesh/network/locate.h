#pragma once
// Places on a network from coordinates and back.
#include <optional>

#include "mesh/network/network.h"
#include "mesh/network/polyline.h"

namespace liriver::mesh::network {

/// A place with the coordinates on the line and the distance from the point asked about.
struct Located {
    Place place;
    Point point;
    double distance = 0.0;  ///< m
};

/// The reach's line.
[[nodiscard]] Polyline line_of(const Reach& reach);

/// The point at a chainage; held at the ends.
[[nodiscard]] Point point_at(const Reach& reach, double chainage);

/// The nearest place on a reach.
[[nodiscard]] Located locate(const Reach& reach, Point point);

/// The nearest place on any reach within `farthest` metres; nothing when there is none.
[[nodiscard]] std::optional<Located> locate(const Network& network, Point point, double farthest);

}  // namespace liriver::mesh::network
