// A pool's routing against exact solutions, and what its operation never does.
#include "solver/structures/reservoir.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <random>

namespace liriver::solver::structures {
namespace {

constexpr double hour = 3600.0;
constexpr double day = 86400.0;

// A basin with upright walls: 2 km2, empty at 100 m, full at 120 m.
Reservoir basin() {
    Reservoir reservoir;
    reservoir.name = "basin";
    reservoir.curve = StorageCurve::make({100.0, 120.0}, {0.0, 40e6}, {}).value();
    reservoir.dead_level = 102.0;
    return reservoir;
}

// Level after `time` of free overflow without inflow, m above the crest.
double overflow_after(double head, double time, double dt) {
    Reservoir reservoir = basin();
    reservoir.spillway.crest = 110.0;
    reservoir.spillway.width = 30.0;
    double volume = reservoir.curve.volume(110.0 + head);
    const auto steps = std::lround(time / dt);
    for (long step = 0; step < steps; ++step)
        volume = route(reservoir, volume, {}, 0.0, dt).volume;
    return reservoir.curve.level(volume) - 110.0;
}

TEST(ReservoirRouting, DrawsDownOverACrestAsTheExactSolutionDoes) {
    // A dH/dt = -k H^1.5 has H = (H0^-1/2 + k t / (2 A))^-2, with k = C sqrt(2 g) b
    const double k = 0.385 * std::sqrt(2.0 * 9.81) * 30.0;
    const double exact = std::pow(1.0 / std::sqrt(2.0) + k * day / (2.0 * 2e6), -2.0);
    const double coarse = std::abs(overflow_after(2.0, day, 900.0) - exact);
    const double fine = std::abs(overflow_after(2.0, day, 450.0) - exact);
    EXPECT_LT(coarse, 2e-4 * exact);
    EXPECT_NEAR(std::log2(coarse / fine), 2.0, 0.1);  // the trapezoidal rule's order
}

TEST(ReservoirRouting, FillsAndSpillsAsALinearReservoirDoes) {
    // With Q = (z - 110 m) 5 m2/s over 2 km2 and inflow I: z - 110 = I/5 (1 - exp(-t 5/A)), from the crest on
    Reservoir reservoir = basin();
    reservoir.spillway.level = {110.0, 120.0};
    reservoir.spillway.discharge = {0.0, 50.0};
    double volume = reservoir.curve.volume(110.0);
    const double dt = 600.0;
    for (int step = 0; step < 6 * 48; ++step)
        volume = route(reservoir, volume, {20.0 * dt, 0.0, 0.0}, 0.0, dt).volume;
    EXPECT_NEAR(reservoir.curve.level(volume) - 110.0, 4.0 * -std::expm1(-2.0 * day * 5.0 / 2e6), 1e-6);
}

TEST(ReservoirRouting, NeverSpillsBelowItsLipHoweverLongTheStep) {
    Reservoir reservoir = basin();
    reservoir.spillway.crest = 110.0;
    reservoir.spillway.width = 500.0;
    const ReservoirStep step = route(reservoir, reservoir.curve.volume(118.0), {}, 0.0, 10.0 * day);
    EXPECT_GE(reservoir.curve.level(step.volume), 110.0);
    EXPECT_LT(reservoir.curve.level(step.volume), 110.1);
}

TEST(ReservoirRouting, StopsReleasingAtTheDeadLevelAndCountsWhatIsShort) {
    const Reservoir reservoir = basin();
    // 1 million m3 above dead, 5 m3/s coming in, 30 ordered for a day: 1e6 + 0.432e6 go, the rest is short
    const ReservoirStep step = route(reservoir, 5e6, {5.0 * day, 0.0, 0.0}, 30.0, day);
    EXPECT_DOUBLE_EQ(step.released, 1e6 + 5.0 * day);
    EXPECT_DOUBLE_EQ(step.shortfall, 30.0 * day - 1e6 - 5.0 * day);
    EXPECT_DOUBLE_EQ(reservoir.curve.level(step.volume), 102.0);
}

TEST(ReservoirRouting, ReleasesNoMoreThanItsOutletsCarryAtTheLevel) {
    Reservoir reservoir = basin();
    reservoir.outlets = {{"turbine", {105.0, 115.0}, {10.0, 20.0}}, {"bottom outlet", {100.0}, {8.0}}};
    const ReservoirStep high = route(reservoir, reservoir.curve.volume(110.0), {}, 100.0, hour);
    EXPECT_DOUBLE_EQ(high.released, (15.0 + 8.0) * hour);
    const ReservoirStep low = route(reservoir, reservoir.curve.volume(104.0), {}, 100.0, hour);
    EXPECT_DOUBLE_EQ(low.released, 8.0 * hour);
    std::array<double, 2> flow{};
    through_outlets(reservoir, 110.0, 18.0, flow);
    EXPECT_DOUBLE_EQ(flow[0], 15.0);
    EXPECT_DOUBLE_EQ(flow[1], 3.0);
}

TEST(ReservoirRouting, TakesRainAndEvaporationOnItsSurface) {
    const Reservoir reservoir = basin();
    const ReservoirStep step = route(reservoir, 20e6, {0.0, 0.010, 0.004}, 0.0, day);
    EXPECT_NEAR(step.volume - 20e6, 2e6 * 0.006, 1e-6);
    const ReservoirStep dry = route(reservoir, 1000.0, {0.0, 0.0, 0.010}, 0.0, day);
    EXPECT_DOUBLE_EQ(dry.volume, 0.0);
    EXPECT_DOUBLE_EQ(dry.evaporation_cut, 2e6 * 0.010 - 1000.0);
}

// What a water balance gives as inflow is negative in a dry spell; it takes no more than there is.
TEST(ReservoirRouting, ANegativeInflowTakesOnlyWhatThereIs) {
    const Reservoir pool = basin();
    const double least = pool.curve.least_volume();
    const ReservoirStep taken = route(pool, least + 1000.0, {-400.0, 0.0, 0.0}, 0.0, 3600.0);
    EXPECT_DOUBLE_EQ(taken.inflow, -400.0);
    EXPECT_DOUBLE_EQ(taken.volume, least + 600.0);
    EXPECT_EQ(taken.inflow_cut, 0.0);
    const ReservoirStep dry = route(pool, least + 1000.0, {-1500.0, 0.0, 0.0}, 0.0, 3600.0);
    EXPECT_DOUBLE_EQ(dry.inflow, -1000.0);
    EXPECT_DOUBLE_EQ(dry.inflow_cut, 500.0);
    EXPECT_DOUBLE_EQ(dry.volume, least);
}

TEST(ReservoirRouting, KeepsItsBalanceThroughARoughSeason) {
    // Given a pool with everything, and 5000 random steps
    Reservoir reservoir;
    reservoir.curve = StorageCurve::make({200, 204, 210, 225, 230}, {0, 5e7, 1e8, 4.1e8, 5.6e8}, {}).value();
    reservoir.dead_level = 204.0;
    reservoir.spillway.crest = 225.0;
    reservoir.spillway.width = 60.0;
    reservoir.outlets = {{"outlet", {201.0, 230.0}, {20.0, 90.0}}};
    std::mt19937 random(7);
    std::uniform_real_distribution<double> uniform(0.0, 1.0);
    double volume = 9e7;
    double in = volume;
    double out = 0.0;
    double largest_in_step = 0.0;
    for (int step = 0; step < 5000; ++step) {
        const double dt = 1.0 + 7200.0 * uniform(random);
        const double flow = uniform(random) < 0.05 ? 4000.0 * uniform(random) : 12.0 * uniform(random);
        const double before = volume;
        const ReservoirStep s =
            route(reservoir, volume, {flow * dt, 1e-6 * dt * uniform(random), 4e-8 * dt}, 80.0 * uniform(random), dt);
        volume = s.volume;
        in += s.inflow + s.rain;
        out += s.released + s.spilled + s.evaporation;
        // Then no release takes it below the dead level, and nothing is negative
        EXPECT_GE(volume, std::min(before, reservoir.curve.volume(204.0)) - 4e-8 * dt * 2e7);
        EXPECT_GE(s.released, 0.0);
        EXPECT_GE(s.spilled, 0.0);
        EXPECT_GE(s.shortfall, 0.0);
        largest_in_step = std::max(
            largest_in_step, std::abs(before + s.inflow + s.rain - s.released - s.spilled - s.evaporation - volume));
    }
    EXPECT_LE(std::abs(in - out - volume) / in, 1e-12);
    EXPECT_LE(largest_in_step, 1e-6);  // of 4e8 m3: round-off
}

ReservoirView view_of(const Reservoir& reservoir, double level, double release_before, double inflow) {
    ReservoirView view;
    view.volume = reservoir.curve.volume(level);
    view.release_before = release_before;
    view.inflow = inflow;
    view.clock = {6, 15, 0.0};
    view.interval = hour;
    return view;
}

TEST(ReservoirDecision, PassesItsInflowWhenNothingIsAsked) {
    const Reservoir reservoir = basin();
    EXPECT_DOUBLE_EQ(decide(reservoir, view_of(reservoir, 110.0, 3.0, 7.0), std::nullopt), 7.0);
    EXPECT_DOUBLE_EQ(decide(reservoir, view_of(reservoir, 110.0, 3.0, 7.0), 12.0), 12.0);
}

TEST(ReservoirDecision, KeepsBetweenMinimumAndMaximumAndWithinItsRamps) {
    Reservoir reservoir = basin();
    reservoir.minimum_release = 4.0;
    reservoir.maximum_release = 50.0;
    reservoir.ramp_up = 6.0 / hour;
    reservoir.ramp_down = 2.0 / hour;
    EXPECT_DOUBLE_EQ(decide(reservoir, view_of(reservoir, 110.0, 10.0, 7.0), 80.0), 16.0);
    EXPECT_DOUBLE_EQ(decide(reservoir, view_of(reservoir, 110.0, 10.0, 7.0), 1.0), 8.0);
    EXPECT_DOUBLE_EQ(decide(reservoir, view_of(reservoir, 110.0, 5.0, 7.0), 1.0), 4.0);
    EXPECT_DOUBLE_EQ(decide(reservoir, view_of(reservoir, 110.0, 48.0, 7.0), 80.0), 50.0);
}

TEST(ReservoirDecision, HoldsTheFloodLimitOnlyBetweenItsDates) {
    Reservoir reservoir = basin();
    reservoir.normal_level = 118.0;
    reservoir.flood_limit_level = 112.0;
    reservoir.flood_season = {4, 1, 8, 31};
    reservoir.response = 2.0 * day;
    ReservoirView view = view_of(reservoir, 113.0, 5.0, 7.0);
    // 2e6 m3 above the limit leave within two days, beside the inflow
    EXPECT_DOUBLE_EQ(decide(reservoir, view, 5.0), 7.0 + 2e6 / (2.0 * day));
    view.clock = {9, 1, 0.0};
    EXPECT_DOUBLE_EQ(decide(reservoir, view, 5.0), 5.0);
    view.clock = {4, 1, 0.0};
    EXPECT_GT(decide(reservoir, view, 5.0), 10.0);
    // just below: what would pass the limit within the hour is let go
    view.volume = reservoir.curve.volume(112.0) - 3.0 * hour;
    EXPECT_NEAR(decide(reservoir, view, 0.0), 7.0 - 3.0, 1e-8);
}

TEST(ReservoirDecision, FollowsItsRuleCurves) {
    Reservoir reservoir = basin();
    reservoir.response = day;
    reservoir.rule_curve.guide = YearlyCurve::make({0.0, 166.0, 213.0}, {104.0, 110.0, 104.0}).value();
    // 15 June is day 166 of a leap year: the guide asks for 110 m
    EXPECT_DOUBLE_EQ(decide(reservoir, view_of(reservoir, 111.0, 5.0, 7.0), std::nullopt), 7.0 + 2e6 / day);
    EXPECT_DOUBLE_EQ(decide(reservoir, view_of(reservoir, 108.0, 5.0, 7.0), std::nullopt), 0.0);

    Reservoir by_level = basin();
    by_level.rule_curve.releases = {{120.0, {104.0, 116.0}, {5.0, 29.0}}, {212.0, {104.0, 116.0}, {15.0, 39.0}}};
    EXPECT_DOUBLE_EQ(decide(by_level, view_of(by_level, 110.0, 5.0, 7.0), std::nullopt), 17.0 + 10.0 * 46.0 / 92.0);
}

TEST(ReservoirDecision, KnowsWhatItCanGive) {
    Reservoir reservoir = basin();
    reservoir.minimum_release = 1.0;
    reservoir.ramp_up = 10.0 / hour;
    reservoir.ramp_down = 2.0 / hour;
    const ReleaseRange range = possible_release(reservoir, view_of(reservoir, 110.0, 6.0, 7.0));
    EXPECT_DOUBLE_EQ(range.least, 4.0);
    EXPECT_DOUBLE_EQ(range.most, 16.0);
    // at the dead level only what comes in
    const ReleaseRange empty = possible_release(reservoir, view_of(reservoir, 102.0, 6.0, 3.0));
    EXPECT_DOUBLE_EQ(empty.least, 3.0);
    EXPECT_DOUBLE_EQ(empty.most, 3.0);
}

TEST(StorageCurve, TurnsLevelIntoVolumeAndBack) {
    // 青狮潭's published points: 205.74 m holds 0.601e8 m3, 208.81 m 0.913e8 m3
    const auto curve =
        StorageCurve::make({204.0, 205.74, 208.81, 225.0}, {0.45e8, 0.601e8, 0.913e8, 4.1e8}, {}).value();
    EXPECT_DOUBLE_EQ(curve.volume(205.74), 0.601e8);
    EXPECT_DOUBLE_EQ(curve.level(0.913e8), 208.81);
    for (const double level : {204.0, 204.9, 207.3, 219.0, 226.0})
        EXPECT_NEAR(curve.level(curve.volume(level)), level, 1e-9);
    EXPECT_NEAR(curve.area(207.0), 0.312e8 / 3.07, 1.0);
    EXPECT_FALSE(StorageCurve::make({204.0, 205.0}, {2.0, 1.0}, {}));
    EXPECT_FALSE(StorageCurve::make({204.0}, {2.0}, {}));
}

}  // namespace
}  // namespace liriver::solver::structures
