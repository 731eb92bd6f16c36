#pragma once
// A raster of elevations as few points, and the raster back from them.
#include <cstdint>
#include <span>
#include <tl/expected.hpp>
#include <vector>

#include "mesh/field/error.h"
#include "mesh/gis/grid.h"

namespace liriver::mesh::terrain {

/// One elevation: the cell it is of and whole decimetres above the datum.
struct ElevationPoint {
    std::int32_t column = 0, row = 0;
    std::int32_t decimetres = 0;
};

struct SimplifySettings {
    double rmse = 1.5;            ///< m, to be reached between raster and interpolation
    double largest_error = 25.0;  ///< m, and nowhere more than this
    std::size_t most_points = 90000;
    int peak_radius = 16;       ///< cells: a cell that is the highest within this distance ...
    double peak_height = 40.0;  ///< m: ... and this much above the lowest there is a peak and is kept
};

struct Simplified {
    std::vector<ElevationPoint> points;  ///< in the order of insertion, the raster's four corners first
    double rmse = 0.0;                   ///< m, of `interpolate(points)` against the raster
    double largest_error = 0.0;          ///< m
    int largest_column = 0, largest_row = 0;
    std::size_t peaks = 0;  ///< points that are there because they are peaks
};

/// Greedy insertion (Garland and Heckbert 1995): from the corners and the peaks on, the triangle with the largest sum
/// of squared errors gets a new point where its error is largest, until RMSE and largest error are as asked. The same
/// raster gives the same points. Fails when cells have no value, the raster has fewer than 2 x 2 or more than
/// 16 000 cells a side, or `most_points` do not suffice (what they reach is said).
[[nodiscard]] tl::expected<Simplified, field::Error> simplify(const gis::Grid& grid, const SimplifySettings& settings);

/// The raster back: linear over the Delaunay triangles of the points, inserted in their order. Fails when a point lies
/// outside the frame or at the place of another, or one of the four corners is missing.
[[nodiscard]] tl::expected<gis::Grid, field::Error> interpolate(const gis::GridFrame& frame,
                                                                std::span<const ElevationPoint> points);

}  // namespace liriver::mesh::terrain
