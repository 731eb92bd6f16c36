// Given rough ground drawn at random, when a rating and a drawn discharge want more out of it than there is, then no
// water becomes quicker than its energy allows, and what was not there is counted.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "tests/unit/solver/surface/random_terrain.h"

namespace liriver::tests::surface {
namespace {

using solver::surface::BoundaryKind;
using solver::surface::gravity;
using solver::surface::SurfaceSolver;

// The ground of the other random terrains, with a rating in place of the free outflow and a discharge that is drawn out
// of its upper end. The rating begins somewhere from 5 m below the lowest ground on, and may ask for far more than
// critical flow.
RandomTerrain drawn_terrain(std::uint32_t seed) {
    RandomTerrain t = random_terrain(seed, false);
    std::mt19937 random(seed + 7000);
    std::uniform_real_distribution<double> unit(0.0, 1.0);
    const double begin = t.lowest - 5.0 + (t.highest - t.lowest + 5.0) * unit(random);
    t.boundaries[1].kind = BoundaryKind::rating;
    t.boundaries[1].rating_stage = {begin, begin + 0.2 + 3.0 * unit(random)};
    t.boundaries[1].rating_discharge = {0.0, 300.0 * unit(random)};
    t.boundaries.push_back({BoundaryKind::discharge,
                            rim_where(t.mesh, [](double x, double y) { return y < 1e-6 && x < 60.0; }),
                            0.0,
                            {},
                            {}});
    return t;
}

class DrawnWaterOfRandomGround : public testing::TestWithParam<std::uint32_t> {};

TEST_P(DrawnWaterOfRandomGround, IsNoQuickerThanItsEnergyAllows) {
    const RandomTerrain t = drawn_terrain(GetParam());
    SurfaceSolver solver(t.mesh, t.boundaries, t.sources);
    solver.set_state(t.depth);
    // of a front on dry ground, from water at rest at the highest energy level
    const double bound = 2.0 * std::sqrt(gravity * (t.highest - t.lowest));
    const std::vector<double> boundary{t.discharge, 0.0, -20.0};
    const std::vector<double> source{2.0, -1.0};  // m3/s
    while (solver.time() < 120.0) {
        const auto outcome = solver.step(1.0, {boundary, source, {}, 0.0});
        ASSERT_GT(outcome.seconds / outcome.substeps, 1e-4) << solver.time() << " s: the step collapsed";
        for (std::size_t i = 0; i < solver.state().size(); ++i) {
            const auto& s = solver.state()[i];
            ASSERT_TRUE(std::isfinite(s.depth + s.u + s.v)) << solver.time() << " s, cell " << i;
            ASSERT_GE(s.depth, 0.0) << solver.time() << " s, cell " << i;
            ASSERT_LE(std::hypot(s.u, s.v), bound) << solver.time() << " s, cell " << i << ", " << s.depth << " m deep";
        }
    }
    EXPECT_LE(solver.budget().relative_error, 1e-12);
    const auto outflow = solver.boundary_outflow();
    for (const std::size_t b : {1U, 2U}) {
        const double wanted = outflow[2 * b];
        const double missing = outflow[2 * b + 1];
        EXPECT_GE(missing, -1e-9 * wanted);
        EXPECT_NEAR(wanted - missing, -solver.boundary_water()[b], 1e-9 * std::max(wanted, 1.0));
    }
    // faces of other groups of cells have their shares at other times
    EXPECT_NEAR(outflow[4], 20.0 * solver.time(), 0.02 * 20.0 * solver.time());
}

// Given a closed basin, when more is drawn out of it than it holds, then it runs dry, and what is missing is the demand
// less what the basin has lost.
TEST(DrawnWater, IsMissingWhereTheBasinHoldsLess) {
    constexpr double length = 100.0, width = 20.0, depth = 0.5, drawn = 5.0, seconds = 600.0;
    mesh::surface::SurfaceMesh mesh = rectangle(length, width, 5.0, Shape::squares, 0.0);
    set_bed(mesh, [](double, double) { return 0.0; });
    set_manning(mesh, 0.02);
    SurfaceSolver solver(
        mesh,
        {{BoundaryKind::discharge, rim_where(mesh, [](double x, double) { return x > length - 1e-6; }), 0.0, {}, {}}});
    const auto volume = [&] {
        double sum = 0.0;
        for (std::size_t i = 0; i < mesh.area.size(); ++i)
            sum += solver.state()[i].depth * mesh.area[i];
        return sum;
    };
    solver.set_state(std::vector<double>(mesh.area.size(), depth));
    const std::vector<double> boundary{-drawn};
    while (solver.time() < seconds)
        solver.step(seconds - solver.time(), {boundary, {}, {}, 0.0});
    const double missing = solver.boundary_outflow()[1];
    EXPECT_NEAR(missing, drawn * seconds - (length * width * depth - volume()), 1e-6 * drawn * seconds);
    EXPECT_GT(missing, 0.6 * drawn * seconds);  // 3000 m3 of 1000 m3
}

INSTANTIATE_TEST_SUITE_P(Seeds, DrawnWaterOfRandomGround,
                         testing::Range(LIRIVER_FIRST_SEED, LIRIVER_FIRST_SEED + LIRIVER_SEEDS));

}  // namespace
}  // namespace liriver::tests::surface
