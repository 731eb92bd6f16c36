// The parts of a tagged constituent: they add up to it, none is negative, and each is what its source would do alone.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "made_graphs.h"
#include "solver/transport/parts.h"
#include "solver/transport/transport.h"

namespace liriver::solver::transport {
namespace {

constexpr std::size_t sources = 9;  // with the fixed parts more than one block of eight

/// One constituent with loads and inflows of nine sources, and one that nothing is asked of beside it.
struct TaggedRun {
    const Graph& graph;
    Transport transport;
    explicit TaggedRun(const Graph& graph_, bool tagged) : graph(graph_), transport(graph_, {{"a"}, {"tagged"}}) {
        const std::vector<double> water(static_cast<std::size_t>(graph.volume_count), 1.0);
        transport.start(0, water, 0.0);
        transport.start(1, water, 0.3);
        if (tagged)
            transport.tag(1, sources);
        std::size_t source = 0;
        for (const std::int32_t face : transport.outside_faces()) {
            const double concentration = 0.1 * static_cast<double>(1 + face % 4);
            transport.set_inflow_concentration(1, face, concentration);
            if (tagged && face % 5 != 4) {  // some are of no named source, one of two of them
                transport.set_inflow_of(1, first_source + source, face, 0.75 * concentration);
                transport.set_inflow_of(1, first_source + (source + 3) % sources, face, 0.25 * concentration);
            }
            source = (source + 1) % sources;
        }
        for (std::int32_t i = 0; i < graph.volume_count; i += 4) {
            transport.set_load(1, i, 1e-3 * i);
            if (tagged)
                transport.set_load_of(1, first_source + static_cast<std::size_t>(i / 4) % sources, i, 1e-3 * i);
        }
    }
};

double sum_of_parts(const Transport& transport, std::size_t volume) {
    double sum = 0.0;
    for (std::size_t part = 0; part < transport.part_count(1); ++part)
        sum += transport.part(1, part, volume);
    return sum;
}

void expect_parts_of_whole(const Graph& graph, double intensity, bool mixed) {
    TaggedRun plain(graph, false), tagged(graph, true);
    made::MadeWater water(graph, intensity, 11);
    const Reactions reactions[2] = {[&](double seconds, std::span<const std::int32_t>) {
                                        for (double& c : plain.transport.reacting(1))
                                            c += seconds * (1e-4 - 2e-3 * c);
                                    },
                                    [&](double seconds, std::span<const std::int32_t>) {
                                        for (double& c : tagged.transport.reacting(1))
                                            c += seconds * (1e-4 - 2e-3 * c);
                                    }};
    for (int n = 0; n < 60; ++n) {
        const WaterStep step = water.next(graph, mixed);
        plain.transport.step(step, reactions[0]);
        tagged.transport.step(step, reactions[1]);
    }
    const auto whole = plain.transport.concentration(1);
    const double largest = *std::max_element(whole.begin(), whole.end());
    ASSERT_GT(largest, 0.0);
    for (std::size_t i = 0; i < whole.size(); ++i) {
        EXPECT_EQ(tagged.transport.concentration(1, i), whole[i]) << "tags change the whole in volume " << i;
        EXPECT_NEAR(sum_of_parts(tagged.transport, i), whole[i], 1e-14 * largest) << "volume " << i;
        for (std::size_t part = 0; part < tagged.transport.part_count(1); ++part)
            EXPECT_GE(tagged.transport.part(1, part, i), 0.0) << "part " << part << ", volume " << i;
    }
}

TEST(TaggedSources, AddUpAndAreNeverNegativeOnAnyGraph) {
    std::mt19937_64 random(3);
    for (const double intensity : {0.01, 1.0, 30.0})
        for (const bool mixed : {false, true}) {
            expect_parts_of_whole(made::chain(40), intensity, mixed);
            expect_parts_of_whole(made::tree(60, random), intensity, mixed);
            expect_parts_of_whole(made::tangle(40, 40, random), intensity, mixed);
        }
}

constexpr std::size_t volumes = 120;
constexpr double discharge = 10.0, size = 2000.0;  // m3/s, m3: 200 s a volume

/// A river with an inflow (part 0), a strong outfall (1), a weak one (2) and one just below it (3), and decay.
struct SteadyRiver {
    Graph graph = made::chain(volumes);
    made::SteadyWater water;
    Transport transport;
    SteadyRiver(double courant, double mixed, const std::vector<std::size_t>& present)
        : water(graph, size, discharge, courant * size / discharge, mixed * courant), transport(graph, {{"a"}, {"b"}}) {
        transport.start(0, water.water, 0.0);
        transport.start(1, water.water, 0.0);
        transport.tag(1, 4);
        const double load[4] = {0.0, 50.0, 0.4, 3.0};
        const std::int32_t place[4] = {0, 25, 60, 63};
        for (const std::size_t k : present) {
            if (k == 0) {
                transport.set_inflow_concentration(1, 0, 2.0);
                transport.set_inflow_of(1, first_source, 0, 2.0);
                continue;
            }
            transport.set_load(1, place[k], load[k]);
            transport.set_load_of(1, first_source + k, place[k], load[k]);
        }
    }
    void run(double volumes_passed) {
        const double courant = water.step.seconds * discharge / size;
        for (double passed = 0.0; passed < volumes_passed; passed += courant)
            transport.step(water.step, [this](double seconds, std::span<const std::int32_t>) {
                for (double& c : transport.reacting(1))
                    c *= std::exp(-2e-5 * seconds);
            });
    }
};

// Within 1 % of the largest of a run of that source alone.
TEST(TaggedSources, InSteadyFlowWithDecayEachIsARunOfItsSourceAlone) {
    for (const double mixed : {0.0, 5000.0})
        for (const double courant : {0.05, 0.3, 1.0, 5.0}) {
            SteadyRiver all(courant, mixed, {0, 1, 2, 3});
            all.run(2.0 * volumes);
            for (std::size_t k = 0; k < 4; ++k) {
                SteadyRiver alone(courant, mixed, {k});
                alone.run(2.0 * volumes);
                double largest = 0.0, off = 0.0;
                for (std::size_t i = 0; i < volumes; ++i) {
                    const double expected = alone.transport.concentration(1, i);
                    largest = std::max(largest, expected);
                    off = std::max(off, std::abs(all.transport.part(1, first_source + k, i) - expected));
                }
                EXPECT_LT(off, 0.01 * largest) << "source " << k << ", Courant " << courant << ", mixed " << mixed;
            }
        }
}

// The whole is uniform, so that nothing limits its flux: the front between its parts is as sharp as one alone.
TEST(TaggedSources, AFrontBetweenTwoSourcesOfOneConcentrationStaysSharp) {
    const Graph graph = made::chain(200);
    const made::SteadyWater water(graph, 100.0, 1.0, 40.0);
    Transport transport(graph, {{"alone"}, {"tagged"}});
    transport.start(0, water.water, 0.0);
    transport.start(1, water.water, 1.0);
    transport.tag(1, 1);
    transport.set_inflow_concentration(0, 0, 1.0);
    transport.set_inflow_concentration(1, 0, 1.0);
    transport.set_inflow_of(1, first_source, 0, 1.0);
    for (int n = 0; n < 250; ++n)
        transport.step(water.step);
    double off = 0.0;
    for (std::size_t i = 0; i < 200; ++i)
        off = std::max(off, std::abs(transport.part(1, first_source, i) - transport.concentration(0, i)));
    EXPECT_LT(off, 1e-3);
}

TEST(TaggedSources, LossesAreSharedAndGainsAreOfReactions) {
    const Graph graph = made::chain(1);
    const made::SteadyWater water(graph, 100.0, 0.0, 1.0);
    Transport transport(graph, {{"other"}, {"tagged"}});
    transport.start(1, water.water, 4.0);
    transport.tag(1, 1);
    transport.put_in_of(1, first_source, 0, 1200.0);
    transport.put_in(1, 0, 400.0);
    transport.reacting(1)[0] = 10.0;  // of 4 + 12 + 4
    transport.account_reactions();
    EXPECT_DOUBLE_EQ(transport.part(1, initial_part, 0), 2.0);
    EXPECT_DOUBLE_EQ(transport.part(1, first_source, 0), 6.0);
    EXPECT_DOUBLE_EQ(transport.part(1, other_part, 0), 2.0);
    transport.reacting(1)[0] = 13.0;
    transport.account_reactions();
    EXPECT_DOUBLE_EQ(transport.part(1, first_source, 0), 6.0);
    EXPECT_DOUBLE_EQ(transport.part(1, reactions_part, 0), 3.0);
}

TEST(TaggedSources, GoOnFromACheckpointToTheLastBit) {
    std::mt19937_64 random(5);
    const Graph graph = made::tangle(30, 10, random);
    TaggedRun first(graph, true), second(graph, true);
    made::MadeWater water(graph, 1.0, 2);
    for (int n = 0; n < 10; ++n)
        first.transport.step(water.next(graph, true));
    const auto from = first.transport.checkpoint_fields();
    auto to = second.transport.checkpoint_fields();
    ASSERT_EQ(from.size(), to.size());
    for (std::size_t k = 0; k < from.size(); ++k)
        std::copy(from[k].values.begin(), from[k].values.end(), to[k].values.begin());
    for (int n = 0; n < 10; ++n) {
        const WaterStep step = water.next(graph, true);
        first.transport.step(step);
        second.transport.step(step);
    }
    for (std::size_t i = 0; i < 30; ++i)
        for (std::size_t part = 0; part < first.transport.part_count(1); ++part)
            EXPECT_EQ(first.transport.part(1, part, i), second.transport.part(1, part, i));
}

}  // namespace
}  // namespace liriver::solver::transport
