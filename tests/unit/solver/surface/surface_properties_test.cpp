// What must hold whatever the ground and the flow.
#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>

#include "tests/unit/solver/surface/random_terrain.h"

namespace liriver::tests::surface {
namespace {

using solver::surface::CellState;
using solver::surface::SurfaceOptions;
using solver::surface::SurfaceSolver;

using Bits = std::array<std::uint64_t, sizeof(CellState) / sizeof(std::uint64_t)>;

void expect_same_bits(const SurfaceSolver& a, const SurfaceSolver& b) {
    ASSERT_EQ(a.state().size(), b.state().size());
    for (std::size_t i = 0; i < a.state().size(); ++i)
        ASSERT_EQ(std::bit_cast<Bits>(a.state()[i]), std::bit_cast<Bits>(b.state()[i])) << "cell " << i;
}

TEST(SurfaceWater, IsNeitherMadeNorLostInAClosedBasinThatWetsAndDries) {
    for (std::uint32_t seed = 1; seed <= 6; ++seed) {
        const RandomTerrain t = random_terrain(seed, true);
        SurfaceSolver solver(t.mesh);
        solver.set_state(t.depth);
        solver.advance(120.0);
        EXPECT_LE(solver.budget().relative_error, 1e-12) << "seed " << seed;
        EXPECT_EQ(solver.counts().rounded_to_zero, 0) << "seed " << seed;
    }
}

// What a gauge across a closed basin counts is what the water behind it has gained, through wetting, drying and steps
// of many sizes.
TEST(SurfaceGauge, CountsAllTheWaterThatCrossesIt) {
    int moved = 0;
    for (std::uint32_t seed = 1; seed <= 6; ++seed) {
        const RandomTerrain t = random_terrain(seed, true);
        const double middle = 70.0;  // m, where the basin's water stands at the start
        SurfaceSolver solver(t.mesh);
        std::vector<solver::surface::GaugeFace> line;
        for (std::int32_t f = 0; f < t.mesh.inner_faces; ++f) {
            const bool left = t.mesh.centroid_x[t.mesh.left[f]] > middle;
            const bool right = t.mesh.centroid_x[t.mesh.right[f]] > middle;
            if (left != right)
                line.push_back({f, right});
        }
        const std::size_t gauge = solver.add_gauge(line);
        solver.set_state(t.depth);
        const auto behind = [&] {
            double water = 0.0;
            for (std::size_t i = 0; i < t.depth.size(); ++i)
                if (t.mesh.centroid_x[i] > middle)
                    water += solver.state()[i].depth * t.mesh.area[i];
            return water;
        };
        const double before = behind();
        double crossed = 0.0;
        for (int step = 0; step < 300; ++step) {
            const double seconds = solver.step(1e9).seconds;
            crossed += seconds * solver.gauge_discharge(gauge);
        }
        EXPECT_NEAR(behind() - before, crossed, 1e-11 * solver.budget().final) << "seed " << seed;
        moved += crossed != 0.0 ? 1 : 0;
    }
    EXPECT_GE(moved, 4);
}

TEST(SurfaceThreads, GiveTheSameBits) {
    RandomTerrain t = random_terrain(3, false);
    t.mesh = rectangle(400.0, 400.0, 5.0, Shape::triangles, 0.0);
    set_bed(t.mesh, [](double x, double y) { return std::sin(0.05 * x) * std::cos(0.04 * y); });
    set_manning(t.mesh, 0.03);
    t.depth.clear();
    for (const double x : t.mesh.centroid_x)
        t.depth.push_back(x < 200.0 ? 3.0 : 0.0);
    SurfaceOptions two;
    two.threads = 2;
    SurfaceSolver one_thread(t.mesh);
    SurfaceSolver two_threads(t.mesh, {}, {}, two);
    for (SurfaceSolver* solver : {&one_thread, &two_threads}) {
        solver->set_state(t.depth);
        solver->advance(10.0);
    }
    expect_same_bits(one_thread, two_threads);
}

TEST(SurfaceRestart, GoesOnToTheSameBits) {
    const RandomTerrain t = random_terrain(5, true);
    SurfaceSolver through(t.mesh);
    through.set_state(t.depth);
    through.advance(20.0);
    SurfaceSolver restarted(t.mesh);
    restarted.set_state(t.depth);
    const auto from = through.checkpoint_fields();
    const auto to = restarted.checkpoint_fields();
    for (std::size_t k = 0; k < from.size(); ++k)
        std::copy(from[k].values.begin(), from[k].values.end(), to[k].values.begin());
    restarted.restore();
    through.advance(20.0);
    restarted.advance(20.0);
    expect_same_bits(through, restarted);
    EXPECT_EQ(through.budget().final, restarted.budget().final);
}

TEST(SurfaceLocalSteps, MakeOneSmallCellInAThousandCheap) {
    // A square of 70 x 70 in which five cells are pressed together until their step is nine times smaller.
    const auto plain = rectangle(700.0, 700.0, 10.0, Shape::squares, 0.0);
    auto x = plain.node_x;
    auto y = plain.node_y;
    for (const std::int32_t cell : {1000, 2040, 3180, 4100, 4620})
        for (const std::size_t corner : {0U, 3U})  // its upstream side
            x[static_cast<std::size_t>(plain.corners(cell)[corner])] += 9.4;
    auto uneven = *mesh::surface::assemble_mesh(x, y, plain.first_corner, plain.cell_nodes);
    const auto cost = [](const mesh::surface::SurfaceMesh& mesh, bool local) {
        SurfaceOptions options;
        options.local_steps = local;
        SurfaceSolver solver(mesh, {}, {}, options);
        std::vector<double> depth;
        depth.reserve(mesh.centroid_x.size());
        for (const double at : mesh.centroid_x)
            depth.push_back(2.0 + 0.1 * std::sin(0.05 * at));
        solver.set_state(depth);
        solver.advance(20.0);
        return static_cast<double>(solver.counts().cell_updates);
    };
    EXPECT_LE(cost(uneven, true), 1.5 * cost(plain, true));
    EXPECT_GE(cost(uneven, false), 4.0 * cost(plain, false));
}

}  // namespace
}  // namespace liriver::tests::surface
