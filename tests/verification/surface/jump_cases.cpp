// An oblique jump, and a bore that runs onto a dry shelf.
#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "solver/surface/surface_solver.h"
#include "tests/verification/surface/cases.h"

namespace liriver::tests::surface {

using mesh::surface::SurfaceMesh;
using solver::surface::BoundaryKind;
using solver::surface::gravity;
using solver::surface::SurfaceBoundary;
using solver::surface::SurfaceSolver;

// Supercritical flow (1 m, 8.57 m/s) meets a wall that turns it. The jump stands at 30 degrees to the flow; the angle
// of the wall and the depth behind the jump follow from momentum (Ippen 1951; Alcrudo and Garcia-Navarro 1993, their 40
// m by 30 m):
//   h2 / h1 = (s - 1) / 2,  tan(theta) = tan(beta) (s - 3) / (2 tan(beta)^2 - 1 + s),  s = sqrt(1 + 8 F^2 sin(beta)^2)
double oblique_jump_error(int cells, Shape shape, double degrees) {
    constexpr double length = 40.0;
    constexpr double width = 30.0;
    constexpr double bend = 10.0;  // m from the inlet to where the wall turns
    constexpr double speed = 8.57;
    constexpr double n = 1e-5;  // as good as smooth, and says at which depth the water comes in
    const double tangent = std::tan(std::numbers::pi / 6.0);
    const double s = std::sqrt(1.0 + 8.0 * speed * speed / gravity * 0.25);
    const double wall = tangent * (s - 3.0) / (2.0 * tangent * tangent - 1.0 + s);
    const double behind = 0.5 * (s - 1.0);
    const SurfaceMesh straight = rectangle(length, width, length / cells, shape, degrees);
    std::vector<double> y = straight.node_y;
    for (std::size_t i = 0; i < y.size(); ++i)
        y[i] += (1.0 - y[i] / width) * wall * std::max(straight.node_x[i] - bend, 0.0);
    auto bent = mesh::surface::assemble_mesh(straight.node_x, y, straight.first_corner, straight.cell_nodes);
    if (!bent)
        throw std::runtime_error(mesh::field::to_string(bent.error()));
    SurfaceMesh& mesh = *bent;
    set_manning(mesh, n);
    const SurfaceBoundary in{BoundaryKind::discharge,
                             rim_where(mesh, [](double x, double) { return x < 1e-6; }),
                             n * n * speed * speed,
                             {},
                             {}};
    const SurfaceBoundary out{
        BoundaryKind::free, rim_where(mesh, [](double x, double) { return x > length - 1e-6; }), 0.0, {}, {}};
    SurfaceSolver solver(mesh, {in, out});
    const std::size_t count = mesh.area.size();
    solver.set_state(std::vector<double>(count, 1.0), std::vector<double>(count, speed),
                     std::vector<double>(count, 0.0));
    const std::vector<double> values{speed * width, 0.0};
    solver.advance(25.0, {values, {}, {}, 0.0});  // the flow passes five times
    return l1_of_depth(solver, [&](double x, double at) { return at < tangent * (x - bend) ? behind : 1.0; });
}

// A bore of 2 m runs over 1 m of still water, then over a dry shelf 1.5 m high; the water comes from a reservoir.
ShelfBore bore_over_shelf(Shape shape) {
    constexpr double shelf = 1.5;
    constexpr double level = 3.0;
    SurfaceMesh mesh = rectangle(200.0, 20.0, 2.0, shape, 20.0);
    set_bed(mesh, [](double x, double) { return x > 120.0 ? shelf : 0.0; });
    set_manning(mesh, 0.0);
    SurfaceSolver solver(mesh);
    std::vector<double> depth;
    for (const auto& [x, y] : mesh.centroid)
        depth.push_back(x < 60.0 ? level : (x < 120.0 ? 1.0 : 0.0));
    solver.set_state(depth);
    ShelfBore result;
    const double bound = 2.0 * std::sqrt(gravity * level);  // of a front on dry ground, from water at rest
    for (int k = 0; k < 400; ++k) {
        solver.advance(0.1);
        for (std::size_t i = 0; i < depth.size(); ++i) {
            const auto& s = solver.state()[i];
            if (!std::isfinite(s.depth + s.u + s.v) || s.depth < 0.0)
                throw std::runtime_error("a depth that is none");
            result.speed = std::max(result.speed, std::hypot(s.u, s.v) / bound);
            if (mesh.centroid[i].x > 121.0 && s.depth > 0.01)
                result.reached = true;
        }
    }
    result.balance = solver.budget().relative_error;
    return result;
}

}  // namespace liriver::tests::surface
