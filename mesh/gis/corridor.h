#pragma once
// The ground along lines, as one ring.
#include <span>
#include <tl/expected.hpp>

#include "mesh/field/error.h"
#include "mesh/network/polyline.h"

namespace liriver::mesh::gis {

/// A line and how far the ground beside it reaches, m, looking along it.
struct CorridorPart {
    network::Polyline line;
    double left = 0.0, right = 0.0;
};

struct CorridorArea {
    network::Polyline ring;  ///< corners, the last is joined to the first
    double filled = 0.0;     ///< m2 of holes that corridors leave between them; they belong to the ring's inside
    std::size_t holes = 0;
};

/// The ground within reach of the lines: for each segment a rectangle, at each bend a fan on its outer side, united
/// (GEOS, through OGR). Ends are square to the line. Corners that lie within `detail` m of the straight way between
/// their neighbours are left out (Douglas and Peucker 1973). Fails when the parts do not touch, or a line has no
/// length.
[[nodiscard]] tl::expected<CorridorArea, field::Error> corridor_around(std::span<const CorridorPart> parts,
                                                                       double detail);

}  // namespace liriver::mesh::gis
