// Given a discharge with a slope whose normal depth is below the critical one, when the water inside is deep, then it
// comes in as it would without the slope; when the water inside is shallow or absent, it comes in at the normal depth.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "solver/surface/surface_solver.h"
#include "tests/verification/surface/made_meshes.h"

namespace liriver::tests::surface {
namespace {

using solver::surface::BoundaryKind;
using solver::surface::gravity;
using solver::surface::SurfaceBoundary;
using solver::surface::SurfaceSolver;

constexpr double length = 200.0, width = 20.0, manning_n = 0.03;  // m, m, s/m^(1/3)
constexpr double inflow_slope = 0.02;

struct Normal {
    double depth, conjugate, speed;  ///< m, m, m/s; the depths on both sides of a hydraulic jump (Belanger)
};

Normal normal_flow(double q) {
    const double depth = std::pow(manning_n * q / std::sqrt(inflow_slope), 0.6);
    const double froude2 = q * q / (gravity * depth * depth * depth);
    return {depth, 0.5 * depth * (std::sqrt(1.0 + 8.0 * froude2) - 1.0), q / depth};
}

mesh::surface::SurfaceMesh channel(Shape shape, double bed_slope) {
    auto mesh = rectangle(length, width, 5.0, shape, 0.0);
    set_bed(mesh, [=](double x, double) { return bed_slope * (length - x); });
    set_manning(mesh, manning_n);
    return mesh;
}

SurfaceBoundary upstream(const mesh::surface::SurfaceMesh& mesh, double slope) {
    return {BoundaryKind::discharge, rim_where(mesh, [](double x, double) { return x < 1e-6; }), slope, {}, {}};
}

SurfaceBoundary downstream(const mesh::surface::SurfaceMesh& mesh) {
    return {BoundaryKind::stage, rim_where(mesh, [](double x, double) { return x > length - 1e-6; }), 0.0, {}, {}};
}

void fill(SurfaceSolver& solver, double depth) { solver.set_state(std::vector<double>(solver.state().size(), depth)); }

double head(const SurfaceSolver& solver) {
    double most = 0.0;
    for (const auto& s : solver.state())
        most = std::max(most, s.depth + (s.u * s.u + s.v * s.v) / (2.0 * gravity));
    return most;
}

// Into water from a little to far above the conjugate depth, over a level bed.
TEST(SupercriticalInflow, ThatDeepWaterDrownsComesInAsWithoutASlope) {
    for (const Shape shape : {Shape::squares, Shape::triangles}) {
        const auto mesh = channel(shape, 0.0);
        for (const double q : {0.6, 2.0, 5.0})
            for (const double times : {1.3, 2.0, 6.0}) {
                const double stage = times * normal_flow(q).conjugate;
                SurfaceSolver given(mesh, {upstream(mesh, inflow_slope), downstream(mesh)});
                SurfaceSolver none(mesh, {upstream(mesh, 0.0), downstream(mesh)});
                const std::vector<double> values{q * width, stage};
                for (SurfaceSolver* solver : {&given, &none}) {
                    fill(*solver, stage);
                    solver->advance(200.0, {values, {}, {}, 0.0});
                }
                for (std::size_t i = 0; i < given.state().size(); ++i) {
                    ASSERT_EQ(given.state()[i].depth, none.state()[i].depth) << q << " m2/s, " << stage << " m deep";
                    ASSERT_EQ(given.state()[i].u, none.state()[i].u) << q << " m2/s, " << stage << " m deep";
                }
            }
    }
}

// A closed basin gets the energy of what flows in and loses some: no water in it may have a greater head than the level
// that the volume makes, and the inflow's own head above it.
TEST(SupercriticalInflow, FillsABasinWithoutMakingEnergy) {
    for (const Shape shape : {Shape::squares, Shape::triangles}) {
        const auto mesh = channel(shape, 0.0);
        for (const double q : {0.6, 2.0, 5.0}) {
            SurfaceSolver solver(mesh, {upstream(mesh, inflow_slope)});
            fill(solver, 0.5);
            const Normal normal = normal_flow(q);
            const double own = normal.depth + normal.speed * normal.speed / (2.0 * gravity);
            const std::vector<double> values{q * width};
            while (solver.time() < 900.0) {
                solver.advance(10.0, {values, {}, {}, 0.0});
                const double level = 0.5 + q * solver.time() / length;
                ASSERT_LE(head(solver), level + own) << q << " m2/s after " << solver.time() << " s";
            }
            EXPECT_LE(solver.budget().relative_error, 1e-12);
        }
    }
}

// On a bed of the same slope uniform flow stays uniform from the inflow on, whether the bed was dry before or not: the
// normal depth of Manning's law.
TEST(SupercriticalInflow, ComesInAtTheNormalDepthWhereNothingDrownsIt) {
    const auto mesh = channel(Shape::squares, inflow_slope);
    for (const double q : {0.6, 2.0, 5.0})
        for (const double at_first : {0.0, 0.3}) {
            SurfaceSolver solver(mesh, {upstream(mesh, inflow_slope), downstream(mesh)});
            fill(solver, at_first);
            const std::vector<double> values{q * width, -10.0};  // falls freely over the far end
            solver.advance(600.0, {values, {}, {}, 0.0});
            const Normal normal = normal_flow(q);
            for (const auto& s : solver.state()) {
                ASSERT_NEAR(s.depth, normal.depth, 1e-3 * normal.depth) << q << " m2/s";
                ASSERT_NEAR(s.u, normal.speed, 1e-3 * normal.speed) << q << " m2/s";
            }
        }
}

}  // namespace
}  // namespace liriver::tests::surface
