// How errors fall with the mesh.
#include <cmath>

#include "solver/surface/surface_solver.h"
#include "tests/verification/surface/cases.h"

namespace liriver::tests::surface {

using solver::surface::SurfaceSolver;

// A wave that runs into still water one way only: u = 2 (c - c0), and each c keeps its own speed u + c = 3 c - 2 c0
// (Stoker, Water Waves, 1957, 10.3), until it breaks.
double simple_wave_error(int cells, Shape shape) {
    constexpr double length = 100.0;
    constexpr double time = 6.0;
    constexpr double g = solver::surface::gravity;
    const double c0 = std::sqrt(g);
    const double dx = length / cells;
    const auto start = [](double x) {
        const double s = (x - 30.0) / 20.0;
        return 1.0 + (std::abs(s) < 1.0 ? 0.1 * std::pow(std::cos(0.5 * std::acos(-1.0) * s), 4) : 0.0);
    };
    const auto depth = [&](double x, double t) {
        double from = x - c0 * t;
        for (int i = 0; i < 200; ++i)
            from = x - (3.0 * std::sqrt(g * start(from)) - 2.0 * c0) * t;
        return start(from);
    };
    const auto mesh = rectangle(length, 4.0 * dx, dx, shape, 0.0);
    SurfaceSolver solver(mesh);
    std::vector<double> h;
    std::vector<double> u;
    for (const auto& [x, y] : mesh.centroid) {
        h.push_back(start(x));
        u.push_back(2.0 * (std::sqrt(g * h.back()) - c0));
    }
    solver.set_state(h, u, std::vector<double>(u.size(), 0.0));
    solver.advance(time);
    return l1_of_depth(solver, [&](double x, double) { return depth(x, time); }) /
           l1_of_depth(solver, [](double, double) { return 1.0; });
}

double last_ratio(const std::function<double(int cells)>& error) {
    return error(400) / error(200);  // the last two of 50, 100, 200, 400 cells
}

}  // namespace liriver::tests::surface
