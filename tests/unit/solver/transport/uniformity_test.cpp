// What every transport must keep, whatever the flow: uniform stays uniform, bounds hold, nothing is lost.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "made_graphs.h"
#include "made_triangles.h"
#include "solver/transport/transport.h"

namespace liriver::solver::transport {
namespace {

struct Case {
    std::string name;
    Graph graph;
    double intensity;
    bool mixed;
};

std::vector<Case> cases() {
    std::mt19937_64 random(2025);
    std::vector<Case> all;
    for (const double intensity : {0.01, 1.0, 1000.0})
        for (const bool mixed : {false, true}) {
            const std::string suffix = " intensity " + std::to_string(intensity) + (mixed ? " mixed" : "");
            all.push_back({"chain" + suffix, made::chain(40), intensity, mixed});
            all.push_back({"tree" + suffix, made::tree(60, random), intensity, mixed});
            all.push_back({"few loops" + suffix, made::tangle(60, 5, random), intensity, mixed});
            all.push_back({"tangle" + suffix, made::tangle(40, 160, random), intensity, mixed});
            all.push_back({"triangles" + suffix, made::Triangles(6, random).graph, intensity, mixed});
        }
    return all;
}

TEST(TransportKeeps, AUniformConcentrationUniformThroughDryingFloodAndReversal) {
    for (const Case& made : cases()) {
        made::MadeWater water(made.graph, made.intensity, 5);
        Transport transport(made.graph, {{"tracer"}});
        transport.start(0, water.after, 0.7);
        for (const std::int32_t face : transport.outside_faces())
            transport.set_inflow_concentration(0, face, 0.7);
        double worst = 0.0;
        std::size_t dried = 0;
        for (int step = 0; step < 200; ++step) {
            transport.step(water.next(made.graph, made.mixed));
            for (const double c : transport.concentration(0))
                worst = std::max(worst, std::abs(c / 0.7 - 1.0));
            dried += static_cast<std::size_t>(std::count(water.after.begin(), water.after.end(), 0.0));
        }
        EXPECT_LE(worst, 1e-12) << made.name;
        EXPECT_LE(transport.budget(0).relative_error, 1e-13) << made.name;
        if (made.intensity >= 1.0) {
            EXPECT_GT(dried, 100U) << made.name << ": the test must see volumes fall dry";
        }
    }
}

TEST(TransportKeeps, ConcentrationsWithinTheirBoundsAtAnyCourantNumber) {
    for (const Case& made : cases()) {
        made::MadeWater water(made.graph, made.intensity, 6);
        Transport transport(made.graph, {{"tracer"}});
        std::mt19937_64 random(9);
        std::vector<double> start(static_cast<std::size_t>(made.graph.volume_count));
        for (double& c : start)
            c = random() % 2 == 0 ? 0.0 : 1.0;
        transport.start(0, water.after, start);
        for (int step = 0; step < 200; ++step) {
            for (const std::int32_t face : transport.outside_faces())
                transport.set_inflow_concentration(0, face, random() % 2 == 0 ? 0.0 : 1.0);
            transport.step(water.next(made.graph, made.mixed));
            for (const double c : transport.concentration(0)) {
                ASSERT_GE(c, 0.0) << made.name << " step " << step;
                ASSERT_LE(c, 1.0 + 1e-13) << made.name << " step " << step;
            }
        }
        const Budget budget = transport.budget(0);
        EXPECT_LE(budget.relative_error, 1e-13) << made.name;
        EXPECT_LE(std::abs(budget.rounding), 1e-13 * (budget.initial + budget.inflow)) << made.name;
        EXPECT_EQ(transport.counts().unconverged, 0) << made.name;
        EXPECT_LE(transport.largest_water_defect(), 1e-12) << made.name;
    }
}

TEST(TransportKeeps, EveryGramOfLoadsIntoVolumesThatFallDry) {
    const Graph graph = made::chain(30);
    made::MadeWater water(graph, 1.0, 8);
    Transport transport(graph, {{"NH3-N"}});
    transport.start(0, water.after, 0.001);
    for (std::int32_t i = 0; i < 30; i += 2)
        transport.set_load(0, i, 0.005);
    for (int step = 0; step < 300; ++step)
        transport.step(water.next(graph, false));
    const Budget budget = transport.budget(0);
    EXPECT_NEAR(budget.load, 15 * 0.005 * 60.0 * 300, 1e-12 * budget.load);
    EXPECT_LE(budget.relative_error, 1e-13);
    EXPECT_GT(budget.outflow, 0.0);
}

TEST(TransportKeeps, LoadIntoADryVolumeUntilWaterComes) {
    const Graph graph = made::chain(2);
    Transport transport(graph, {{"tracer"}});
    const std::vector<double> dry = {0.0, 5.0};
    transport.start(0, dry, 0.0);
    transport.set_load(0, 0, 0.01);
    const std::vector<double> none(3, 0.0);
    transport.step({100.0, dry, dry, none, {}, {}, {}, {}});
    EXPECT_DOUBLE_EQ(transport.amount(0)[0], 1.0);
    EXPECT_DOUBLE_EQ(transport.concentration(0)[0], 0.0);
    transport.set_load(0, 0, 0.0);
    const std::vector<double> wet = {4.0, 5.0};
    const std::vector<double> crossed = {4.0, 0.0, 0.0};
    transport.step({100.0, dry, wet, crossed, {}, {}, {}, {}});
    EXPECT_DOUBLE_EQ(transport.concentration(0)[0], 0.25);
    EXPECT_DOUBLE_EQ(transport.amount(0)[0], 1.0);
}

TEST(TransportKeeps, TheShareOfMarkedWaterWhereItEvaporates) {
    // given a pond whose water is marked to three tenths, then the air takes three tenths of marked water
    Graph graph;
    graph.volume_count = 1;
    made::add_face(graph, 0, outside);
    Constituent mark{"mark", "1"};
    mark.evaporates = true;
    Transport transport(graph, {mark});
    transport.set_pure_water(0, true);
    const std::vector<double> full = {10.0}, low = {1.0}, dry = {0.0}, nine = {9.0}, one = {1.0};
    transport.start(0, full, 0.3);
    transport.step({60.0, full, low, nine, {}, {}, {}, {}});
    EXPECT_NEAR(transport.concentration(0)[0], 0.3, 1e-15);
    EXPECT_NEAR(transport.crossed(0)[0], 2.7, 1e-14);
    transport.step({60.0, low, dry, one, {}, {}, {}, {}});
    EXPECT_NEAR(transport.budget(0).outflow, 3.0, 1e-14);
    EXPECT_NEAR(transport.amount(0)[0], 0.0, 1e-14);
    EXPECT_LE(transport.budget(0).relative_error, 1e-14);
}

TEST(TransportKeeps, WhatEvaporationLeavesBehind) {
    // given a pond of 10 m3 with 1 kg/m3 that loses 9 m3 to the air, then its 1 m3 holds all 10 kg
    Graph graph;
    graph.volume_count = 1;
    made::add_face(graph, 0, outside);
    Transport transport(graph, {{"salt"}});
    transport.set_pure_water(0, true);
    std::vector<double> water = {10.0};
    transport.start(0, water, 1.0);
    double left = 10.0;
    for (int step = 0; step < 9; ++step) {
        const std::vector<double> before = {left}, after = {left - 1.0}, crossed = {1.0};
        transport.step({60.0, before, after, crossed, {}, {}, {}, {}});
        left -= 1.0;
    }
    EXPECT_NEAR(transport.concentration(0)[0], 10.0, 1e-14);
    EXPECT_NEAR(transport.amount(0)[0], 10.0, 1e-14);
    const std::vector<double> before = {1.0}, dry = {0.0}, crossed = {1.0};
    transport.step({60.0, before, dry, crossed, {}, {}, {}, {}});
    EXPECT_NEAR(transport.amount(0)[0], 10.0, 1e-14);
    EXPECT_EQ(transport.budget(0).outflow, 0.0);
}

TEST(TransportKeeps, ItsBalanceWhenStepsListVolumes) {
    // given a closed ring whose two halves take turns, two short steps against one long one, and then all step
    // together, then nothing is lost
    const Graph graph = made::ring(20);
    std::vector<double> water(20, 10.0), crossed(20, 0.0), loads_seen(20, 0.0);
    Transport transport(graph, {{"tracer"}});
    std::vector<double> start(20, 0.0);
    start[3] = 1.0;
    transport.start(0, water, start);
    transport.set_load(0, 5, 0.1);
    const std::vector<std::int32_t> half_volumes = {19, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    const std::vector<std::int32_t> half_faces = {19, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    const std::vector<std::int32_t> half_own = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    const std::vector<std::int32_t> rest_volumes = {10, 11, 12, 13, 14, 15, 16, 17, 18, 19};
    const std::vector<std::int32_t> rest_faces = {10, 11, 12, 13, 14, 15, 16, 17, 18};
    const auto move = [&](double amount, double seconds, const std::vector<std::int32_t>& volumes,
                          const std::vector<std::int32_t>& faces, const std::vector<std::int32_t>& own) {
        for (const std::int32_t f : faces)
            crossed[static_cast<std::size_t>(f)] = amount;
        std::vector<double> after = water;
        for (const std::int32_t f : faces) {
            after[static_cast<std::size_t>(graph.from[static_cast<std::size_t>(f)])] -= amount;
            after[static_cast<std::size_t>(graph.to[static_cast<std::size_t>(f)])] += amount;
        }
        transport.step({seconds, water, after, crossed, {}, volumes, faces, own});
        water = after;
    };
    for (int step = 0; step < 50; ++step) {
        move(2.0, 30.0, half_volumes, half_faces, half_own);
        move(2.0, 30.0, half_volumes, half_faces, half_own);
        move(4.0, 60.0, rest_volumes, rest_faces, rest_volumes);
        std::fill(crossed.begin(), crossed.end(), 3.0);
        transport.step({60.0, water, water, crossed, {}, {}, {}, {}});
    }
    const Budget budget = transport.budget(0);
    EXPECT_NEAR(budget.load, 0.1 * 120.0 * 50, 1e-12);
    EXPECT_NEAR(budget.final, 10.0 + budget.load, 1e-11);
}

}  // namespace
}  // namespace liriver::solver::transport
