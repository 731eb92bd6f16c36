// What has changed, and decay without copies.
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <random>
#include <span>
#include <vector>

#include "made_graphs.h"
#include "made_triangles.h"
#include "solver/transport/transport.h"

namespace liriver::solver::transport {
namespace {

// Given constituents that decay, in steps of all volumes and of a few, when concentrations are scaled in place, then
// they and what is accounted have the bits of those that are scaled in a copy.
TEST(TransportScaling, InPlaceGivesTheBitsOfACopy) {
    const Graph graph = made::chain(12);
    const std::vector<double> water(12, 5.0), crossed(13, 1.0);
    std::vector<double> few_crossed(13, 0.0);
    const std::vector<std::int32_t> volumes = {3, 4, 5}, faces = {4, 5};
    Transport copied(graph, {{"a"}, {"b"}, {"c"}}), in_place(graph, {{"a"}, {"b"}, {"c"}});
    std::mt19937_64 random(4);
    for (std::size_t k = 0; k < 3; ++k) {
        std::vector<double> start(12);
        for (double& c : start)
            c = static_cast<double>(random() % 1000) / 7.0;
        copied.start(k, water, start);
        in_place.start(k, water, start);
    }
    const auto by_copy = [&](double seconds, std::span<const std::int32_t> listed) {
        for (std::size_t k = 0; k < 3; ++k) {
            const std::span<double> c = copied.reacting(k);
            const double factor = 1.0 / (1.0 + 0.01 * seconds * static_cast<double>(k + 1));
            if (listed.empty())
                for (double& value : c)
                    value *= factor;
            for (const std::int32_t i : listed)
                c[static_cast<std::size_t>(i)] *= factor;
        }
    };
    const auto scaled = [&](double seconds, std::span<const std::int32_t>) {
        for (std::size_t k = 0; k < 3; ++k)
            in_place.scale_reacting(k, 1.0 / (1.0 + 0.01 * seconds * static_cast<double>(k + 1)));
    };
    for (int step = 0; step < 10; ++step) {
        const WaterStep all{3.0, water, water, crossed, {}, {}, {}, {}};
        const WaterStep few{1.0, water, water, few_crossed, {}, volumes, faces, {}};
        copied.step(step % 3 == 0 ? few : all, by_copy);
        in_place.step(step % 3 == 0 ? few : all, scaled);
    }
    for (std::size_t k = 0; k < 3; ++k) {
        for (std::size_t i = 0; i < 12; ++i)
            EXPECT_EQ(in_place.concentration(k, i), copied.concentration(k, i)) << k << ", " << i;
        EXPECT_EQ(in_place.budget(k).reaction, copied.budget(k).reaction) << k;
        EXPECT_LT(in_place.budget(k).reaction, 0.0);
    }
}

// Given steps that list volumes, when extremes are widened by what has changed alone, then they are those of all.
TEST(TransportChanges, AreAllThatExtremesNeed) {
    std::mt19937_64 random(8);
    const made::Triangles mesh(6, random);
    Transport transport(mesh.graph, {{"a"}, {"b"}});
    std::vector<double> start(mesh.area.size());
    for (double& c : start)
        c = static_cast<double>(random() % 100);
    transport.start(0, mesh.area, start);
    transport.start(1, mesh.area, 3.0);
    EXPECT_TRUE(transport.all_may_have_changed());
    std::vector<std::int32_t> everywhere(start.size());
    std::iota(everywhere.begin(), everywhere.end(), 0);
    constexpr double none = std::numeric_limits<double>::infinity();
    std::vector<double> of_all = {none, -none, none, -none}, of_changed = of_all;
    transport.widen_extremes(everywhere, of_all);
    transport.widen_extremes(everywhere, of_changed);
    transport.forget_changes();
    std::vector<double> crossed(mesh.length.size(), 0.0);
    for (int step = 0; step < 40; ++step) {
        const auto face = static_cast<std::int32_t>(random() % 30);  // between two volumes
        const auto f = static_cast<std::size_t>(face);
        const std::vector<std::int32_t> faces = {face}, volumes = {mesh.graph.from[f], mesh.graph.to[f]};
        ASSERT_GE(mesh.graph.to[f], 0);
        std::vector<double> before(transport.water().begin(), transport.water().end()), after = before;
        crossed.assign(crossed.size(), 0.0);
        crossed[f] = 0.1 * before[static_cast<std::size_t>(volumes[0])];
        after[static_cast<std::size_t>(volumes[0])] -= crossed[f];
        after[static_cast<std::size_t>(volumes[1])] += crossed[f];
        transport.step({1.0, before, after, crossed, {}, volumes, faces, {}});
        if (step % 5 == 0)
            transport.put_in(1, static_cast<std::int32_t>(step), 1.0);
        EXPECT_FALSE(transport.all_may_have_changed());
        transport.widen_extremes(everywhere, of_all);
        transport.widen_extremes(transport.changed_volumes(), of_changed);
        transport.forget_changes();
        EXPECT_TRUE(transport.changed_volumes().empty());
        EXPECT_EQ(of_changed, of_all) << step;
    }
}

}  // namespace
}  // namespace liriver::solver::transport
