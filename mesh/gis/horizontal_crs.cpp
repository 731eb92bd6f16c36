#include "mesh/gis/horizontal_crs.h"

#include <fmt/format.h>
#include <gdal_priv.h>

#include <array>

#include "mesh/gis/gdal_session.h"

namespace liriver::mesh::gis {

using field::Error;

tl::expected<OGRSpatialReference, Error> horizontal_crs(const std::string& place, const std::string& words) {
    const ErrorCollector errors;
    OGRSpatialReference crs;
    if (crs.SetFromUserInput(words.c_str()) != OGRERR_NONE)
        return tl::unexpected(Error{.place = place,
                                    .found = fmt::format("CRS \"{}\", which GDAL does not know", words),
                                    .expected = "a code like EPSG:32649, or WKT"});
    crs.StripVertical();
    crs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    return crs;
}

tl::expected<OGRSpatialReference, Error> horizontal_crs(const std::string& file, const std::string& given,
                                                        const GDALDataset& dataset) {
    if (!given.empty())
        return horizontal_crs(file, given);
    const OGRSpatialReference* const named = dataset.GetSpatialRef();
    if (named == nullptr)
        return tl::unexpected(Error{.place = file,
                                    .found = "no CRS in the file",
                                    .expected = "a raster with a CRS, or a crs given beside its name"});
    OGRSpatialReference own = *named;
    own.StripVertical();
    own.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    return own;
}

std::string wkt_of(const OGRSpatialReference& crs) {
    char* text = nullptr;
    const std::array<const char*, 2> options = {"FORMAT=WKT2", nullptr};
    crs.exportToWkt(&text, options.data());
    std::string wkt = text != nullptr ? text : "";
    CPLFree(text);
    return wkt;
}

}  // namespace liriver::mesh::gis
