#pragma once
// Places given in degrees, brought into the scenario's CRS.
#include <string>
#include <tl/expected.hpp>

#include "mesh/field/error.h"
#include "mesh/network/polyline.h"

namespace liriver::mesh::gis {

/// Whether a place in degrees is one on the Earth: longitude -180 to 180, latitude -90 to 90.
[[nodiscard]] bool is_on_earth(double longitude, double latitude);

/// The point at `longitude` and `latitude` (degrees, WGS 84) in `crs`, m. Fails for a latitude or longitude that is
/// none and for a place the CRS cannot hold.
[[nodiscard]] tl::expected<network::Point, field::Error> place_in_crs(double longitude, double latitude,
                                                                      const std::string& crs);

}  // namespace liriver::mesh::gis
