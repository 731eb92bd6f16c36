#pragma once
// A raster left in its own grid, whatever its CRS and however it is turned, and where points lie in it: nothing is
// resampled, so sums over its pixels are kept.
#include <span>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "mesh/field/error.h"
#include "mesh/gis/raster.h"
#include "mesh/network/polyline.h"

namespace liriver::mesh::gis {

/// The pixels under some points. values.size() == columns * rows, row by row; NaN where there is no value.
struct PixelWindow {
    int columns = 0, rows = 0;
    std::vector<double> values;         ///< as stored, times the source's scale
    std::vector<network::Point> place;  ///< [points] in pixels: columns and rows from the window's first corner

    /// NaN outside the window.
    [[nodiscard]] double at(int column, int row) const {
        if (column < 0 || row < 0 || column >= columns || row >= rows)
            return no_value;
        return values[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
                      static_cast<std::size_t>(column)];
    }
};

/// Points of the scenario's CRS, under which rasters are read one after the other. The points must outlive it.
class PixelReader {
  public:
    PixelReader(std::string crs, std::span<const double> x, std::span<const double> y);

    /// Reads the pixels that the points' bounding box touches, in double precision; the file's own scale, offset and
    /// unit are not asked where the source has a scale. Longitudes that differ by whole turns are the same. Fails,
    /// naming file and reason, when the file cannot be opened or read, has no CRS or no places, when a point cannot be
    /// brought into its CRS, or no pixel lies under the points.
    [[nodiscard]] tl::expected<PixelWindow, Error> read(const RasterSource& source);

  private:
    std::string crs_;
    std::span<const double> x_, y_;
    std::string own_crs_;                 // WKT of the last raster's
    std::vector<network::Point> in_own_;  // [points] in it
};

}  // namespace liriver::mesh::gis
