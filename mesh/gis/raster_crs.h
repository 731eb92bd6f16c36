#pragma once
// The CRS that a raster names itself.
#include <string>
#include <tl/expected.hpp>

#include "mesh/gis/raster.h"

namespace liriver::mesh::gis {

/// The source's own `crs`, or else the file's, as WKT. Fails when the file cannot be opened or names none.
[[nodiscard]] tl::expected<std::string, Error> crs_of(const RasterSource& source);

}  // namespace liriver::mesh::gis
