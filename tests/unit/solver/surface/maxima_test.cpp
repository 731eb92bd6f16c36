// What is kept of a run on the way: greatest depth, speed and unit discharge, when water came and how long it stayed.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include "tests/unit/solver/surface/random_terrain.h"

namespace liriver::tests::surface {
namespace {

namespace structures = solver::structures;

using solver::surface::SurfaceForcing;
using solver::surface::SurfaceLink;
using solver::surface::SurfaceOptions;
using solver::surface::SurfaceSolver;

// The maxima of a cell, from its state after every go.
struct Seen {
    double depth = 0.0, speed = 0.0, discharge = 0.0;
    double arrival = std::numeric_limits<double>::infinity();
    double duration = 0.0, came = 0.0;
    bool wet = false;
};

void look(const SurfaceSolver& solver, double arrival_depth, std::vector<Seen>& seen) {
    seen.resize(solver.state().size());
    const double now = solver.time();
    for (std::size_t i = 0; i < seen.size(); ++i) {
        const auto& s = solver.state()[i];
        const double speed = std::hypot(s.u, s.v);
        seen[i].depth = std::max(seen[i].depth, s.depth);
        if (s.depth > arrival_depth)  // a film's speed does not count
            seen[i].speed = std::max(seen[i].speed, speed);
        seen[i].discharge = std::max(seen[i].discharge, speed * s.depth);
        const bool wet = s.depth > arrival_depth;
        if (wet && !seen[i].wet)
            seen[i].came = now;
        if (wet)
            seen[i].arrival = std::min(seen[i].arrival, now);
        if (!wet && seen[i].wet)
            seen[i].duration += now - seen[i].came;
        seen[i].wet = wet;
    }
}

// Single precision: seven digits of the value, and of the time at which water came and went.
void expect_kept(const SurfaceSolver& solver, const std::vector<Seen>& seen) {
    const std::vector<float> duration = solver.duration();
    for (std::size_t i = 0; i < seen.size(); ++i) {
        ASSERT_NEAR(solver.greatest_depth()[i], seen[i].depth, 1e-6 * (1e-3 + seen[i].depth)) << i;
        ASSERT_NEAR(solver.greatest_speed()[i], seen[i].speed, 1e-6 * (1e-3 + seen[i].speed)) << i;
        ASSERT_NEAR(solver.greatest_discharge()[i], seen[i].discharge, 1e-6 * (1e-3 + seen[i].discharge)) << i;
        if (std::isinf(seen[i].arrival))
            ASSERT_TRUE(std::isinf(solver.arrival_time()[i])) << i;
        else
            ASSERT_NEAR(solver.arrival_time()[i], seen[i].arrival, 1e-6 * solver.time()) << i;
        const double wet = seen[i].duration + (seen[i].wet ? solver.time() - seen[i].came : 0.0);
        ASSERT_NEAR(duration[i], wet, 1e-5 * solver.time()) << i;
    }
}

// A spring's cell gives to a weir that leads out: within a go its water stands higher than it ever does after one.
std::vector<SurfaceLink> weir_at_spring(const RandomTerrain& t) {
    const std::int32_t spring = t.sources[0].cells[0];
    SurfaceLink link;
    link.left = spring;
    link.structure = structures::BroadCrestedWeir{t.mesh.bed_elevation[spring] + 0.01, 5.0, 1.705};
    return {link};
}

// Given rough ground that wets and dries, springs, a weir, and groups of cells with steps of their own, when a run goes
// on, is written and read back, and goes on, then what it kept is what its states showed after every go.
TEST(SurfaceMaxima, AreThoseOfTheStatesOnTheWay) {
    for (std::uint32_t seed = 1; seed <= 12; ++seed) {
        SCOPED_TRACE(seed);
        const RandomTerrain t = random_terrain(seed, false);
        SurfaceOptions options;
        options.threads = seed % 2 == 0 ? 2 : 1;
        const std::vector<double> boundary = {t.discharge, 0.0};
        const std::vector<double> source = {0.5, seed % 3 == 0 ? -0.2 : 0.3};
        SurfaceForcing forcing;
        forcing.boundary = boundary;
        forcing.source = source;
        SurfaceSolver first(t.mesh, t.boundaries, t.sources, options);
        first.set_links(weir_at_spring(t));
        first.set_state(t.depth);
        std::vector<Seen> seen;
        look(first, options.arrival_depth, seen);
        while (first.time() < 20.0) {
            first.step(20.0 - first.time(), forcing);
            look(first, options.arrival_depth, seen);
        }
        expect_kept(first, seen);

        SurfaceSolver second(t.mesh, t.boundaries, t.sources, options);
        second.set_links(weir_at_spring(t));
        second.set_state(t.depth);
        go_on_from(first, second);
        while (second.time() < 40.0) {
            second.step(40.0 - second.time(), forcing);
            look(second, options.arrival_depth, seen);
        }
        expect_kept(second, seen);
    }
}

// Given a run that goes on from its checkpoint with another depth at which water counts as come, when it ends, then no
// cell was under water for less than nothing, or for longer than the run.
TEST(SurfaceMaxima, TimeUnderWaterBearsAnotherArrivalDepth) {
    for (const double depth : {0.001, 0.1}) {
        const RandomTerrain t = random_terrain(2, true);
        SurfaceSolver first(t.mesh);
        first.set_state(t.depth);
        first.advance(20.0);
        SurfaceOptions options;
        options.arrival_depth = depth;
        SurfaceSolver second(t.mesh, {}, {}, options);
        second.set_state(t.depth);
        go_on_from(first, second);
        second.advance(11.0);
        for (const float seconds : second.duration()) {
            ASSERT_GE(seconds, 0.0F);
            ASSERT_LE(seconds, 31.0F * (1.0F + 1e-6F));
        }
    }
}

// Given a pond that swings for an hour at steps of some hundredths of a second, when the hour is over, then each cell
// was under water for an hour: a sum of so many steps in single precision would be four seconds too long.
TEST(SurfaceMaxima, TimeUnderWaterIsNoSumOfSteps) {
    const auto mesh = rectangle(4.0, 4.0, 1.0, Shape::squares, 0.0);
    SurfaceOptions options;
    options.rest_where_still = false;  // friction does not calm it, but limiters do
    SurfaceSolver solver(mesh, {}, {}, options);
    std::vector<double> depth;
    for (const auto& centre : mesh.centroid)
        depth.push_back(20.0 + 0.01 * centre.x);
    solver.set_state(depth);
    solver.advance(3600.0);
    ASSERT_GT(solver.counts().steps, 50000);
    for (const float seconds : solver.duration())
        EXPECT_NEAR(seconds, 3600.0, 0.01);
}

}  // namespace
}  // namespace liriver::tests::surface
