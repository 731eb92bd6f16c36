#include "viz/render/surface_layout.h"

#include <algorithm>
#include <cmath>

#include "data/gis/cell_raster.h"
#include "viz/render/labels.h"
#include "viz/render/legend.h"
#include "viz/render/style.h"

namespace liriver::viz::render {

using mesh::surface::SurfaceMesh;

namespace {

constexpr double inset = 18.0;        // px: between a legend and what it stands beside
constexpr double scale_rim = 90.0;    // px: of the scale's box beside its bar, as in scale_box
constexpr double scale_share = 0.24;  // of the frame, as in scale_box

Rectangle moved_to(const Rectangle& size, double left, double top) {
    return {left, top, left + size.right, top + size.bottom};
}

}  // namespace

Mask mesh_cover(const SurfaceMesh& mesh, const MapView& view, int width, int height) {
    Mask cover(width, height);
    mesh::gis::GridFrame frame;
    frame.west = view.west;
    frame.north = view.north;
    frame.cell_x = frame.cell_y = view.metres;
    frame.columns = static_cast<int>(view.frame.width());
    frame.rows = static_cast<int>(view.frame.height());
    const std::vector<std::int32_t> cells = data::gis::cells_of_pixels(mesh, frame);
    for (int row = 0; row < frame.rows; ++row)
        for (int column = 0; column < frame.columns; ++column)
            if (cells[frame.index(column, row)] != mesh::surface::outside)
                cover.at(static_cast<int>(view.frame.left) + column, static_cast<int>(view.frame.top) + row) = 1.0F;
    return cover;
}

int page_width(const PageWishes& wishes) {
    if (wishes.width > 0)
        return wishes.width;
    const Bounds& box = wishes.box;
    const double shape = (box.east - box.west) / std::max(box.north - box.south, 1.0);
    return static_cast<int>(std::lround(wishes.height * std::clamp(shape + 0.25, 0.72, 1.6)));
}

SurfaceLayout lay_out(const SurfaceMesh& mesh, const PageWishes& wishes) {
    SurfaceLayout layout;
    layout.width = page_width(wishes);
    const double unit = wishes.unit;
    for (const double rim : {1.06, 1.12}) {  // around the mesh, until a corner is free
        layout.view = laid_out(wishes.box, layout.width, wishes.height, unit, wishes.top, wishes.bottom, rim);
        const Mask cover = mesh_cover(mesh, layout.view, layout.width, wishes.height);
        layout.text = layout.view.frame;
        layout.scale_frame = layout.view.frame.width();
        layout.legend = best_corner(layout.view.frame, wishes.legend, cover, {}, inset * unit);
        layout.scale = best_corner(layout.view.frame, scale_box(layout.scale_frame, layout.view.metres, unit), cover,
                                   {layout.legend.grown(10.0 * unit)}, 10.0 * unit);
        if (covered_share(cover, layout.legend) == 0.0)
            return layout;
    }
    const double column = std::ceil(wishes.legend.right + inset * unit);
    int map_width = layout.width - static_cast<int>(column);
    if (wishes.width <= 0) {  // as wide as the mesh makes it
        const double shape = (wishes.box.east - wishes.box.west) / std::max(wishes.box.north - wishes.box.south, 1.0);
        const double suits = shape * (wishes.height - wishes.top - wishes.bottom) + 2.0 * style::margin * unit;
        map_width = static_cast<int>(std::lround(std::clamp(suits, 0.45 * wishes.height, 1.6 * wishes.height)));
    }
    layout.width = map_width + static_cast<int>(column);
    layout.view = laid_out(wishes.box, map_width, wishes.height, unit, wishes.top, wishes.bottom, 1.04);
    const Rectangle& map = layout.view.frame;
    const double left = map.right + inset * unit;
    layout.text = {map.left, map.top, layout.width - std::round(style::margin * unit), map.bottom};
    layout.legend = moved_to(wishes.legend, left, map.top);
    layout.scale_frame = std::min(map.width(), (wishes.legend.right - scale_rim * unit) / scale_share);
    const Rectangle scale = scale_box(layout.scale_frame, layout.view.metres, unit);
    layout.scale = moved_to(scale, left, map.bottom - scale.bottom);
    return layout;
}

}  // namespace liriver::viz::render
