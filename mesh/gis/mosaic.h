#pragma once
// Several grids seen as one terrain: where the first has no value the next one answers.
#include <vector>

#include "mesh/gis/grid.h"

namespace liriver::mesh::gis {

/// Grids of one CRS in order of priority, best first.
struct Mosaic {
    std::vector<Grid> grids;

    /// Bilinear sample of the first grid that has a value at the point; NaN where none has.
    [[nodiscard]] double sample(double x, double y) const;
    /// The smallest rectangle around all grids. At least one grid is needed.
    [[nodiscard]] Extent extent() const;
    /// The side of the coarsest grid's cells (the larger of x and y), m.
    [[nodiscard]] double coarsest_cell() const;
};

/// The frame of the coarsest grid, widened by whole cells until it holds every grid of the mosaic.
[[nodiscard]] GridFrame coarsest_frame(const Mosaic& mosaic);

/// The terrain on other cells. A cell takes the mean of evenly spread samples, as many as the finest grid's cells ask
/// for (at most 8 x 8), over those that have a value; NaN where none has. A frame equal to the only grid's gives its
/// values.
[[nodiscard]] Grid resample(const Mosaic& mosaic, const GridFrame& frame);

}  // namespace liriver::mesh::gis
