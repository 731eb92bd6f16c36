#pragma once
// The coordinate reference system as a CF grid mapping variable that QGIS understands too.
#include <string>

#include "data/results/netcdf.h"

namespace liriver::data::results {

/// Name of the grid mapping variable: the one QGIS looks for.
inline const std::string crs_variable_name = "projected_coordinate_system";

/// Defines the variable: WKT for GDAL and QGIS, the EPSG code when there is one, and CF's own parameters for transverse
/// Mercator.
void define_crs(Netcdf& file, const std::string& crs);

/// Gives the variable a value, which means nothing, so that equal runs write equal bytes.
void write_crs(Netcdf& file);

}  // namespace liriver::data::results
