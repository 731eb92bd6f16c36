#pragma once
// A CRS as GDAL's transformations want it. Private to mesh/gis.
#include <ogr_spatialref.h>

#include <string>
#include <tl/expected.hpp>

#include "mesh/field/error.h"

class GDALDataset;

namespace liriver::mesh::gis {

/// The CRS that GDAL understands `words` to be ("EPSG:32649", WKT), without its vertical part (heights are never
/// shifted here, each source names its datum in the scenario) and with x before y. Fails, naming `place`, when GDAL
/// knows no such CRS.
[[nodiscard]] tl::expected<OGRSpatialReference, field::Error> horizontal_crs(const std::string& place,
                                                                             const std::string& words);

/// The same of a raster: the CRS that is `given` for it (empty: none), or else the one that the file names. Fails when
/// there is none.
[[nodiscard]] tl::expected<OGRSpatialReference, field::Error> horizontal_crs(const std::string& file,
                                                                             const std::string& given,
                                                                             const GDALDataset& dataset);

/// The CRS in words that every GDAL reads (WKT2).
[[nodiscard]] std::string wkt_of(const OGRSpatialReference& crs);

}  // namespace liriver::mesh::gis
