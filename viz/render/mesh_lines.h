#pragma once
// The sides of a mesh's cells, drawn as fine as the map allows. Internal to this module.
#include "mesh/surface/surface_mesh.h"
#include "viz/render/hillshade.h"

namespace liriver::viz::render {

/// Draws every side inside the view's frame; those of a few pixels fade, so that fine cells do not turn into a blot.
void draw_mesh_lines(Canvas& canvas, const MapView& view, const mesh::surface::SurfaceMesh& mesh, double unit);

/// Draws the sides with a crest, as levees, roads and walls have one, strong.
void draw_crests(Canvas& canvas, const MapView& view, const mesh::surface::SurfaceMesh& mesh, double unit);

}  // namespace liriver::viz::render
