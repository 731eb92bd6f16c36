#pragma once
// What a raster holds under each cell of a mesh, piece by piece of its pixels, so that volumes are kept.
#include <span>
#include <vector>

#include "mesh/gis/grid.h"
#include "mesh/gis/pixel_window.h"
#include "mesh/surface/surface_mesh.h"

namespace liriver::mesh::surface {

struct CellMeans {
    std::vector<double> mean;     ///< [cells]; NaN where no raster has a value
    std::vector<double> covered;  ///< [cells] share of the cell's area with a value
};

/// The mean of a raster over each cell: each pixel counts by the area it shares with the cell (polygons clipped after
/// Sutherland and Hodgman 1974), so that the sum over cells of area times mean is the raster's volume under the mesh.
/// Grids come best first: the first that covers a cell wholly gives its mean, else the one that covers most of it.
[[nodiscard]] CellMeans cell_means(const SurfaceMesh& mesh, std::span<const gis::Grid> grids);

/// The same of a raster in its own grid, which may lie in another CRS and at any angle: areas are shared in the plane
/// of its pixels. `pixels.place`: the mesh's nodes.
[[nodiscard]] CellMeans cell_means(const SurfaceMesh& mesh, const gis::PixelWindow& pixels);

}  // namespace liriver::mesh::surface
