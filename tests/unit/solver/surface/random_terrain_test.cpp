// Given rough ground drawn at random, when water runs in, over it, out of it and dries up, then nothing it does is
// impossible.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "tests/unit/solver/surface/random_terrain.h"

namespace liriver::tests::surface {
namespace {

using solver::surface::gravity;
using solver::surface::SurfaceSolver;

// m, of the circle in the smallest cell
double smallest_size(const mesh::surface::SurfaceMesh& mesh) {
    std::vector<double> perimeter(mesh.area.size(), 0.0);
    for (std::int32_t f = 0; f < mesh.face_count(); ++f)
        for (const std::int32_t cell : {mesh.left[f], mesh.right[f]})
            if (cell != mesh::surface::outside)
                perimeter[static_cast<std::size_t>(cell)] += mesh.length[f];
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < perimeter.size(); ++i)
        least = std::min(least, 2.0 * mesh.area[i] / perimeter[i]);
    return least;
}

class RandomTerrains : public testing::TestWithParam<std::uint32_t> {};

TEST_P(RandomTerrains, KeepWaterPossible) {
    const RandomTerrain t = random_terrain(GetParam(), false);
    SurfaceSolver solver(t.mesh, t.boundaries, t.sources);
    solver.set_state(t.depth);
    // of a front on dry ground, from water at rest at the highest energy level
    const double bound = 2.0 * std::sqrt(gravity * (t.highest - t.lowest));
    const double least_step = 0.1 * smallest_size(t.mesh) / bound;
    const std::vector<double> boundary{t.discharge, 0.0};
    const std::vector<double> source{2.0, -1.0};  // m3/s, of which the second is more than there often is
    while (solver.time() < 120.0) {
        const auto outcome = solver.step(1.0, {boundary, source, {}, 0.0});
        ASSERT_GT(outcome.seconds / outcome.substeps, least_step) << solver.time() << " s: the step collapsed";
        for (std::size_t i = 0; i < solver.state().size(); ++i) {
            const auto& s = solver.state()[i];
            ASSERT_TRUE(std::isfinite(s.depth + s.u + s.v)) << solver.time() << " s, cell " << i;
            ASSERT_GE(s.depth, 0.0) << solver.time() << " s, cell " << i;
            ASSERT_LE(std::hypot(s.u, s.v), bound) << solver.time() << " s, cell " << i << ", " << s.depth << " m deep";
        }
    }
    EXPECT_LE(solver.budget().relative_error, 1e-12);
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomTerrains, testing::Range(LIRIVER_FIRST_SEED, LIRIVER_FIRST_SEED + LIRIVER_SEEDS));

}  // namespace
}  // namespace liriver::tests::surface
