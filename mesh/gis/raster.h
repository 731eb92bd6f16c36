#pragma once
// Reads elevations from any raster GDAL opens into a Grid in the scenario's CRS.
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "mesh/field/error.h"
#include "mesh/gis/grid.h"
#include "mesh/gis/implausible.h"

namespace liriver::mesh::gis {

using field::Error;

/// What the user says of a raster beyond what the file says itself.
struct RasterSource {
    std::string file;  ///< path, UTF-8, or any name GDAL opens
    int band = 1;      ///< 1 is the first
    std::optional<double> scale =
        std::nullopt;  ///< metres in one raw unit; takes the place of the file's own scale, offset and unit
    std::optional<std::string> crs = std::nullopt;  ///< horizontal CRS of a file that names none, or names a wrong one
    std::optional<double> nodata = std::nullopt;    ///< a raw number that stands for no value, beside the file's own
    std::optional<double> lowest = std::nullopt;    ///< m: what is lower has no value
    std::optional<double> highest = std::nullopt;   ///< m: what is higher has no value
    std::optional<Extent> window = std::nullopt;    ///< read no more than this, in the target CRS (m)
};

/// A raster as read, and how its numbers were understood.
struct Raster {
    Grid grid;  ///< elevations in m, in the target CRS
    std::string file;
    bool reprojected = false;      ///< true: resampled bilinearly from another CRS or a grid that is not north up
    double metres_per_unit = 1.0;  ///< raw value x this + offset_m is the elevation
    double offset_m = 0.0;
    std::size_t missing_cells = 0;  ///< cells without a value
    /// Numbers of the file (before it is reprojected) that cannot be ground, found by `find_implausible`; with `lowest`
    /// given, low ground is taken as known, with `highest` high ground. x and y are in the target CRS.
    struct Suspect {
        Implausible what;
        double x = 0.0, y = 0.0;  ///< m
    };
    std::vector<Suspect> suspects;
};

/// Succeeds when `crs` (as GDAL takes it: "EPSG:32649", WKT ...) is projected and its axes are in metres; sections,
/// slopes and areas need that.
[[nodiscard]] tl::expected<void, Error> check_projected_metres(const std::string& crs);

/// Reads every cell of a band (inside the window, if there is one). Nodata (the file's and the source's), masks and NaN
/// become NaN, before anything is resampled; scale, offset and
/// unit (m, dm, cm, mm, ft, US survey ft) are applied. A raster in another CRS is warped bilinearly to `crs` at GDAL's
/// suggested cell size, heights untouched. Fails, naming file and reason, when the file cannot be opened or any block
/// of it read (a truncated file), has no CRS, names an unknown unit, or holds no value at all.
[[nodiscard]] tl::expected<Raster, Error> read_raster(const RasterSource& source, const std::string& crs);

}  // namespace liriver::mesh::gis
