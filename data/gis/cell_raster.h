#pragma once
// A 2D mesh's cells as pixels: which cell the middle of each pixel lies in.
#include <cstdint>
#include <vector>

#include "mesh/gis/grid.h"
#include "mesh/surface/surface_mesh.h"

namespace liriver::data::gis {

/// The cell of every pixel of `frame`, row by row from the north-west; mesh::surface::outside where there is none. A
/// pixel belongs to the cell that its middle lies in; on a side it is the cell's to the north-east, so that where the
/// mesh has no holes no pixel is missed and none counts twice.
[[nodiscard]] std::vector<std::int32_t> cells_of_pixels(const mesh::surface::SurfaceMesh& mesh,
                                                        const mesh::gis::GridFrame& frame);

/// A frame around the whole mesh with square pixels of that size (m), its west and north on whole multiples of it.
[[nodiscard]] mesh::gis::GridFrame frame_around(const mesh::surface::SurfaceMesh& mesh, double pixel);

/// A pixel that shows the mesh's cells: half the side of the square that has their median area, rounded down to 1, 2
/// or 5 times a power of ten, but so large that at most `most_pixels` are needed.
[[nodiscard]] double suggested_pixel(const mesh::surface::SurfaceMesh& mesh, double most_pixels = 1e8);

}  // namespace liriver::data::gis
