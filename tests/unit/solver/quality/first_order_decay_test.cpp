#include "solver/quality/first_order_decay.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "solver/transport/transport.h"
#include "tests/unit/solver/transport/made_graphs.h"

namespace liriver::solver::quality {
namespace {

TEST(FirstOrderDecay, HalvesInItsHalfLife) {
    const FirstOrderDecay law{std::log(2.0), 1.0};  // half-life: one day
    std::vector<double> c = {8.0, 0.0, 1e-30};
    decay(law, 20.0, 3.0 * 86400.0, c);
    EXPECT_NEAR(c[0], 1.0, 1e-15);
    EXPECT_EQ(c[1], 0.0);
    EXPECT_NEAR(c[2], 1.25e-31, 1e-45);
}

TEST(FirstOrderDecay, FollowsTemperature) {
    // nitrification's usual 1.047: 10 degrees warmer is 1.047^10 = 1.5829 times as quick
    const FirstOrderDecay law{0.1, 1.047};
    EXPECT_NEAR(law.rate_per_second(20.0) * 86400.0, 0.1, 1e-16);
    EXPECT_NEAR(law.rate_per_second(30.0) / law.rate_per_second(20.0), 1.58295, 1e-5);
    std::vector<double> uniform = {1.0, 1.0}, by_volume = {1.0, 1.0}, listed = {1.0, 1.0};
    decay(law, 12.0, 86400.0, uniform);
    decay(law, std::vector<double>{12.0, 20.0}, 86400.0, by_volume);
    decay(law, 12.0, 86400.0, listed, std::vector<std::int32_t>{1});
    EXPECT_EQ(by_volume[0], uniform[0]);
    EXPECT_NEAR(by_volume[1], std::exp(-0.1), 1e-16);
    EXPECT_EQ(listed[0], 1.0);
    EXPECT_EQ(listed[1], uniform[1]);
}

TEST(FirstOrderDecay, IsAccountedInTheBudget) {
    // given still water of 10 m3 with 5 kg/m3, when it decays for one half-life, then 25 kg are gone and booked
    transport::Graph graph;
    graph.volume_count = 1;
    transport::made::add_face(graph, 0, transport::outside);
    const FirstOrderDecay law{std::log(2.0), 1.0};
    const std::vector<double> water = {10.0}, crossed = {0.0};
    transport::Transport pond(graph, {{"NH3-N"}});
    pond.start(0, water, 5.0);
    for (int hour = 0; hour < 24; ++hour)
        pond.step({3600.0, water, water, crossed, {}, {}, {}, {}},
                  [&](double seconds, std::span<const std::int32_t> volumes) {
                      decay(law, 20.0, seconds, pond.reacting(0), volumes);
                  });
    EXPECT_NEAR(pond.concentration(0)[0], 2.5, 1e-14);
    EXPECT_NEAR(pond.budget(0).reaction, -25.0, 1e-13);
    EXPECT_LE(pond.budget(0).relative_error, 1e-15);
}

}  // namespace
}  // namespace liriver::solver::quality
