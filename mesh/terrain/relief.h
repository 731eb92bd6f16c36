#pragma once
// A coarse picture of the land, small enough to ship: whole metres in an ESRI ASCII grid.
#include <string>

#include "mesh/gis/mosaic.h"

namespace liriver::mesh::terrain {

/// The mosaic's mean elevations on square cells of side `cell` (m) that cover `area`.
[[nodiscard]] gis::Grid make_relief(const gis::Mosaic& mosaic, const gis::Extent& area, double cell);

/// An ESRI ASCII grid (xllcorner, yllcorner, cellsize, NODATA_value -9999), rows from the north, whole metres. The
/// cells must be square. The text is the same on every machine.
[[nodiscard]] std::string to_esri_ascii(const gis::Grid& grid);

}  // namespace liriver::mesh::terrain
