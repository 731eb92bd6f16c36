// How near transport comes to exact answers.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <random>
#include <span>
#include <vector>

#include "made_graphs.h"
#include "solver/transport/transport.h"

namespace liriver::solver::transport {
namespace {

TEST(TransportAccuracy, TranslatesExactlyAtCourantOne) {
    const Graph graph = made::ring(50);
    made::SteadyWater water(graph, 4.0, 0.1, 40.0);
    Transport transport(graph, {{"tracer"}});
    std::vector<double> start(50);
    for (std::size_t i = 0; i < 50; ++i)
        start[i] = i % 7 == 0 ? 1.0 : 0.1 * static_cast<double>(i % 5);
    transport.start(0, water.water, start);
    for (int step = 0; step < 17; ++step)
        transport.step(water.step);
    for (std::size_t i = 0; i < 50; ++i)
        EXPECT_NEAR(transport.concentration(0)[(i + 17) % 50], start[i], 1e-14);
}

TEST(TransportAccuracy, TinyVolumesAmongLargeOnesNeitherSlowNorSpoilIt) {
    // given one volume in ten a thousand times smaller than the rest, then the step is not cut into pieces for them
    const Graph graph = made::chain(200);
    std::vector<double> water(200, 1.0), crossed(201, 0.5);
    for (std::size_t i = 5; i < 200; i += 20)
        water[i] = 0.001;
    Transport transport(graph, {{"tracer"}});
    transport.start(0, water, 0.0);
    transport.set_inflow_concentration(0, 0, 1.0);
    for (int step = 0; step < 200; ++step)
        transport.step({1.0, water, water, crossed, {}, {}, {}, {}});
    EXPECT_EQ(transport.substeps(), 1);
    const std::span<const double> c = transport.concentration(0);
    std::size_t front = 0;
    double passed = 0.0;
    while (c[front] > 0.5)
        passed += water[front++];
    EXPECT_NEAR(passed, 100.0, 1.5);  // the front stands where 200 x 0.5 m3 fill the channel
    EXPECT_GT(c[front - 8], 0.99);
    EXPECT_LT(c[front + 8], 0.01);
}

TEST(TransportAccuracy, MixesTwoRiversByTheirWater) {
    // given a confluence of 3 and 1 m3/s with 0.2 and 1.0 kg/m3, then below it stand 0.4 kg/m3
    Graph graph;
    graph.volume_count = 3;
    made::add_face(graph, outside, 0);
    made::add_face(graph, outside, 1);
    made::add_face(graph, 0, 2);
    made::add_face(graph, 1, 2);
    made::add_face(graph, 2, outside);
    const std::vector<double> water = {10.0, 10.0, 20.0}, crossed = {3.0, 1.0, 3.0, 1.0, 4.0};
    Transport transport(graph, {{"tracer"}});
    transport.start(0, water, 0.0);
    transport.set_inflow_concentration(0, 0, 0.2);
    transport.set_inflow_concentration(0, 1, 1.0);
    for (int step = 0; step < 2000; ++step)
        transport.step({1.0, water, water, crossed, {}, {}, {}, {}});
    EXPECT_NEAR(transport.concentration(0)[2], 0.4, 1e-13);
    EXPECT_NEAR(transport.crossed(0)[2], 1.6, 1e-12);
}

TEST(TransportAccuracy, GivesEveryConstituentTheSameAsAlone) {
    std::mt19937_64 random(3);
    const Graph graph = made::tangle(50, 4, random);
    Transport three(graph, {{"a"}, {"b"}, {"c"}}), one(graph, {{"b"}});
    made::MadeWater water(graph, 1.0, 4);
    three.start(0, water.after, 1.0);
    three.start(1, water.after, 0.0);
    three.start(2, water.after, 5.0);
    one.start(0, water.after, 0.0);
    three.set_load(1, 7, 0.5);
    one.set_load(0, 7, 0.5);
    for (int step = 0; step < 100; ++step) {
        const WaterStep moved = water.next(graph, true);
        three.step(moved);
        one.step(moved);
    }
    for (std::size_t i = 0; i < 50; ++i)
        EXPECT_EQ(three.concentration(1)[i], one.concentration(0)[i]);
}

TEST(TransportAccuracy, GoesOnWithTheSameBitsFromItsCheckpoint) {
    std::mt19937_64 random(3);
    const Graph graph = made::tangle(50, 4, random);
    Transport first(graph, {{"a"}, {"b"}});
    made::MadeWater water(graph, 1.0, 4);
    const auto drive = [](Transport& transport) {
        transport.set_load(0, 7, 0.5);
        transport.set_inflow_concentration(1, 49, 0.25);
        transport.set_pure_water(transport.outside_faces().back(), true);
    };
    first.start(0, water.after, 1.0);
    first.start(1, water.after, 0.5);
    drive(first);
    for (int step = 0; step < 60; ++step)
        first.step(water.next(graph, true));
    Transport second(graph, {{"a"}, {"b"}});
    drive(second);
    const auto from = first.checkpoint_fields();
    auto to = second.checkpoint_fields();
    ASSERT_EQ(from.size(), to.size());
    for (std::size_t i = 0; i < from.size(); ++i)
        std::copy(from[i].values.begin(), from[i].values.end(), to[i].values.begin());
    for (int step = 0; step < 40; ++step) {
        const WaterStep moved = water.next(graph, true);
        first.step(moved);
        second.step(moved);
    }
    for (std::size_t k = 0; k < 2; ++k) {
        for (std::size_t i = 0; i < 50; ++i)
            EXPECT_EQ(first.amount(k)[i], second.amount(k)[i]);
        EXPECT_EQ(first.budget(k).relative_error, second.budget(k).relative_error);
        EXPECT_EQ(first.budget(k).load, second.budget(k).load);
    }
}

// A run may go on from a checkpoint with reactions, before any water moves.
TEST(TransportAccuracy, ReactsFromWhatWasRestored) {
    Graph graph;
    graph.volume_count = 1;
    Transport first(graph, {{"a"}});
    Transport second(graph, {{"a"}});
    first.start(0, std::vector<double>{2.0}, 3.0);
    second.start(0, std::vector<double>{2.0}, 0.0);
    const auto from = first.checkpoint_fields();
    const auto to = second.checkpoint_fields();
    for (std::size_t i = 0; i < from.size(); ++i)
        std::copy(from[i].values.begin(), from[i].values.end(), to[i].values.begin());
    second.reacting(0)[0] -= 1.0;
    second.account_reactions();
    EXPECT_EQ(second.concentration(0)[0], 2.0);
    EXPECT_EQ(second.budget(0).initial, 6.0);
    EXPECT_EQ(second.budget(0).reaction, -2.0);
    EXPECT_EQ(second.budget(0).final, 4.0);
    EXPECT_EQ(second.budget(0).relative_error, 0.0);
}

}  // namespace
}  // namespace liriver::solver::transport
