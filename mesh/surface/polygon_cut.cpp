#include "mesh/surface/polygon_cut.h"

#include <array>
#include <cmath>

#include "mesh/surface/ring.h"
#include "mesh/surface/smoothing.h"

namespace liriver::mesh::surface {

void add_in_triangles(PlainMesh& mesh, std::vector<std::int32_t> polygon) {
    const auto at = [&](std::int32_t node) { return Point{mesh.node_x[node], mesh.node_y[node]}; };
    while (polygon.size() > 3) {
        std::size_t best = 0;
        double quality = -1.0;
        const std::size_t count = polygon.size();
        for (std::size_t i = 0; i < count; ++i) {
            std::vector<std::int32_t> rest = polygon;
            rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
            double twice = 0.0;  // what remains must keep an area
            for (std::size_t k = 1; k + 1 < rest.size(); ++k)
                twice += turn(at(rest[0]), at(rest[k]), at(rest[k + 1]));
            const double here =
                triangle_quality(at(polygon[(i + count - 1) % count]), at(polygon[i]), at(polygon[(i + 1) % count]));
            const double left = twice > 1e-6 * std::abs(here) ? here : -1.0;
            if (left > quality) {
                quality = left;
                best = i;
            }
        }
        const std::size_t size = polygon.size();
        mesh.add_cell(
            std::array<std::int32_t, 3>{polygon[(best + size - 1) % size], polygon[best], polygon[(best + 1) % size]});
        polygon.erase(polygon.begin() + static_cast<std::ptrdiff_t>(best));
    }
    mesh.add_cell(polygon);
}

}  // namespace liriver::mesh::surface
