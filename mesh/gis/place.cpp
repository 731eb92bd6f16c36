#include "mesh/gis/place.h"

#include <fmt/format.h>
#include <ogr_spatialref.h>

#include <cmath>
#include <memory>

#include "mesh/gis/gdal_session.h"

namespace liriver::mesh::gis {

bool is_on_earth(double longitude, double latitude) {
    return std::abs(longitude) <= 180.0 && std::abs(latitude) <= 90.0;
}

tl::expected<network::Point, field::Error> place_in_crs(double longitude, double latitude, const std::string& crs) {
    register_drivers();
    const ErrorCollector errors;
    const std::string place = fmt::format("point {} E {} N", longitude, latitude);
    if (!is_on_earth(longitude, latitude))
        return tl::unexpected(field::Error{.place = place,
                                           .found = "no place on Earth",
                                           .expected = "longitude -180 to 180, then latitude -90 to 90"});
    OGRSpatialReference from;
    from.importFromEPSG(4326);
    from.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    OGRSpatialReference to;
    if (to.SetFromUserInput(crs.c_str()) != OGRERR_NONE)
        return tl::unexpected(field::Error{.place = "crs",
                                           .found = "\"" + crs + "\", which GDAL does not know",
                                           .expected = "a code like EPSG:32649"});
    to.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    const std::unique_ptr<OGRCoordinateTransformation> transform(OGRCreateCoordinateTransformation(&from, &to));
    network::Point point{longitude, latitude};
    if (transform == nullptr || transform->Transform(1, &point.x, &point.y) == 0 || !std::isfinite(point.x) ||
        !std::isfinite(point.y))
        return tl::unexpected(
            field::Error{.place = place, .found = errors.message(), .expected = "a place inside " + crs});
    return point;
}

}  // namespace liriver::mesh::gis
