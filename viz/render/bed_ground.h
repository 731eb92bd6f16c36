#pragma once
// A mesh's own bed as the ground of its map. Internal to this module.
#include "mesh/surface/surface_mesh.h"
#include "viz/render/hillshade.h"

namespace liriver::viz::render {

/// Shades the bed, for want of a raster: linear over the cells between their nodes, which have the mean of the cells
/// around them.
void draw_bed(Canvas& canvas, const MapView& view, const mesh::surface::SurfaceMesh& mesh);

}  // namespace liriver::viz::render
