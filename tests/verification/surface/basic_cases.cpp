// Still water, dam breaks and MacDonald's channels.
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
using verification::MacDonald;
using verification::MacDonaldChannel;

double l1_of_depth(const SurfaceSolver& solver, const std::function<double(double, double)>& exact) {
    const SurfaceMesh& mesh = solver.mesh();
    double off = 0.0;
    double whole = 0.0;
    for (std::int32_t i = 0; i < mesh.cell_count(); ++i) {
        const double h = exact(mesh.centroid[i].x, mesh.centroid[i].y);
        off += std::abs(solver.state()[static_cast<std::size_t>(i)].depth - h) * mesh.area[i];
        whole += h * mesh.area[i];
    }
    return off / whole;
}

namespace {

constexpr double lake_level = 0.4;

// Rough, with islands that stand above the lake and pools on them.
SurfaceMesh lake_among_islands(Shape shape, double degrees) {
    SurfaceMesh mesh = rectangle(100.0, 60.0, 4.0, shape, degrees);
    set_bed(mesh, [](double x, double y) {
        return 1.5 * std::sin(0.13 * x) * std::cos(0.17 * y) + 0.8 * std::sin(1.7 * x + 0.3 * y) +
               0.5 * std::cos(0.9 * x * y / 10.0);
    });
    set_manning(mesh, 0.0);
    return mesh;
}

std::vector<double> level_water(const SurfaceMesh& mesh) {
    std::vector<double> depth;
    depth.reserve(mesh.bed_elevation.size());
    for (const double z : mesh.bed_elevation)
        depth.push_back(std::max(lake_level - z, 0.0));
    return depth;
}

double greatest_speed(const SurfaceSolver& solver) {
    double greatest = 0.0;
    for (const auto& s : solver.state())
        greatest = std::max(greatest, std::hypot(s.u, s.v));
    return greatest;
}

}  // namespace

double lake_at_rest(Shape shape, double degrees, int steps, bool rest_where_still) {
    const SurfaceMesh mesh = lake_among_islands(shape, degrees);
    SurfaceOptions options;
    options.rest_where_still = rest_where_still;
    SurfaceSolver solver(mesh, {}, {}, options);
    const std::vector<double> depth = level_water(mesh);
    solver.set_state(depth);
    for (int n = 0; n < steps; ++n)
        solver.step(1e9);
    double worst = greatest_speed(solver);
    for (std::size_t i = 0; i < depth.size(); ++i)
        worst = std::max(worst, std::abs(solver.state()[i].depth - depth[i]));
    return worst;
}

double dam_break_error(int cells, double depth_left, double depth_right, double time, Shape shape, double degrees) {
    constexpr double length = 1000.0;
    const double dx = length / cells;
    const SurfaceMesh mesh = rectangle(length, 10.0 * dx, dx, shape, degrees);
    SurfaceSolver solver(mesh);
    std::vector<double> depth;
    depth.reserve(mesh.centroid.size());
    for (const auto& [x, y] : mesh.centroid)
        depth.push_back(x < 0.5 * length ? depth_left : depth_right);
    solver.set_state(depth);
    solver.advance(time);
    return l1_of_depth(solver, [&](double x, double) {
        return depth_right > 0.0 ? verification::stoker_depth(x, time, depth_left, depth_right, 0.5 * length)
                                 : verification::ritter_depth(x, time, depth_left, 0.5 * length);
    });
}

double macdonald_error(MacDonald kind, int cells, Shape shape, double degrees) {
    constexpr double length = 1000.0;
    const double dx = length / cells;
    const MacDonaldChannel channel{kind};
    SurfaceMesh mesh = rectangle(length, degrees == 0.0 ? 4.0 * dx : 6.0 * dx, dx, shape, degrees);
    // The bed, from its slope by Simpson's rule on 1/8 m
    constexpr int pieces = 8000;
    std::vector<double> bed(pieces + 1, 0.0);
    for (int k = pieces - 1; k >= 0; --k) {
        const double a = length * k / pieces;
        const double d = length / pieces;
        bed[static_cast<std::size_t>(k)] =
            bed[static_cast<std::size_t>(k) + 1] -
            d / 6.0 * (channel.bed_slope(a) + 4.0 * channel.bed_slope(a + 0.5 * d) + channel.bed_slope(a + d));
    }
    set_bed(mesh, [&](double x, double) {
        const double at = std::clamp(x / length * pieces, 0.0, pieces - 1e-9);
        const auto k = static_cast<std::size_t>(at);
        return bed[k] + (at - static_cast<double>(k)) * (bed[k + 1] - bed[k]);
    });
    set_manning(mesh, channel.manning_n());
    const bool out_subcritical = kind == MacDonald::subcritical || kind == MacDonald::jump;
    SurfaceBoundary in{
        BoundaryKind::discharge, rim_where(mesh, [](double x, double) { return x < 1e-6; }), 0.0, {}, {}};
    const double q = channel.unit_discharge();
    if (kind == MacDonald::supercritical || kind == MacDonald::jump)  // the slope whose normal depth is the exact one
        in.slope = std::pow(q * channel.manning_n(), 2) / std::pow(channel.depth(0.0), 10.0 / 3.0);
    const SurfaceBoundary out{out_subcritical ? BoundaryKind::stage : BoundaryKind::free,
                              rim_where(mesh, [&](double x, double) { return x > length - 1e-6; }),
                              0.0,
                              {},
                              {}};
    double width = 0.0;
    for (const std::int32_t f : in.faces)
        width += mesh.length[f];
    SurfaceSolver solver(mesh, {in, out});
    std::vector<double> depth;
    std::vector<double> u;
    for (const auto& [x, y] : mesh.centroid) {
        depth.push_back(channel.depth(x));
        u.push_back(q / depth.back());
    }
    solver.set_state(depth, u, std::vector<double>(u.size(), 0.0));
    const std::vector<double> values{q * width, bed[pieces] + channel.depth(length)};
    solver.advance(1500.0, {values, {}, {}, 0.0});
    return l1_of_depth(solver, [&](double x, double) { return channel.depth(x); });
}

}  // namespace liriver::tests::surface
