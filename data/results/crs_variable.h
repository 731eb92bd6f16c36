#pragma once
// The coordinate reference system as a CF grid mapping variable that QGIS understands too.
#include <string>

#include <tl/expected.hpp>

#include "data/results/netcdf.h"
#include "mesh/field/error.h"

namespace liriver::data::results {

/// Name of the grid mapping variable: the one QGIS looks for.
inline const std::string crs_variable_name = "projected_coordinate_system";

/// Says what is wrong when `crs` is not one GDAL knows, or is not projected in metres.
[[nodiscard]] tl::expected<void, mesh::field::Error> check_crs(const std::string& crs);

/// Defines the variable: WKT for GDAL and QGIS, the EPSG code when there is one, and CF's own parameters for transverse
/// Mercator.
void define_crs(Netcdf& file, const std::string& crs);

}  // namespace liriver::data::results
