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

/// Steady plug flow with decay after ten passages, compared with C0 exp(-k x / u) averaged over each volume; largest
/// error relative to C0.
double plug_flow_error(std::int32_t count, double courant, double& balance) {
    const transport::Graph graph = transport::made::chain(count);
    const double length = 50000.0, speed = 0.5, spacing = length / count, area = 100.0;
    const double seconds = courant * spacing / speed;
    const FirstOrderDecay law{2.0, 1.047};
    const double k = 2.0 / 86400.0 * std::pow(1.047, 5.0);
    const transport::made::SteadyWater water(graph, area * spacing, area * speed, seconds);
    transport::Transport transport(graph, {{"NH3-N"}});
    transport.start(0, water.water, 0.0);
    transport.set_inflow_concentration(0, 0, 3.0);
    const int steps = static_cast<int>(10.0 * length / speed / seconds);
    for (int step = 0; step < steps; ++step)
        transport.step(water.step, [&](double part, std::span<const std::int32_t> volumes) {
            decay(law, 25.0, part, transport.reacting(0), volumes);
        });
    double error = 0.0, scale = 0.0;
    for (std::int32_t i = 0; i < count; ++i) {
        const double a = k * spacing * i / speed, b = k * spacing * (i + 1) / speed;
        const double exact = 3.0 * (std::exp(-a) - std::exp(-b)) / (b - a);
        error += std::abs(transport.concentration(0)[static_cast<std::size_t>(i)] - exact);
        scale += exact;
    }
    balance = transport.budget(0).relative_error;
    return error / scale;
}

TEST(FirstOrderDecay, GivesTheExactSteadyPlugFlow) {
    // over 50 km at 0.5 m/s and k = 2.5 1/d what arrives is exp(-2.9) of what entered
    for (const double courant : {0.5, 1.0, 6.0}) {
        double balance = 1.0;
        EXPECT_LE(plug_flow_error(500, courant, balance), 1e-5) << courant;
        EXPECT_LE(balance, 1e-13);
    }
}

TEST(FirstOrderDecay, SplitFromTransportIsSecondOrder) {
    double balance = 0.0;
    const double coarse = plug_flow_error(50, 0.5, balance), fine = plug_flow_error(100, 0.5, balance);
    EXPECT_GE(std::log2(coarse / fine), 1.8);
}

}  // namespace
}  // namespace liriver::solver::quality
