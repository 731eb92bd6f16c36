// Uniform flow, swinging bowls and rain.
#include <algorithm>
#include <cmath>

#include "solver/surface/surface_solver.h"
#include "tests/verification/surface/cases.h"

namespace liriver::tests::surface {

using mesh::surface::SurfaceMesh;
using solver::surface::BoundaryKind;
using solver::surface::SurfaceBoundary;
using solver::surface::SurfaceOptions;
using solver::surface::SurfaceSolver;

double uniform_flow_error(double normal_depth, double slope, Shape shape, double degrees) {
    constexpr double length = 200.0;
    constexpr double width = 40.0;
    constexpr double n = 0.03;
    SurfaceMesh mesh = rectangle(length, width, 5.0, shape, degrees);
    set_bed(mesh, [&](double x, double) { return slope * (length - x); });
    set_manning(mesh, n);
    const double unit_discharge = std::pow(normal_depth, 5.0 / 3.0) * std::sqrt(slope) / n;
    const SurfaceBoundary in{
        BoundaryKind::discharge, rim_where(mesh, [](double x, double) { return x < 1e-6; }), slope, {}, {}};
    const SurfaceBoundary out{BoundaryKind::normal_depth,
                              rim_where(mesh, [&](double x, double) { return x > length - 1e-6; }),
                              slope,
                              {},
                              {}};
    SurfaceSolver solver(mesh, {in, out});
    const std::vector<double> start(mesh.area.size(), 1.2 * normal_depth);  // not what will be found
    solver.set_state(start);
    const std::vector<double> values{unit_discharge * width, 0.0};
    solver.advance(1200.0, {values, {}, {}, 0.0});
    double worst = 0.0;
    for (const auto& s : solver.state())
        worst = std::max(worst, std::abs(s.depth / normal_depth - 1.0));
    return worst;
}

// SWASHES 4.2.2: a square of 4 m, a = 1 m, h0 = 0.1 m; radial: r0 = 0.8 m; planar: eta = 0.5 m.
double thacker_error(bool planar, int side, Shape shape) {
    constexpr double a = 1.0;
    constexpr double h0 = 0.1;
    constexpr double eta = 0.5;
    constexpr double r0 = 0.8;
    constexpr double g = solver::surface::gravity;
    SurfaceMesh mesh = rectangle(4.0, 4.0, 4.0 / side, shape, 0.0);
    set_bed(mesh, [&](double x, double y) {
        const double r2 = (x - 2.0) * (x - 2.0) + (y - 2.0) * (y - 2.0);
        return -h0 * (1.0 - r2 / (a * a));
    });
    const double omega = std::sqrt((planar ? 2.0 : 8.0) * g * h0) / a;
    const double A = (a * a - r0 * r0) / (a * a + r0 * r0);
    const auto depth = [&](double x, double y, double t) {
        const double r2 = (x - 2.0) * (x - 2.0) + (y - 2.0) * (y - 2.0);
        const double bed = -h0 * (1.0 - r2 / (a * a));
        double stage = 0.0;
        if (planar) {
            stage = eta * h0 / (a * a) *
                    (2.0 * (x - 2.0) * std::cos(omega * t) + 2.0 * (y - 2.0) * std::sin(omega * t) - eta);
        } else {
            const double d = 1.0 - A * std::cos(omega * t);
            stage = h0 * (std::sqrt(1.0 - A * A) / d - 1.0 - r2 / (a * a) * ((1.0 - A * A) / (d * d) - 1.0));
        }
        return std::max(stage - bed, 0.0);
    };
    std::vector<double> start;
    std::vector<double> u(mesh.area.size(), 0.0);
    std::vector<double> v(mesh.area.size(), planar ? eta * omega : 0.0);
    for (std::size_t i = 0; i < mesh.area.size(); ++i) {
        start.push_back(depth(mesh.centroid[i].x, mesh.centroid[i].y, 0.0));
        if (start.back() <= 0.0)
            v[i] = 0.0;
    }
    SurfaceSolver solver(mesh);
    solver.set_state(start, u, v);
    const double time = 3.0 * 2.0 * std::acos(-1.0) / omega;
    solver.advance(time);
    return l1_of_depth(solver, [&](double x, double y) { return depth(x, y, time); });
}

// The planar bowl moves as one: at sqrt(2 g h0) eta / a = 0.700 m/s wherever there is water.
double thacker_speed_error(int side, Shape shape) {
    constexpr double h0 = 0.1;
    constexpr double eta = 0.5;
    const double omega = std::sqrt(2.0 * solver::surface::gravity * h0);
    SurfaceMesh mesh = rectangle(4.0, 4.0, 4.0 / side, shape, 0.0);
    set_bed(mesh, [&](double x, double y) { return -h0 * (1.0 - (x - 2.0) * (x - 2.0) - (y - 2.0) * (y - 2.0)); });
    set_manning(mesh, 0.0);
    const auto depth = [&](double x, double y, double t) {
        const double away_x = x - 2.0 - eta * std::cos(omega * t);
        const double away_y = y - 2.0 - eta * std::sin(omega * t);
        return std::max(h0 * (1.0 - away_x * away_x - away_y * away_y), 0.0);
    };
    std::vector<double> start;
    std::vector<double> v;
    for (const auto& [x, y] : mesh.centroid) {
        start.push_back(depth(x, y, 0.0));
        v.push_back(start.back() > 0.0 ? eta * omega : 0.0);
    }
    const SurfaceOptions options;
    SurfaceSolver solver(mesh, {}, {}, options);
    solver.set_state(start, std::vector<double>(v.size(), 0.0), v);
    const double period = 2.0 * std::acos(-1.0) / omega;
    solver.advance(period);
    double cells = 0.0;
    double off = 0.0;
    for (std::int32_t i = 0; i < mesh.cell_count(); ++i) {
        double deepest = 0.0;
        for (int k = 0; k <= 200; ++k)
            deepest = std::max(deepest, depth(mesh.centroid[i].x, mesh.centroid[i].y, period * k / 200.0));
        if (deepest <= options.arrival_depth)
            continue;
        cells += 1.0;
        off += std::abs(static_cast<double>(solver.greatest_speed()[static_cast<std::size_t>(i)]) / (eta * omega) -
                        1.0) > 0.1
                   ? 1.0
                   : 0.0;
    }
    return off / cells;
}

// 100 m at S = 0.01, n = 0.02, 50 mm/h: q(L) grows as (i t)^(5/3) sqrt(S)/n until it is i L.
RainErrors rain_error() {
    constexpr double length = 100.0;
    constexpr double slope = 0.01;
    constexpr double n = 0.02;
    constexpr double rain = 0.05 / 3600.0;
    SurfaceMesh mesh = rectangle(length, 4.0, 1.0, Shape::squares, 0.0);
    set_bed(mesh, [&](double x, double) { return slope * (length - x); });
    set_manning(mesh, n);
    const SurfaceBoundary out{BoundaryKind::normal_depth,
                              rim_where(mesh, [&](double x, double) { return x > length - 1e-6; }),
                              slope,
                              {},
                              {}};
    SurfaceOptions options;
    options.rain = true;
    SurfaceSolver solver(mesh, {out}, {}, options);
    solver.set_state(std::vector<double>(mesh.area.size(), 0.0));
    const std::vector<double> none{0.0};
    const std::vector<double> rate{rain};
    const double equilibrium = 529.1;
    RainErrors errors;
    double before = 0.0;
    double time_found = 0.0;
    for (int k = 1; k <= 1200; ++k) {
        solver.advance(1.0, {none, {}, rate, 0.0});
        const double total = -solver.boundary_water()[0];
        const double q = (total - before) / 4.0;
        before = total;
        // In time the hydrograph's rise, q = (i t)^(5/3) sqrt(S)/n, meets i L at the equilibrium; half of it is passed
        // at 0.5^0.6 of that time, where the curve is steep.
        if (time_found == 0.0 && q >= 0.5 * rain * length)
            time_found = (k - 0.5) / std::pow(0.5, 0.6);
        errors.outflow = std::abs(q / (rain * length) - 1.0);
    }
    errors.equilibrium = std::abs(time_found / equilibrium - 1.0);
    return errors;
}

}  // namespace liriver::tests::surface
