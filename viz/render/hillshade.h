#pragma once
// Shaded terrain with soft tints, as the ground of a map.
#include "mesh/gis/grid.h"
#include "viz/render/canvas.h"

namespace liriver::viz::render {

/// Where a map's pixels lie: pixel (x, y) of the picture has its middle at
/// (west + (x + 0.5 - frame.left) * metres, north - (y + 0.5 - frame.top) * metres).
struct MapView {
    Rectangle frame;                 ///< px
    double west = 0.0, north = 0.0;  ///< m, the frame's top left corner
    double metres = 1.0;             ///< m a pixel

    [[nodiscard]] Point pixel(double x, double y) const {
        return {frame.left + (x - west) / metres, frame.top + (north - y) / metres};
    }
    [[nodiscard]] mesh::gis::Extent extent() const {
        return {.west = west,
                .south = north - frame.height() * metres,
                .east = west + frame.width() * metres,
                .north = north};
    }
};

/// Elevation smoothed by a cubic B-spline over the 16 cells around the point; NaN where one of them has no value.
[[nodiscard]] double smooth_elevation(const mesh::gis::Grid& grid, double x, double y);

/// Light that falls on ground of that slope (rise a metre to the east and to the north) from four sides of the
/// north-west half of the sky, 1 for level ground (after Horn 1981 and the weights of Mark 1992).
[[nodiscard]] double shade(double slope_east, double slope_north);

/// Draws the grid in the view's frame: tints by elevation, from the view's lowest to its highest ground, times the
/// light. Where there is no value the picture stays as it is.
void draw_hillshade(Canvas& canvas, const MapView& view, const mesh::gis::Grid& grid);

}  // namespace liriver::viz::render
