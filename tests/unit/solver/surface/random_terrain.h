#pragma once
// Rough ground drawn at random, with inflow, outflow, rain and an abstraction: what a solver has to bear.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include "solver/surface/surface_solver.h"
#include "tests/verification/surface/made_meshes.h"

namespace liriver::tests::surface {

struct RandomTerrain {
    mesh::surface::SurfaceMesh mesh;
    std::vector<solver::surface::SurfaceBoundary> boundaries;
    std::vector<solver::surface::SurfaceSource> sources;
    std::vector<double> depth;
    double discharge = 0.0;
    double lowest = 0.0, highest = 0.0;  ///< m, bed and highest energy level at the start
};

inline RandomTerrain random_terrain(std::uint32_t seed, bool closed) {
    using solver::surface::BoundaryKind;
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> unit(0.0, 1.0);
    const Shape shape = unit(random) < 0.5 ? Shape::squares : Shape::triangles;
    RandomTerrain t;
    const double angle = unit(random) < 0.3 ? 0.0 : 89.0 * unit(random);
    t.mesh = rectangle(200.0, 120.0, 8.0, shape, angle);
    const double roughness = 10.0 * unit(random) * unit(random);
    const double slope = 0.08 * unit(random);
    double phase[8];
    for (double& p : phase)
        p = 6.3 * unit(random);
    set_bed(t.mesh, [&](double x, double y) {
        double z = slope * (200.0 - x);
        for (int k = 0; k < 4; ++k)
            z += roughness / (k + 1) * std::sin(0.04 * (k + 1) * x + phase[k]) *
                 std::cos(0.05 * (k + 1) * y + phase[k + 4]);
        return z + 0.2 * roughness * unit(random);
    });
    const double n = unit(random) < 0.2 ? 0.0 : 0.01 + 0.08 * unit(random);
    set_manning(t.mesh, n);
    for (std::int32_t f = 0; f < t.mesh.inner_faces; ++f)  // some walls
        if (unit(random) < 0.02)
            t.mesh.set_crest(f, std::max(t.mesh.bed_elevation[t.mesh.left[f]], t.mesh.bed_elevation[t.mesh.right[f]]) +
                                    unit(random));
    const double level = 3.0 * roughness * (unit(random) - 0.5) + slope * 100.0;
    t.lowest = *std::min_element(t.mesh.bed_elevation.begin(), t.mesh.bed_elevation.end());
    t.highest = level;
    for (std::int32_t i = 0; i < t.mesh.cell_count(); ++i) {
        const bool pool = t.mesh.centroid[i].x < 80.0;
        t.depth.push_back(pool ? std::max(level - t.mesh.bed_elevation[i], 0.0) : 0.0);
        t.highest = std::max(t.highest, t.mesh.bed_elevation[i]);
    }
    if (closed)
        return t;
    t.discharge = 50.0 * unit(random);
    t.boundaries.push_back({BoundaryKind::discharge,
                            rim_where(t.mesh, [](double x, double y) { return x < 1e-6 && y > 40.0 && y < 80.0; }),
                            0.0,
                            {},
                            {}});
    t.boundaries.push_back(
        {BoundaryKind::free, rim_where(t.mesh, [](double x, double) { return x > 200.0 - 1e-6; }), 0.0, {}, {}});
    t.sources.push_back({{t.mesh.cell_count() / 2}});
    t.sources.push_back({{t.mesh.cell_count() / 3, t.mesh.cell_count() / 3 + 1}});
    return t;
}

/// Gives a solver all that another one holds, by way of a checkpoint.
inline void go_on_from(solver::surface::SurfaceSolver& from, solver::surface::SurfaceSolver& to) {
    const auto written = from.checkpoint_fields();
    const auto read = to.checkpoint_fields();
    for (std::size_t k = 0; k < written.size(); ++k)
        std::copy(written[k].values.begin(), written[k].values.end(), read[k].values.begin());
    to.restore();
}

}  // namespace liriver::tests::surface
