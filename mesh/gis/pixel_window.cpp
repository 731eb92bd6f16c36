#include "mesh/gis/pixel_window.h"

#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogr_spatialref.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <numbers>
#include <utility>

#include "mesh/gis/gdal_session.h"
#include "mesh/gis/horizontal_crs.h"

namespace liriver::mesh::gis {
namespace {

using Affine = std::array<double, 6>;
using Places = std::vector<network::Point>;
using Dataset = std::unique_ptr<GDALDataset, GDALDatasetUniquePtrDeleter>;

/// Points brought from one CRS into another; the same numbers where the two are one.
tl::expected<Places, Error> places_in(const OGRSpatialReference& own, const std::string& crs, std::span<const double> x,
                                      std::span<const double> y) {
    const auto from = horizontal_crs("crs", crs);
    if (!from)
        return tl::unexpected(from.error());
    std::vector<double> own_x(x.begin(), x.end());
    std::vector<double> own_y(y.begin(), y.end());
    const std::array<const char*, 2> options = {"IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES", nullptr};
    if (from->IsSame(&own, options.data()) == 0) {
        const ErrorCollector errors;
        const std::unique_ptr<OGRCoordinateTransformation> transform(OGRCreateCoordinateTransformation(&*from, &own));
        std::vector<int> good(x.size(), 0);
        const bool known = transform != nullptr;
        if (known)
            transform->Transform(static_cast<int>(x.size()), own_x.data(), own_y.data(), nullptr, good.data());
        for (std::size_t k = 0; k < x.size(); ++k)
            if (!known || good[k] == 0 || !std::isfinite(own_x[k] + own_y[k]))
                return tl::unexpected(Error{.place = fmt::format("the point ({:.3f}, {:.3f})", x[k], y[k]),
                                            .found = errors.message(),
                                            .expected = "a place that the raster's CRS knows"});
    }
    Places places;
    places.reserve(x.size());
    for (std::size_t k = 0; k < x.size(); ++k)
        places.push_back({own_x[k], own_y[k]});
    return places;
}

/// Longitudes by whole turns nearer to the raster's middle: it may run from 0 to 360 degrees, or the points across 180.
void turn_longitudes(const OGRSpatialReference& own, double middle, Places& places) {
    if (own.IsGeographic() == 0 || places.empty())
        return;
    const double turn = 2.0 * std::numbers::pi / own.GetAngularUnits();
    const double first = places.front().x + turn * std::round((middle - places.front().x) / turn);
    for (network::Point& p : places)
        p.x += turn * std::round((first - p.x) / turn);
}

bool read_values(GDALRasterBand& band, int column, int row, PixelWindow& window) {
    const std::size_t count = static_cast<std::size_t>(window.columns) * static_cast<std::size_t>(window.rows);
    window.values.resize(count);
    if (band.RasterIO(GF_Read, column, row, window.columns, window.rows, window.values.data(), window.columns,
                      window.rows, GDT_Float64, 0, 0, nullptr) != CE_None)
        return false;
    if ((band.GetMaskFlags() & GMF_ALL_VALID) != 0)
        return true;
    std::vector<std::uint8_t> valid(count);
    if (band.GetMaskBand()->RasterIO(GF_Read, column, row, window.columns, window.rows, valid.data(), window.columns,
                                     window.rows, GDT_Byte, 0, 0, nullptr) != CE_None)
        return false;
    for (std::size_t k = 0; k < count; ++k)
        if (valid[k] == 0)
            window.values[k] = no_value;
    return true;
}

/// From one less than the least to one more than the greatest, whole, and within 0 to `count`.
std::pair<int, int> pixels_touched(const Places& places, double network::Point::*axis, int count) {
    double least = std::numeric_limits<double>::infinity();
    double most = -least;
    for (const network::Point& p : places) {
        least = std::min(least, p.*axis);
        most = std::max(most, p.*axis);
    }
    const double end = count;
    return {static_cast<int>(std::clamp(std::floor(least), 0.0, end)),
            static_cast<int>(std::clamp(std::floor(most) + 1.0, 0.0, end))};
}

}  // namespace

PixelReader::PixelReader(std::string crs, std::span<const double> x, std::span<const double> y)
    : crs_(std::move(crs)), x_(x), y_(y) {}

tl::expected<PixelWindow, Error> PixelReader::read(const RasterSource& source) {
    register_drivers();
    const ErrorCollector errors;
    const auto fault = [&](std::string found, std::string expected) {
        return tl::unexpected(Error{.place = source.file, .found = std::move(found), .expected = std::move(expected)});
    };
    const Dataset dataset(
        GDALDataset::Open(source.file.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR));
    if (!dataset)
        return fault(errors.message(), "a raster file that GDAL opens");
    if (source.band < 1 || source.band > dataset->GetRasterCount())
        return fault(fmt::format("{} bands", dataset->GetRasterCount()), fmt::format("a band {}", source.band));
    const auto own = horizontal_crs(source.file, source.crs.value_or(""), *dataset);
    if (!own)
        return tl::unexpected(own.error());
    Affine affine{};
    Affine inverse{};
    if (dataset->GetGeoTransform(affine.data()) != CE_None || GDALInvGeoTransform(affine.data(), inverse.data()) == 0)
        return fault("no georeferencing", "a raster whose cells have places");
    if (std::string wkt = wkt_of(*own); in_own_.empty() || wkt != own_crs_) {
        auto places = places_in(*own, crs_, x_, y_);
        if (!places)
            return tl::unexpected(places.error());
        in_own_ = *std::move(places);
        own_crs_ = std::move(wkt);
    }

    PixelWindow window;
    window.place = in_own_;
    const int columns = dataset->GetRasterXSize();
    const int rows = dataset->GetRasterYSize();
    turn_longitudes(*own, affine[0] + 0.5 * (columns * affine[1] + rows * affine[2]), window.place);
    for (network::Point& p : window.place) {
        const double east = p.x - affine[0];  // from the raster's corner, so that few digits are lost
        const double north = p.y - affine[3];
        p = {inverse[1] * east + inverse[2] * north, inverse[4] * east + inverse[5] * north};
    }
    const auto [first_column, end_column] = pixels_touched(window.place, &network::Point::x, columns);
    const auto [first_row, end_row] = pixels_touched(window.place, &network::Point::y, rows);
    window.columns = end_column - first_column;
    window.rows = end_row - first_row;
    if (window.columns <= 0 || window.rows <= 0)
        return fault("no pixel under the mesh", "a raster that overlaps it");
    for (network::Point& p : window.place)
        p = {p.x - first_column, p.y - first_row};

    GDALRasterBand& band = *dataset->GetRasterBand(source.band);
    if (!read_values(band, first_column, first_row, window) || errors.failed())
        return fault(errors.message(), "a whole file: every block of it readable");
    const double scale = source.scale.value_or(band.GetScale());
    const double offset = source.scale ? 0.0 : band.GetOffset();
    for (double& value : window.values)
        value = std::isfinite(value) ? value * scale + offset : no_value;
    return window;
}

}  // namespace liriver::mesh::gis
