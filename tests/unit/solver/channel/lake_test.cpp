// Given lakes beside reaches and structures, then their water obeys what can be said of it by hand: a reservoir that
// drains over a weir, the swing of two lakes through a channel, rest, and the balance of what fills and empties them.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <vector>

#include "solver/channel/channel_solver.h"

namespace liriver::solver::channel {
namespace {

struct Network {
    ChannelMesh mesh;
    std::vector<double> ends;  // values of the boundaries

    std::int32_t lake(const std::vector<double>& level, const std::vector<double>& surface) {
        mesh.table.push_back(mesh.tables.add_storage(level, surface));
        mesh.bed.push_back(level.front());
        mesh.length.push_back(1.0);
        mesh.lake.resize(mesh.bed.size(), 0);
        mesh.lake.back() = 1;
        return mesh.cell_count() - 1;
    }
    // Cells of `spacing` on a bed that falls from `bed` by `slope`.
    std::int32_t reach(int count, double spacing, double width, double bed, double slope, double n,
                       Walls walls = Walls::frictionless) {
        const std::int32_t first = mesh.cell_count();
        for (int i = 0; i < count; ++i) {
            const double z = bed - slope * spacing * (i + 0.5);
            mesh.table.push_back(mesh.tables.add(std::vector<OutlinePoint>{{0, z, n, 0}, {width, z, n, 0}}, walls));
            mesh.bed.push_back(z);
            mesh.length.push_back(spacing);
            if (i > 0)
                join(first + i - 1, first + i, spacing);
        }
        mesh.lake.resize(mesh.bed.size(), 0);
        return first;
    }
    void join(std::int32_t left, std::int32_t right, double distance) {
        mesh.left.push_back(left);
        mesh.right.push_back(right);
        mesh.distance.push_back(distance);
    }
    void end(std::int32_t cell, bool upstream, BoundaryKind kind, double value) {
        ChannelBoundary b;
        b.cell = cell;
        b.upstream = upstream;
        b.kind = kind;
        mesh.boundaries.push_back(b);
        ends.push_back(value);
    }
    void weir(std::int32_t left, std::int32_t right, double crest, double width) {
        ChannelLink link;
        link.left = left;
        link.right = right;
        link.structure = structures::BroadCrestedWeir{crest, width, 1.705};
        mesh.links.push_back(link);
    }
    [[nodiscard]] std::vector<double> at_rest() const { return std::vector<double>(mesh.left.size(), 0.0); }
    [[nodiscard]] std::vector<double> level(double z) const { return std::vector<double>(mesh.bed.size(), z); }
    [[nodiscard]] std::vector<double> nothing() const { return std::vector<double>(mesh.bed.size(), 0.0); }
};

double sum(std::span<const double> values) { return std::accumulate(values.begin(), values.end(), 0.0); }

TEST(StorageTable, HoldsTheVolumeUnderAStraightLineOfSurfacesAndTurnsItBackIntoALevel) {
    HydraulicTables tables;
    const std::int32_t t =
        tables.add_storage(std::vector<double>{140.0, 142.0, 145.0}, std::vector<double>{1e4, 5e4, 5e4});
    std::int32_t cursor = 0;
    // by hand: 1e4 h + 1e4 h^2 up to 2 m, then 5e4 a metre, above the last row too
    EXPECT_DOUBLE_EQ(tables.at(t, 1.0, cursor).area, 2e4);
    EXPECT_DOUBLE_EQ(tables.at(t, 1.0, cursor).top_width, 3e4);
    EXPECT_DOUBLE_EQ(tables.at(t, 7.0, cursor).area, 6e4 + 5.0 * 5e4);
    for (const double depth : {1e-6, 0.3, 1.9, 2.0, 4.0, 9.0})
        EXPECT_NEAR(tables.depth_of_area(t, tables.at(t, depth, cursor).area), depth, 1e-14 + 1e-14 * depth);
    EXPECT_EQ(tables.at(t, 3.0, cursor).conveyance, 0.0);
}

TEST(StorageTable, HoldsTheVolumesItIsGiven) {
    HydraulicTables tables;
    const std::int32_t t =
        tables.add_storage_volumes(std::vector<double>{10.0, 11.0, 13.0}, std::vector<double>{0.0, 500.0, 4500.0});
    std::int32_t cursor = 0;
    EXPECT_DOUBLE_EQ(tables.at(t, 0.5, cursor).area, 250.0);
    EXPECT_DOUBLE_EQ(tables.at(t, 3.0, cursor).area, 4500.0);
    EXPECT_DOUBLE_EQ(tables.at(t, 4.0, cursor).area, 6500.0);  // the last line goes on
}

TEST(StorageTable, RefusesWhatIsNoLake) {
    HydraulicTables tables;
    const std::vector<double> levels{1.0, 2.0};
    EXPECT_THROW(tables.add_storage(levels, std::vector<double>{0.0, 5.0}), std::invalid_argument);
    EXPECT_THROW(tables.add_storage(levels, std::vector<double>{5.0, 4.0}), std::invalid_argument);
    EXPECT_THROW(tables.add_storage(std::vector<double>{2.0, 2.0}, levels), std::invalid_argument);
    EXPECT_THROW(tables.add_storage(std::vector<double>{1.0}, std::vector<double>{1.0}), std::invalid_argument);
    EXPECT_THROW(tables.add_storage_volumes(levels, std::vector<double>{1.0, 4.0}), std::invalid_argument);
    EXPECT_THROW(tables.add_storage_volumes(levels, std::vector<double>{0.0, 0.0}), std::invalid_argument);
}

// A dh/dt = Q_in - C L h^1.5 over a weir, by Runge and Kutta's fourth order at 0.1 s.
double storage_indication(double head, double inflow, double width, double surface, double seconds) {
    const auto rate = [&](double h) { return (inflow - 1.705 * width * std::pow(h, 1.5)) / surface; };
    constexpr double dt = 0.1;
    for (int i = 0; i < std::lround(seconds / dt); ++i) {
        const double k1 = rate(head);
        const double k2 = rate(head + 0.5 * dt * k1);
        const double k3 = rate(head + 0.5 * dt * k2);
        const double k4 = rate(head + dt * k3);
        head += dt / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + k4);
    }
    return head;
}

double drained_head(double inflow, double dt) {
    Network n;
    const std::int32_t lake = n.lake({0.0, 10.0}, {2e4, 2e4});
    n.weir(lake, outside, 3.0, 10.0);
    n.mesh.links[0].outside_stage = -100.0;
    ChannelOptions options;
    options.newton_tolerance = 1e-10;  // what Newton's method leaves over is no error of the step's length
    ChannelSolver solver(n.mesh, options);
    solver.set_state(n.level(5.0), n.at_rest());
    const std::vector<double> source{inflow};
    for (int i = 0; i < std::lround(3600.0 / dt); ++i)
        EXPECT_TRUE(solver.step(dt, {source, n.ends}).converged);
    return solver.stage()[lake] - 3.0;
}

// The head left after one step.
double drained_once(double dt) {
    Network n;
    const std::int32_t lake = n.lake({0.0, 10.0}, {2e4, 2e4});
    n.weir(lake, outside, 3.0, 10.0);
    n.mesh.links[0].outside_stage = -100.0;
    ChannelSolver solver(n.mesh, {});
    solver.set_state(n.level(5.0), n.at_rest());
    const std::vector<double> source{0.0};
    EXPECT_TRUE(solver.step(dt, {source, n.ends}).converged) << dt;
    return solver.stage()[lake] - 3.0;
}

TEST(Lake, DrainsOverAWeirAsTheReservoirEquationSays) {
    const double exact = std::pow(1.0 / std::sqrt(2.0) + 1.705 * 10.0 * 3600.0 / (2.0 * 2e4), -2.0);
    ASSERT_NEAR(storage_indication(2.0, 0.0, 10.0, 2e4, 3600.0), exact, 1e-10);
    const double coarse = drained_head(0.0, 2.0) - exact;
    const double fine = drained_head(0.0, 1.0) - exact;
    EXPECT_NEAR(coarse / fine, 4.0, 0.02);  // second order in time
    EXPECT_NEAR(4.0 * fine - coarse, 0.0, 1e-9);
}

TEST(Lake, RoutesAnInflowAsTheReservoirEquationSays) {
    const double exact = storage_indication(2.0, 25.0, 10.0, 2e4, 3600.0);
    const double coarse = drained_head(25.0, 2.0) - exact;
    const double fine = drained_head(25.0, 1.0) - exact;
    EXPECT_NEAR(4.0 * fine - coarse, 0.0, 1e-9);  // with the second order taken out
    EXPECT_LT(std::abs(fine), 1e-6);
}

// The level comes down without passing the crest, in one step of up to ten thousand times the lake's own time.
TEST(Lake, ComesDownToItsCrestInAnyStep) {
    double before = 2.0;
    for (const double dt : {10.0, 100.0, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8}) {
        const double head = drained_once(dt);
        EXPECT_GE(head, -1e-9) << dt;
        EXPECT_LT(head, before) << dt;
        before = head;
    }
    EXPECT_LT(before, 1e-3);  // as wholly implicit: 1e8 s * 17.05 h^1.5 = 2e4 m2 * 2 m
}

TEST(Lake, SwingsWithAnotherThroughAChannelInTheirOwnTime) {
    constexpr double length = 1000.0, width = 10.0, depth = 10.0, surface = 1e6, rise = 0.01;
    constexpr int cells = 20;
    Network n;
    const std::int32_t upper = n.lake({0.0, 20.0}, {surface, surface});
    const std::int32_t lower = n.lake({0.0, 20.0}, {surface, surface});
    const std::int32_t first = n.reach(cells, length / cells, width, 0.0, 0.0, 1e-6);
    n.join(upper, first, 0.5 * length / cells);
    n.join(first + cells - 1, lower, 0.5 * length / cells);
    // the long wave sin(kx) between two storages: k tan(k L / 2) = B / A_lake
    double low = 0.0;
    double high = M_PI / length;
    for (int i = 0; i < 100; ++i) {
        const double k = 0.5 * (low + high);
        (k * std::tan(0.5 * k * length) < width / surface ? low : high) = k;
    }
    const double period = 2.0 * M_PI / (high * std::sqrt(9.81 * depth));
    const double mass_and_spring = 2.0 * M_PI * std::sqrt(length * surface / (2.0 * 9.81 * width * depth));
    ASSERT_NEAR(period / mass_and_spring, 1.0, 2e-3);  // the channel stores one part in a hundred of a lake

    ChannelOptions options;
    options.theta = 0.5;
    options.newton_tolerance = 1e-9;
    ChannelSolver solver(n.mesh, options);
    std::vector<double> stage = n.level(depth);
    stage[upper] += rise;
    stage[lower] -= rise;
    for (int i = 0; i < cells; ++i)
        stage[first + i] += rise * (1.0 - 2.0 * (i + 0.5) / cells);
    solver.set_state(stage, n.at_rest());
    const std::vector<double> none = n.nothing();
    constexpr double dt = 10.0;
    std::vector<double> crossings;
    double largest = 0.0;
    double before = stage[upper] - depth;
    for (double t = 0.0; t < 5.1 * period; t += dt) {
        ASSERT_TRUE(solver.step(dt, {none, n.ends}).converged);
        const double now = solver.stage()[upper] - depth;
        if ((before > 0.0) != (now > 0.0))
            crossings.push_back(t + dt * before / (before - now));
        if (t > 4.5 * period)
            largest = std::max(largest, now);
        before = now;
    }
    ASSERT_GE(crossings.size(), 9U);
    EXPECT_NEAR(2.0 * (crossings[8] - crossings[0]) / 8.0 / period, 1.0, 2e-4);
    EXPECT_NEAR(largest / rise, 1.0, 0.02);  // nothing takes its energy away
}

TEST(Lake, RestsInANetworkWithADryArmAndADryLake) {
    Network n;
    const std::int32_t lake = n.lake({1.0, 4.0, 8.0}, {3e3, 2e5, 4e5});
    const std::int32_t high_lake = n.lake({9.0, 12.0}, {1e4, 2e4});
    const std::int32_t in = n.reach(30, 50.0, 12.0, 4.0, 1.7e-3, 0.03);
    const std::int32_t out = n.reach(30, 50.0, 8.0, 1.9, 5e-4, 0.03);
    const std::int32_t arm = n.reach(20, 30.0, 5.0, 14.0, 8e-3, 0.04);
    n.join(in + 29, lake, 25.0);
    n.join(lake, out, 25.0);
    n.join(high_lake, arm, 15.0);
    n.join(arm + 19, lake, 15.0);
    n.weir(lake, out + 10, 7.0, 5.0);
    n.weir(high_lake, lake, 10.0, 5.0);
    n.end(out + 29, false, BoundaryKind::stage, 3.3);
    ChannelSolver solver(n.mesh, {});
    std::vector<double> start = n.level(3.3);
    for (std::size_t i = 0; i < start.size(); ++i)
        start[i] = std::max(start[i], n.mesh.bed[i]);
    solver.set_state(start, n.at_rest());
    const std::vector<double> none = n.nothing();
    for (int step = 0; step < 10000; ++step)
        ASSERT_TRUE(solver.step(60.0, {none, n.ends}).converged);
    for (std::size_t i = 0; i < start.size(); ++i)
        EXPECT_NEAR(solver.stage()[i], start[i], 1e-12) << i;
    for (const double u : solver.velocity())
        EXPECT_NEAR(u, 0.0, 1e-12);
}

TEST(Lake, FillsFromDryAndEmptiesAgainWithoutLosingWater) {
    Network n;
    const std::int32_t lake = n.lake({0.0, 3.0}, {500.0, 8e3});
    const std::int32_t in = n.reach(20, 40.0, 6.0, 2.0, 2e-3, 0.03);
    const std::int32_t out = n.reach(20, 40.0, 6.0, 0.2, 2e-3, 0.03);
    n.join(in + 19, lake, 20.0);
    n.join(lake, out, 20.0);
    n.end(in, true, BoundaryKind::discharge, 0.0);
    n.end(out + 19, false, BoundaryKind::free_outfall, 0.0);
    ChannelSolver solver(n.mesh, {});
    solver.set_state(n.mesh.bed, n.at_rest());
    double came = 0.0;
    double left = 0.0;
    double fullest = 0.0;
    double t = 0.0;
    double dt = 1.0;
    const std::vector<double> none = n.nothing();
    while (t < 4 * 86400.0) {
        n.ends[0] = t < 20000.0 ? 15.0 : 0.0;
        const double step = std::min(dt, t < 20000.0 ? 20000.0 - t : 1e9);
        const StepOutcome outcome = solver.step(step, {none, n.ends}, 0.2);
        if (!outcome.accepted) {
            dt = 0.5 * step;
            ASSERT_GT(dt, 1e-4);
            continue;
        }
        t += step;
        dt = std::min(600.0, 1.3 * step);
        came += step * solver.boundary_discharge()[0];
        left += step * solver.boundary_discharge()[1];
        fullest = std::max(fullest, solver.volume()[lake]);
        ASSERT_GE(*std::min_element(solver.volume().begin(), solver.volume().end()), 0.0);
        ASSERT_NEAR(sum(solver.volume()), came - left, 1e-12 * came + 1e-9);
    }
    EXPECT_GT(fullest, 2000.0);
    // what lies below the outlet's bed (0.2 m, less half a cell's fall) stays
    const double sill = 0.2 - 2e-3 * 20.0;
    const double kept = 500.0 * sill + 0.5 * 2500.0 * sill * sill;
    EXPECT_NEAR(solver.volume()[lake], kept, 0.05 * kept);
}

TEST(Lake, EvensOutWithAnotherOverADrownedWeir) {
    Network n;
    const std::int32_t a = n.lake({0.0, 10.0}, {1e4, 1e4});
    const std::int32_t b = n.lake({0.0, 10.0}, {3e4, 3e4});
    n.weir(a, b, 1.0, 4.0);
    ChannelSolver solver(n.mesh, {});
    solver.set_state(std::vector<double>{5.0, 2.0}, n.at_rest());
    const std::vector<double> none = n.nothing();
    for (int step = 0; step < 500; ++step)
        ASSERT_TRUE(solver.step(step < 100 ? 30.0 : 600.0, {none, n.ends}).converged);
    // (5 x 1 + 2 x 3) / 4, within what Newton's method may leave over: 0.05 % of the depth
    EXPECT_NEAR(solver.stage()[a], 2.75, 5e-4 * 2.75);
    EXPECT_NEAR(solver.stage()[b], 2.75, 5e-4 * 2.75);
    EXPECT_NEAR(sum(solver.volume()), 1.1e5, 1e-7);
}

double stage_of_feeding_lake(bool energy) {
    Network n;
    const std::int32_t lake = n.lake({0.0, 10.0}, {2e3, 2e3});
    const std::int32_t out = n.reach(20, 20.0, 8.0, 0.0, 0.0, 1e-5);
    n.join(lake, out, 10.0);
    n.end(lake, true, BoundaryKind::discharge, 24.0);
    n.end(out + 19, false, BoundaryKind::stage, 2.0);
    if (energy)
        n.mesh.energy_junction.assign(n.mesh.bed.size(), 1);
    ChannelOptions options;
    options.theta = 1.0;
    ChannelSolver solver(n.mesh, options);
    solver.set_state(n.level(2.0), n.at_rest());
    const std::vector<double> none = n.nothing();
    for (int step = 0; step < 3000; ++step)
        EXPECT_TRUE(solver.step(step < 500 ? 1.0 : 10.0, {none, n.ends}).converged);
    return solver.stage()[lake];
}

TEST(Lake, FeedsAReachAtItsStageOrAtItsEnergyHead) {
    EXPECT_NEAR(stage_of_feeding_lake(false), 2.0, 1e-4);
    const double speed = 24.0 / (8.0 * 2.0);
    EXPECT_NEAR(stage_of_feeding_lake(true), 2.0 + speed * speed / (2.0 * 9.81), 1e-4);
}

TEST(Lake, IsRefusedWhereItCouldBeDrainedBelowItsBedOrHasNoSection) {
    Network shallow;
    const std::int32_t lake = shallow.lake({1.0, 2.0}, {10.0, 10.0});
    shallow.join(lake, shallow.reach(2, 10.0, 5.0, 0.5, 0.0, 0.03), 5.0);
    EXPECT_THROW(ChannelSolver(shallow.mesh, {}), std::invalid_argument);

    Network touching;
    const std::int32_t one = touching.lake({1.0, 2.0}, {10.0, 10.0});
    const std::int32_t two = touching.lake({1.0, 2.0}, {10.0, 10.0});
    touching.join(one, two, 5.0);
    EXPECT_THROW(ChannelSolver(touching.mesh, {}), std::invalid_argument);

    Network held;
    held.end(held.lake({1.0, 2.0}, {10.0, 10.0}), false, BoundaryKind::stage, 1.5);
    EXPECT_THROW(ChannelSolver(held.mesh, {}), std::invalid_argument);
}

}  // namespace
}  // namespace liriver::solver::channel
