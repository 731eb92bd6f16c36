// On a 2D mesh face values come from gradients over the volumes around each vertex.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <random>
#include <set>
#include <vector>

#include "made_triangles.h"
#include "solver/transport/transport.h"

namespace liriver::solver::transport {
namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

// Of each volume, all that share a vertex with it, itself too.
std::vector<std::set<std::int32_t>> around_vertices(const Graph& graph) {
    std::vector<std::set<std::int32_t>> of_vertex, around(at(graph.volume_count));
    const auto each = [&](const auto& act) {
        for (std::size_t f = 0; f < graph.from.size(); ++f)
            for (const std::int32_t v : {graph.vertex_a[f], graph.vertex_b[f]})
                for (const std::int32_t i : {graph.from[f], graph.to[f]})
                    if (v >= 0 && i >= 0)
                        act(v, i);
    };
    each([&](std::int32_t v, std::int32_t i) {
        of_vertex.resize(std::max(of_vertex.size(), at(v) + 1));
        of_vertex[at(v)].insert(i);
    });
    each([&](std::int32_t v, std::int32_t i) {
        around[at(i)].insert(of_vertex[at(v)].begin(), of_vertex[at(v)].end());
    });
    return around;
}

// Given uneven triangles, an even flow and a concentration linear in x and y, when a step ends, then it has moved by
// u dt, to rounding, two rings of volumes from the rim.
TEST(TransportOnTriangles, CarriesALinearConcentrationExactly) {
    std::mt19937_64 random(5);
    const made::Triangles mesh(10, random);
    const auto linear = [](double x, double y) { return 3.0 + 0.2 * x - 0.1 * y; };
    std::vector<double> start;
    for (std::size_t i = 0; i < mesh.area.size(); ++i)
        start.push_back(linear(mesh.graph.centroid_x[i], mesh.graph.centroid_y[i]));
    for (const double seconds : {0.01, 0.1, 0.2}) {
        const double u = 0.6, v = 0.3;
        Transport transport(mesh.graph, {{"tracer"}});
        transport.start(0, mesh.area, start);
        const std::vector<double> crossed = mesh.even_flow(u, v, seconds);
        transport.step({seconds, mesh.area, mesh.area, crossed, {}, {}, {}, {}});
        ASSERT_EQ(transport.substeps(), 1);
        int inner = 0;
        for (std::size_t i = 0; i < start.size(); ++i) {
            const double x = mesh.graph.centroid_x[i], y = mesh.graph.centroid_y[i];
            if (std::min({x, y, 10.0 - x, 10.0 - y}) < 2.0)
                continue;
            EXPECT_NEAR(transport.concentration(0)[i], linear(x - u * seconds, y - v * seconds), 1e-13);
            ++inner;
        }
        EXPECT_GT(inner, 50);
    }
}

// Given random concentrations, when water flows at Courant numbers up to 1, then no new one lies beyond those that were
// around its volume's vertices and what flows in.
TEST(TransportOnTriangles, KeepsEachConcentrationWithinThoseAround) {
    std::mt19937_64 random(6);
    const made::Triangles mesh(8, random);
    const auto around = around_vertices(mesh.graph);
    Transport transport(mesh.graph, {{"tracer"}});
    std::vector<double> before(mesh.area.size());
    for (double& c : before)
        c = static_cast<double>(random() % 3);
    transport.start(0, mesh.area, before);
    for (int step = 0; step < 60; ++step) {
        const double direction = static_cast<double>(random() % 628) / 100.0;
        const double seconds = 0.01 * static_cast<double>(1 + random() % 30);
        const std::vector<double> crossed = mesh.even_flow(std::cos(direction), std::sin(direction), seconds);
        transport.step({seconds, mesh.area, mesh.area, crossed, {}, {}, {}, {}});
        if (transport.substeps() > 1)
            continue;  // the claim is of one sub-step
        for (std::size_t i = 0; i < before.size(); ++i) {
            double lowest = before[i], highest = before[i];
            for (const std::int32_t j : around[i]) {
                lowest = std::min(lowest, before[at(j)]);
                highest = std::max(highest, before[at(j)]);
            }
            for (std::size_t f = 0; f < crossed.size(); ++f)
                if (mesh.graph.from[f] == static_cast<std::int32_t>(i) && mesh.graph.to[f] == outside &&
                    crossed[f] < 0.0)
                    lowest = std::min(lowest, 0.0);  // pure water flows in
            EXPECT_GE(transport.concentration(0)[i], lowest - 3e-12);
            EXPECT_LE(transport.concentration(0)[i], highest + 3e-12);
        }
        before.assign(transport.concentration(0).begin(), transport.concentration(0).end());
    }
}

// Given a dry volume that still remembers a concentration, when water passes beside it, then nothing takes it up.
TEST(TransportOnTriangles, TakeNothingFromADryVolumesPast) {
    std::mt19937_64 random(7);
    const made::Triangles mesh(8, random);
    std::vector<double> water = mesh.area, start;
    for (std::size_t i = 0; i < water.size(); ++i) {
        const bool dry = i % 11 == 3;
        water[i] = dry ? 0.0 : water[i];
        start.push_back(dry ? 1000.0 : 0.01 * mesh.graph.centroid_x[i]);
    }
    Transport transport(mesh.graph, {{"tracer"}});
    transport.start(0, water, start);
    std::vector<double> crossed = mesh.even_flow(0.5, 0.2, 0.05);
    std::vector<double> after = water;
    for (std::size_t f = 0; f < crossed.size(); ++f) {
        const std::int32_t from = mesh.graph.from[f], to = mesh.graph.to[f];
        if ((from >= 0 && water[at(from)] == 0.0) || (to >= 0 && water[at(to)] == 0.0))
            crossed[f] = 0.0;
        if (from >= 0)
            after[at(from)] -= crossed[f];
        if (to >= 0)
            after[at(to)] += crossed[f];
    }
    transport.step({0.05, water, after, crossed, {}, {}, {}, {}});
    for (std::size_t i = 0; i < water.size(); ++i)
        if (water[i] > 0.0) {
            EXPECT_LE(transport.concentration(0)[i], 0.08) << i;
            EXPECT_GE(transport.concentration(0)[i], 0.0) << i;
        }
}

}  // namespace
}  // namespace liriver::solver::transport
