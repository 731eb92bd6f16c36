// What must hold whatever the ground and the flow.
#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <random>
#include <vector>

#include "tests/unit/solver/surface/random_terrain.h"
#include "tests/verification/surface/sliver_mesh.h"

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
            const bool left = t.mesh.centroid[t.mesh.left[f]].x > middle;
            const bool right = t.mesh.centroid[t.mesh.right[f]].x > middle;
            if (left != right)
                line.push_back({f, right});
        }
        const std::size_t gauge = solver.add_gauge(line);
        solver.set_state(t.depth);
        const auto behind = [&] {
            double water = 0.0;
            for (std::size_t i = 0; i < t.depth.size(); ++i)
                if (t.mesh.centroid[i].x > middle)
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
    t.mesh = rectangle(400.0, 400.0, 3.0, Shape::triangles, 0.0);  // so many cells that threads share the work
    set_bed(t.mesh, [](double x, double y) { return std::sin(0.05 * x) * std::cos(0.04 * y); });
    set_manning(t.mesh, 0.03);
    t.depth.clear();
    for (const auto& [x, y] : t.mesh.centroid)
        t.depth.push_back(x < 200.0 ? 3.0 : 0.0);
    for (const bool local_steps : {true, false}) {
        SurfaceOptions one;
        one.local_steps = local_steps;
        SurfaceOptions two = one;
        two.threads = 2;
        SurfaceSolver one_thread(t.mesh, {}, {}, one);
        SurfaceSolver two_threads(t.mesh, {}, {}, two);
        for (SurfaceSolver* solver : {&one_thread, &two_threads}) {
            solver->set_state(t.depth);
            solver->advance(10.0);
        }
        expect_same_bits(one_thread, two_threads);
    }
}

// Follows what the solver tells of its water, and compares it with the state after every go.
void expect_told_water_is_the_states(SurfaceSolver& solver, const RandomTerrain& t,
                                     const solver::surface::SurfaceForcing& forcing, double seconds) {
    solver.set_state(t.depth);
    std::vector<double> told;
    for (std::size_t i = 0; i < t.depth.size(); ++i)
        told.push_back(t.depth[i] * t.mesh.area[i]);
    solver.set_water_sink([&](const solver::transport::WaterStep& step) {
        for (const std::int32_t i : step.volumes)
            told[i] = step.water_after[i];
    });
    for (double now = 0.0; now < seconds;) {
        now += solver.step(seconds - now, forcing).seconds;
        for (std::size_t i = 0; i < told.size(); ++i) {
            const double water = solver.state()[i].depth * t.mesh.area[i];
            ASSERT_NEAR(told[i], water, 1e-10 * (1.0 + water)) << "cell " << i << " at " << now << " s";
        }
    }
}

// Given springs on dry and wet ground, and cells of several groups side by side, when they run dry and fill, then
// transport hears of just the water that moves.
TEST(SurfaceWater, IsToldAsItMoves) {
    for (std::uint32_t seed = 1; seed <= 60; ++seed) {
        SCOPED_TRACE(seed);
        RandomTerrain t = random_terrain(seed, false);
        t.sources.clear();
        std::vector<double> source;
        for (std::int32_t i = static_cast<std::int32_t>(seed % 23); i < t.mesh.cell_count(); i += 23) {
            t.sources.push_back({{i}});
            source.push_back(0.03 * static_cast<double>(1 + (seed + source.size()) % 50));
        }
        SurfaceSolver solver(t.mesh, t.boundaries, t.sources);
        const std::vector<double> boundary = {t.discharge, 0.0};
        solver::surface::SurfaceForcing forcing;
        forcing.boundary = boundary;
        forcing.source = source;
        expect_told_water_is_the_states(solver, t, forcing, 30.0);
    }
}

// Given rough dry ground of triangles, every fifth cut in three, and a spring in one cell, when its water runs off into
// finer cells and coarser ones, then transport hears of just the water that moves.
TEST(SurfaceWater, IsToldAsItMovesFromASpringBesideFinerCells) {
    const auto plain = rectangle(60.0, 60.0, 6.0, Shape::triangles, 0.0);
    auto x = plain.node_x;
    auto y = plain.node_y;
    std::vector<std::int32_t> first = {0};
    std::vector<std::int32_t> corners;
    const auto add = [&](std::initializer_list<std::int32_t> cell) {
        corners.insert(corners.end(), cell);
        first.push_back(static_cast<std::int32_t>(corners.size()));
    };
    for (std::int32_t i = 0; i < plain.cell_count(); ++i) {
        const auto own = plain.corners(i);
        if (i % 5 != 0) {
            add({own[0], own[1], own[2]});
            continue;
        }
        const auto middle = static_cast<std::int32_t>(x.size());
        x.push_back(plain.centroid[static_cast<std::size_t>(i)].x);
        y.push_back(plain.centroid[static_cast<std::size_t>(i)].y);
        for (std::size_t k = 0; k < 3; ++k)
            add({own[k], own[(k + 1) % 3], middle});
    }
    RandomTerrain t;
    t.mesh = *mesh::surface::assemble_mesh(x, y, first, corners);
    set_manning(t.mesh, 0.03);
    t.depth.assign(t.mesh.area.size(), 0.0);
    std::mt19937 random(1);
    std::uniform_real_distribution<double> unit(0.0, 1.0);
    for (int trial = 0; trial < 300; ++trial) {
        SCOPED_TRACE(trial);
        const double roughness = 3.0 * unit(random);
        set_bed(t.mesh, [&](double, double) { return roughness * unit(random); });
        const auto spring = static_cast<std::int32_t>(unit(random) * t.mesh.cell_count());
        t.mesh.bed_elevation[static_cast<std::size_t>(spring)] += roughness;
        SurfaceSolver solver(t.mesh, {}, {{{spring}}});
        const std::vector<double> source = {5.0 * unit(random)};
        solver::surface::SurfaceForcing forcing;
        forcing.source = source;
        expect_told_water_is_the_states(solver, t, forcing, 20.0);
    }
}

// Given a dam break over a dry valley on a mesh with slivers, when cells have own steps, then two threads give the same
// bits as one, and no water is lost.
TEST(SurfaceWater, RunsOverSliversWithTheSameBitsForAnyThreads) {
    const SliverValley valley = sliver_valley(8.0);
    SurfaceOptions two;
    two.threads = 2;
    SurfaceSolver one_thread(valley.mesh);
    SurfaceSolver two_threads(valley.mesh, {}, {}, two);
    for (SurfaceSolver* solver : {&one_thread, &two_threads}) {
        solver->set_state(valley.depth);
        solver->advance(20.0);
        EXPECT_LE(solver->budget().relative_error, 1e-12);
    }
    expect_same_bits(one_thread, two_threads);
    // and the steps of most cells were longer than those of the quickest: fewer updates than a quarter
    const auto counts = one_thread.counts();
    EXPECT_LT(counts.cell_updates, counts.substeps * valley.mesh.cell_count() / 4);
}

// The same on a strip so long that the numbers of neighbours differ by thousands.
TEST(SurfaceWater, IsToldAsItMovesBetweenCellsWithFarNumbers) {
    RandomTerrain t;
    t.mesh = rectangle(10000.0, 4.0, 2.0, Shape::squares, 0.0);
    set_bed(t.mesh, [](double, double) { return 0.0; });
    set_manning(t.mesh, 0.03);
    for (std::size_t i = 0; i < t.mesh.area.size(); ++i)
        t.depth.push_back(1.0 + 0.3 * std::sin(0.7 * static_cast<double>(i)));
    for (const bool local_steps : {true, false}) {
        SurfaceOptions options;
        options.local_steps = local_steps;
        SurfaceSolver solver(t.mesh, {}, {}, options);
        expect_told_water_is_the_states(solver, t, {}, 3.0);
    }
}

// Given a pool that breaks out over rough dry ground, when cells that nothing can reach rest, then all hold what they
// hold when every cell is computed in every step, to rounding.
TEST(SurfaceWater, ComesNoSoonerAndNoLaterWhereDryGroundRests) {
    for (std::uint32_t seed = 1; seed <= 12; ++seed) {
        RandomTerrain t = random_terrain(seed, true);
        SurfaceOptions options;
        options.local_steps = false;
        SurfaceSolver some(t.mesh, {}, {}, options);
        options.rest_where_still = false;
        SurfaceSolver all(t.mesh, {}, {}, options);
        some.set_state(t.depth);
        all.set_state(t.depth);
        for (int step = 0; step < 500; ++step) {  // so short that the wet cells at rest do not matter for it
            const double gone = some.step(0.02).seconds;
            ASSERT_EQ(all.step(0.02).seconds, gone);
        }
        EXPECT_LE(some.counts().cell_updates, all.counts().cell_updates);
        for (std::size_t i = 0; i < t.depth.size(); ++i)
            ASSERT_NEAR(some.state()[i].depth, all.state()[i].depth, 1e-9) << "seed " << seed << ", cell " << i;
    }
}

TEST(SurfaceRestart, GoesOnToTheSameBits) {
    const RandomTerrain t = random_terrain(5, true);
    SurfaceSolver through(t.mesh);
    through.set_state(t.depth);
    through.advance(20.0);
    SurfaceSolver restarted(t.mesh);
    restarted.set_state(t.depth);
    go_on_from(through, restarted);
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
        depth.reserve(mesh.centroid.size());
        for (const auto& centre : mesh.centroid)
            depth.push_back(2.0 + 0.1 * std::sin(0.05 * centre.x));
        solver.set_state(depth);
        solver.advance(20.0);
        return static_cast<double>(solver.counts().cell_updates);
    };
    EXPECT_LE(cost(uneven, true), 1.5 * cost(plain, true));
    EXPECT_GE(cost(uneven, false), 4.0 * cost(plain, false));
}

}  // namespace
}  // namespace liriver::tests::surface
