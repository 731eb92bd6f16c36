#include "mesh/gis/raster_crs.h"

#include <gdal_priv.h>
#include <ogr_spatialref.h>

#include <memory>

#include "mesh/gis/gdal_session.h"

namespace liriver::mesh::gis {

tl::expected<std::string, Error> crs_of(const RasterSource& source) {
    if (source.crs)
        return *source.crs;
    register_drivers();
    const ErrorCollector errors;
    const std::unique_ptr<GDALDataset, GDALDatasetUniquePtrDeleter> dataset(
        GDALDataset::Open(source.file.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY));
    if (!dataset)
        return tl::make_unexpected(Error{source.file, errors.message(), "a raster that GDAL can read"});
    if (dataset->GetSpatialRef() == nullptr)
        return tl::make_unexpected(Error{source.file, "no coordinate reference system in the file",
                                         "one in the file, or `crs` beside its name"});
    char* text = nullptr;
    dataset->GetSpatialRef()->exportToWkt(&text);
    std::string wkt = text != nullptr ? text : "";
    CPLFree(text);
    return wkt;
}

}  // namespace liriver::mesh::gis
