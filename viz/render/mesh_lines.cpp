#include "viz/render/mesh_lines.h"

#include <algorithm>
#include <cmath>

#include "viz/render/style.h"

namespace liriver::viz::render {

namespace {

constexpr double vanishing = 1.5;  // px: shorter sides are not drawn
constexpr double full = 9.0;       // px: longer ones have all their ink
constexpr float most_ink = 0.42F;
constexpr Colour crest = rgb(0xa8321c);

}  // namespace

void draw_mesh_lines(Canvas& canvas, const MapView& view, const mesh::surface::SurfaceMesh& mesh, double unit) {
    const Rectangle page = view.frame.grown(-1.0);
    for (std::int32_t f = 0; f < mesh.face_count(); ++f) {
        const auto ends = mesh.ends(f);
        const auto a = static_cast<std::size_t>(ends[0]);
        const auto b = static_cast<std::size_t>(ends[1]);
        const Point from = view.pixel(mesh.node_x[a], mesh.node_y[a]);
        const Point to = view.pixel(mesh.node_x[b], mesh.node_y[b]);
        const Rectangle box{std::min(from.x, to.x), std::min(from.y, to.y), std::max(from.x, to.x),
                            std::max(from.y, to.y)};
        if (!page.holds(box))
            continue;  // a side that leaves the frame would be drawn over the page
        if (std::isfinite(mesh.crest(f))) {
            canvas.line(from, to, 2.2 * unit, crest);
            continue;
        }
        const double length = std::hypot(to.x - from.x, to.y - from.y) / unit;
        const double share = std::clamp((length - vanishing) / (full - vanishing), 0.0, 1.0);
        Colour ink = style::ink;
        ink.alpha = most_ink * static_cast<float>(share);
        if (ink.alpha > 0.0F)
            canvas.line(from, to, 0.8 * unit, ink);
    }
}

}  // namespace liriver::viz::render
