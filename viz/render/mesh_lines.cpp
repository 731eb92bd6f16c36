#include "viz/render/mesh_lines.h"

#include <algorithm>
#include <cmath>

#include "viz/render/style.h"

namespace liriver::viz::render {

namespace {

constexpr double vanishing = 1.5;  // px: shorter sides are not drawn
constexpr double full = 9.0;       // px: longer ones have all their ink
constexpr float most_ink = 0.42F;

/// Calls `draw` with every side inside the view's frame: one that leaves it would be drawn over the page.
template <class Draw>
void for_each_side(const MapView& view, const mesh::surface::SurfaceMesh& mesh, const Draw& draw) {
    const Rectangle page = view.frame.grown(-1.0);
    for (std::int32_t f = 0; f < mesh.face_count(); ++f) {
        const auto ends = mesh.ends(f);
        const auto a = static_cast<std::size_t>(ends[0]);
        const auto b = static_cast<std::size_t>(ends[1]);
        const Point from = view.pixel(mesh.node_x[a], mesh.node_y[a]);
        const Point to = view.pixel(mesh.node_x[b], mesh.node_y[b]);
        if (page.holds(
                {std::min(from.x, to.x), std::min(from.y, to.y), std::max(from.x, to.x), std::max(from.y, to.y)}))
            draw(f, from, to);
    }
}

}  // namespace

void draw_mesh_lines(Canvas& canvas, const MapView& view, const mesh::surface::SurfaceMesh& mesh, double unit) {
    for_each_side(view, mesh, [&](std::int32_t, const Point& from, const Point& to) {
        const double length = std::hypot(to.x - from.x, to.y - from.y) / unit;
        const double share = std::clamp((length - vanishing) / (full - vanishing), 0.0, 1.0);
        Colour ink = style::ink;
        ink.alpha = most_ink * static_cast<float>(share);
        if (ink.alpha > 0.0F)
            canvas.line(from, to, 0.8 * unit, ink);
    });
}

void draw_crests(Canvas& canvas, const MapView& view, const mesh::surface::SurfaceMesh& mesh, double unit) {
    if (mesh.crest_elevation.empty())
        return;
    for_each_side(view, mesh, [&](std::int32_t face, const Point& from, const Point& to) {
        if (std::isfinite(mesh.crest(face)))
            canvas.line(from, to, style::crest_width * unit, style::crest);
    });
}

}  // namespace liriver::viz::render
