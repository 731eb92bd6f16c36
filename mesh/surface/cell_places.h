#pragma once
// Where in the channels a cell lies, by the ribbons' quadrilaterals, kept or not.
#include <vector>

#include "mesh/surface/build_surface.h"
#include "mesh/surface/channel_quads.h"

namespace liriver::mesh::surface {

/// The place of a ribbon's quadrilateral.
[[nodiscard]] CellPlace place_in(const IndexedQuad& quad, const std::vector<Ribbon>& ribbons);

/// The place of a point in every ribbon that holds it, the widest channel first.
[[nodiscard]] std::vector<CellPlace> places_of(Point point, const ChannelQuads& channels,
                                               const std::vector<Ribbon>& ribbons);

/// The rows without quadrilaterals whose middle runs through a convex cell.
[[nodiscard]] std::vector<CellPlace> places_across(const std::vector<Point>& cell, const ChannelQuads& channels,
                                                   const std::vector<Ribbon>& ribbons);

}  // namespace liriver::mesh::surface
