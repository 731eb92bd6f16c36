// Constituents move side by side in vectors. Nothing depends on how many there are or how wide the vectors are.
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "made_graphs.h"
#include "made_triangles.h"
#include "solver/transport/line_weights.h"
#include "solver/transport/transport.h"
#include "solver/vector_paths.h"

namespace liriver::solver::transport {
namespace {

std::vector<Constituent> constituents(std::size_t count) {
    std::vector<Constituent> all(count);
    for (std::size_t k = 0; k < count; ++k) {
        all[k].name = "c" + std::to_string(k);
        all[k].evaporates = k % 3 == 1;
    }
    return all;
}

// What is particular to constituent number `seed`, so that it can be given to any lane.
void drive(Transport& transport, std::size_t k, std::size_t seed, std::span<const double> water) {
    std::mt19937_64 random(seed);
    std::vector<double> start(water.size());
    for (double& c : start)
        c = static_cast<double>(random() % 3);
    transport.start(k, water, start);
    for (const std::int32_t face : transport.outside_faces())
        transport.set_inflow_concentration(k, face, static_cast<double>(random() % 5));
    transport.set_load(k, static_cast<std::int32_t>(random() % water.size()), 0.5);
}

// Amounts and what crossed the outside, of each constituent, after steps of all volumes and of a few.
std::vector<std::vector<double>> figures(const Graph& graph, std::size_t count, std::size_t first, bool mixed) {
    made::MadeWater water(graph, 1.0, 4);
    Transport transport(graph, constituents(count));
    transport.set_pure_water(transport.outside_faces().front(), true);
    for (std::size_t k = 0; k < count; ++k)
        drive(transport, k, first + k, water.after);
    for (int step = 0; step < 40; ++step) {
        transport.step(water.next(graph, mixed), [&](double seconds, std::span<const std::int32_t>) {
            for (std::size_t k = 0; k < count; k += 2)
                for (double& c : transport.reacting(k))
                    c /= 1.0 + 1e-4 * seconds;
        });
    }
    std::vector<std::vector<double>> all;
    for (std::size_t k = 0; k < count; ++k) {
        const std::span<const double> amount = transport.amount(k), crossed = transport.crossed(k);
        all.emplace_back(amount.begin(), amount.end());
        all.back().insert(all.back().end(), crossed.begin(), crossed.end());
        const Budget budget = transport.budget(k);
        all.back().insert(all.back().end(), {budget.inflow, budget.outflow, budget.load, budget.reaction});
    }
    return all;
}

std::vector<Graph> graphs() {
    std::mt19937_64 random(3);
    return {made::chain(60), made::tangle(60, 4, random), made::tangle(40, 160, random),
            made::Triangles(6, random).graph};
}

// Given 14 constituents on channels, networks and meshes, when the vectors are narrower, then each keeps its bits. (On
// a machine without AVX-512 or AVX2 two of the three are one.)
TEST(TransportLanes, GiveTheSameBitsWithVectorsOfAnyWidth) {
    for (const Graph& graph : graphs())
        for (const bool mixed : {false, true})
            for (const std::size_t count : {1U, 2U, 3U, 14U}) {
                const auto widest = figures(graph, count, 0, mixed);
                for (const Vectors vectors : {Vectors::avx2, Vectors::plain}) {
                    widest_vectors = vectors;
                    EXPECT_EQ(figures(graph, count, 0, mixed), widest);
                }
                widest_vectors = Vectors::avx512;
            }
}

// Given 14 constituents, when one of them runs alone or among two or four, then it keeps its bits.
TEST(TransportLanes, GiveTheSameBitsWhateverRunsBesideThem) {
    for (const Graph& graph : graphs())
        for (const bool mixed : {false, true}) {
            const auto all = figures(graph, 14, 0, mixed);
            // every third evaporates and every second reacts: from a multiple of six on, their drives are the same
            for (const auto& [first, count] :
                 {std::pair<std::size_t, std::size_t>{0, 1}, {0, 4}, {6, 1}, {6, 2}, {6, 8}}) {
                const auto few = figures(graph, count, first, mixed);
                for (std::size_t k = 0; k < count; ++k)
                    EXPECT_EQ(few[k], all[first + k]) << first << " + " << k;
            }
        }
}

// Given the amount in the first w m3 of a line as a polynomial of fifth degree, and five volumes of any size, then what
// crosses a face is exact.
TEST(TransportOnALine, CarriesPolynomialsExactlyOnUnevenVolumes) {
    const auto amount = [](double w) { return w * (1.0 + w * (0.3 + w * (-0.2 + w * (0.05 + w * 0.01)))); };
    const double up3 = 1.3, up2 = 0.8, up = 1.1, down = 0.7, down2 = 1.6;
    const auto mean = [&](double a, double b) { return (amount(b) - amount(a)) / (b - a); };
    const double c3 = mean(-up - up2 - up3, -up - up2), c2 = mean(-up - up2, -up), c = mean(-up, 0.0);
    const double d = mean(0.0, down), d2 = mean(down, down + down2);
    for (const double crossing : {0.01, 0.5, 1.0}) {
        const LineWeights w = line_weights({up3, up2, up, down, down2, crossing, up - crossing}, 1.0);
        const double delta = w.up3 * (c2 - c3) + w.up2 * (c - c2) + w.down * (d - c) + w.down2 * (d2 - d);
        EXPECT_NEAR(c + delta, mean(-crossing, 0.0), 1e-14) << crossing;
    }
}

// The same of three volumes and third degree.
TEST(TransportOnALine, CarriesCubicsExactlyWhereTheLineIsShort) {
    const auto amount = [](double w) { return w * (1.0 + w * (0.3 - w * 0.2)); };
    const double up2 = 0.8, up = 1.1, down = 0.7, crossing = 0.4;
    const auto mean = [&](double a, double b) { return (amount(b) - amount(a)) / (b - a); };
    const double c2 = mean(-up - up2, -up), c = mean(-up, 0.0), d = mean(0.0, down);
    const LineWeights w = line_weights({1.0, up2, up, down, 1.0, crossing, up - crossing}, 0.0);
    EXPECT_NEAR(c + w.up2 * (c - c2) + w.down * (d - c), mean(-crossing, 0.0), 1e-14);
    EXPECT_EQ(w.up3, 0.0);
    EXPECT_EQ(w.down2, 0.0);
}

}  // namespace
}  // namespace liriver::solver::transport
