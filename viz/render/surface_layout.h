#pragma once
// Where a surface's map, its legend and its scale stand on the page. Internal to this module.
#include "mesh/surface/surface_mesh.h"
#include "viz/render/canvas.h"
#include "viz/render/hillshade.h"
#include "viz/render/map_page.h"

namespace liriver::viz::render {

/// What is asked of a page; px but for the bounds.
struct PageWishes {
    Bounds box;                      ///< what the map shows, m
    int width = 0, height = 1600;    ///< width 0: from the height and the shape of the bounds
    double unit = 1.0;               ///< px in a picture 1600 px high
    double top = 0.0, bottom = 0.0;  ///< of the texts
    Rectangle legend;                ///< its size
};

struct SurfaceLayout {
    int width = 0;
    MapView view;
    Rectangle legend, scale;
    double scale_frame = 0.0;  ///< px: what the scale bar is a share of
    Rectangle text;            ///< what the texts above and below run along
};

/// Where a page of that size shows the mesh: 1 in a pixel whose middle lies in a cell.
[[nodiscard]] Mask mesh_cover(const mesh::surface::SurfaceMesh& mesh, const MapView& view, int width, int height);

/// Width of the page that is asked for, or that suits the bounds.
[[nodiscard]] int page_width(const PageWishes& wishes);

/// The legend stands in a corner of the map where there is no mesh, or else in a column of its own beside the map: it
/// hides nothing, wet or dry. A page whose width is not asked for grows by that column.
[[nodiscard]] SurfaceLayout lay_out(const mesh::surface::SurfaceMesh& mesh, const PageWishes& wishes);

}  // namespace liriver::viz::render
