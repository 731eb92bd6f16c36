#include "solver/transport/elimination.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "made_graphs.h"
#include "solver/transport/transport.h"

namespace liriver::solver::transport {
namespace {

/// `side` x `side` volumes, each face between neighbours, and one in and one out at opposite corners.
Graph grid(std::int32_t side) {
    Graph graph;
    graph.volume_count = side * side;
    for (std::int32_t y = 0; y < side; ++y)
        for (std::int32_t x = 0; x < side; ++x) {
            if (x + 1 < side)
                made::add_face(graph, y * side + x, y * side + x + 1);
            if (y + 1 < side)
                made::add_face(graph, y * side + x, (y + 1) * side + x);
        }
    made::add_face(graph, outside, 0);
    made::add_face(graph, side * side - 1, outside);
    return graph;
}

TEST(Elimination, SolvesWhatItWasGivenOnTreesAndLoops) {
    // given known d and random coefficients over ten decades, when the right side is formed and solved, then d is back
    std::mt19937_64 random(17);
    std::uniform_real_distribution<double> exponent(-5.0, 5.0), unit(0.1, 1.0);
    for (const std::int32_t extra : {0, 3, 10}) {
        const Graph graph = made::tangle(80, extra, random);
        const Topology topology(graph);
        Elimination elimination(topology, 10.0);
        ASSERT_TRUE(elimination.usable());
        std::vector<Elimination::Link> links(graph.from.size());
        for (Elimination::Link& link : links)
            link = {std::pow(10.0, exponent(random)), std::pow(10.0, exponent(random))};
        std::vector<double> excess(80), known(80), right(80);
        for (std::size_t i = 0; i < 80; ++i) {
            excess[i] = std::pow(10.0, exponent(random));
            known[i] = unit(random);
            right[i] = excess[i] * known[i];
        }
        for (std::size_t f = 0; f < links.size(); ++f) {
            if (topology.boundary_of_face[f] >= 0)
                continue;
            const auto from = static_cast<std::size_t>(graph.from[f]), to = static_cast<std::size_t>(graph.to[f]);
            right[to] += links[f].into_to * (known[to] - known[from]);
            right[from] += links[f].into_from * (known[from] - known[to]);
        }
        elimination.fill([&](std::size_t f) { return links[f]; });
        std::vector<double> used = excess;
        elimination.factor(used);
        std::vector<double> found = right;
        elimination.solve(found);
        for (std::size_t i = 0; i < 80; ++i) {  // what is left of each row, against its largest terms
            double rest = right[i] - excess[i] * found[i], scale = std::abs(right[i]) + excess[i];
            for (std::size_t e = topology.first[i]; e < topology.first[i + 1]; ++e) {
                const auto f = static_cast<std::size_t>(topology.face[e]);
                if (topology.boundary_of_face[f] >= 0)
                    continue;
                const double link = topology.sign[e] > 0.0 ? links[f].into_to : links[f].into_from;
                rest -= link * (found[i] - found[static_cast<std::size_t>(topology.neighbour[e])]);
                scale += link;
            }
            EXPECT_LE(std::abs(rest), 1e-13 * scale);
        }
    }
}

TEST(Elimination, KeepsAUniformSolutionHoweverStiffTheMixing) {
    // given rows whose sums are 1e-9 of their mixing, when the right side asks for 1 everywhere, then it is 1 to 1e-13
    const Graph graph = made::chain(1000);
    const Topology topology(graph);
    Elimination elimination(topology, 3.0);
    std::vector<double> excess(1000, 1e-3), right(1000, 1e-3);
    elimination.fill([](std::size_t) { return Elimination::Link{1e6, 1e6}; });
    elimination.factor(excess);
    elimination.solve(right);
    for (const double d : right)
        EXPECT_NEAR(d, 1.0, 1e-13);
}

TEST(Elimination, LeavesMeshesToIteration) {
    const Graph mesh = grid(40);
    EXPECT_FALSE(Elimination(Topology(mesh), 3.0).usable());
    std::mt19937_64 random(1);
    EXPECT_TRUE(Elimination(Topology(made::tangle(2000, 30, random)), 3.0).usable());
}

TEST(TransportOnAMesh, StaysUniformBoundedAndWholeByIteration) {
    // given a mesh of 40 x 40 with flow from corner to corner and strong mixing, when overdrawn 20 times a step, then
    // the iteration ends, a uniform tracer stays so, another keeps its bounds and its balance
    const std::int32_t side = 40;
    const Graph graph = grid(side);
    std::vector<double> water(static_cast<std::size_t>(side * side), 2.0), crossed(graph.from.size(), 0.0),
        mixing(graph.from.size(), 5.0);
    // half of what a volume passes on goes to each neighbour; at the far edges all of it goes along the edge
    std::vector<double> through(water.size(), 0.0);
    through[0] = 40.0;
    for (std::size_t f = 0; f + 2 < graph.from.size(); ++f) {
        const std::int32_t from = graph.from[f];
        const bool one_way = from % side == side - 1 || from / side == side - 1;
        crossed[f] = through[static_cast<std::size_t>(from)] * (one_way ? 1.0 : 0.5);
        through[static_cast<std::size_t>(graph.to[f])] += crossed[f];
    }
    crossed[crossed.size() - 2] = 40.0;
    crossed[crossed.size() - 1] = through.back();
    Options options;
    options.substepping.most = 1;
    Transport transport(graph, {{"same"}, {"front"}}, options);
    const auto inlet = static_cast<std::int32_t>(graph.from.size()) - 2;
    transport.start(0, water, 0.3);
    transport.set_inflow_concentration(0, inlet, 0.3);
    transport.start(1, water, 0.0);
    transport.set_inflow_concentration(1, inlet, 1.0);
    for (int step = 0; step < 20; ++step)
        transport.step({60.0, water, water, crossed, mixing, {}, {}, {}});
    EXPECT_EQ(transport.counts().unconverged, 0);
    for (const double c : transport.concentration(0))
        EXPECT_EQ(c, 0.3);
    for (const double c : transport.concentration(1)) {
        EXPECT_GE(c, 0.0);
        EXPECT_LE(c, 1.0 + 1e-13);
    }
    EXPECT_LE(transport.budget(1).relative_error, 1e-12);
    EXPECT_GT(transport.budget(1).outflow, 0.0);
}

}  // namespace
}  // namespace liriver::solver::transport
