// The steady solution is what a run comes to, and what the equations say.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <vector>

#include "made_graphs.h"
#include "solver/transport/steady.h"
#include "solver/transport/transport.h"

namespace liriver::solver::transport {
namespace {

/// A chain with steady flow, dispersion, decay and one load, and its transport.
struct River {
    Graph graph;
    made::SteadyWater water;
    Transport transport;
    double rate;  // 1/s
    River(std::size_t volumes, double spacing, double area, double u, double dispersion, double courant, double rate_)
        : graph(made::chain(static_cast<std::int32_t>(volumes))),
          water(graph, area * spacing, u * area, courant * spacing / u,
                dispersion * area / spacing * courant * spacing / u),
          transport(graph, {{"tracer"}}),
          rate(rate_) {
        transport.start(0, water.water, 0.0);
    }
    void step() {
        transport.step(water.step, [this](double seconds, std::span<const std::int32_t>) {
            for (double& c : transport.reacting(0))
                c *= std::exp(-rate * seconds);
        });
    }
    SteadyOutcome find(std::vector<double>& c, double tolerance = 1e-10) {
        const FrozenFlow flow{&graph, water.step.seconds, water.water, water.crossed, water.mixing};
        SteadyOptions options;
        options.tolerance = tolerance;
        options.slopes_every = 0;
        return find_steady_state(
            flow, 1,
            [this](std::span<double> state) {
                transport.start(0, water.water, state);
                step();
                const auto moved = transport.concentration(0);
                std::copy(moved.begin(), moved.end(), state.begin());
            },
            [this](std::span<const double>, std::span<double> slopes) {
                std::fill(slopes.begin(), slopes.end(), std::exp(-rate * water.step.seconds));
            },
            c, options);
    }
};

// Chapra, Surface Water-Quality Modeling (1997), lecture 10: W / (Q sqrt(1 + 4 k D / u2)) exp(u x / 2 D (1 -+ ...)).
TEST(SteadyTransport, IsTheProfileRoundASourceWithDispersionAndDecay) {
    constexpr double per_day = 1.0 / 86400.0;
    for (const double courant : {0.05, 0.5, 1.0}) {
        River river(5500, 20.0, 20.0, 0.5, 50.0, courant, 0.5 * per_day);
        river.transport.set_load(0, 250, 100.0);  // g/s at 0 km, the middle of volume 250 from -5.01 km on
        std::vector<double> c(5500, 0.0);
        const SteadyOutcome outcome = river.find(c);
        ASSERT_TRUE(outcome.converged) << outcome.iterations << " " << outcome.correction;
        const auto near = [&](double km) { return c[static_cast<std::size_t>(250.0 + km * 50.0)]; };
        if (courant < 0.1) {  // the profile is that of D + u2 dt / 2
            EXPECT_NEAR(near(-1.0), 0.000448, 0.1 * 0.000448);
        }
        EXPECT_NEAR(near(0.0), 9.976932, 1e-3 * 9.976932);
        EXPECT_NEAR(near(10.0), 8.887702, 1e-3 * 8.887702);
        EXPECT_NEAR(near(50.0), 5.597053, 1e-3 * 5.597053);
        EXPECT_NEAR(near(100.0), 3.139943, 1e-3 * 3.139943);
    }
}

TEST(SteadyTransport, IsWhatALongRunComesTo) {
    for (const double courant : {0.3, 1.0, 1.6})
        for (const double dispersion : {0.0, 30.0}) {
            const auto make = [&] {
                auto river = std::make_unique<River>(200, 100.0, 20.0, 0.5, dispersion, courant, 2e-5);
                river->transport.set_inflow_concentration(0, 0, 2.0);
                river->transport.set_load(0, 60, 40.0);
                river->transport.set_load(0, 120, 5.0);
                return river;
            };
            const auto run = make();
            // sub-steps of more than one would be steps of their own
            std::vector<double> c(200, 0.0);
            const auto steady = make();
            const SteadyOutcome outcome = steady->find(c, 1e-9);
            const int steps = static_cast<int>(1200.0 / courant);
            for (int n = 0; n < steps; ++n)
                run->step();
            double off = 0.0, largest = 0.0;
            for (std::size_t i = 0; i < 200; ++i) {
                off = std::max(off, std::abs(c[i] - run->transport.concentration(0, i)));
                largest = std::max(largest, c[i]);
            }
            EXPECT_TRUE(outcome.converged) << "Courant " << courant << ", D " << dispersion;
            EXPECT_LT(off, 1e-6 * largest) << "Courant " << courant << ", D " << dispersion;
        }
}

// Still water into which something comes for ever.
TEST(SteadyTransport, ThatIsNotThereIsToldAndNeverTaken) {
    const Graph graph = made::chain(3);
    const made::SteadyWater water(graph, 100.0, 0.0, 1.0);
    std::vector<double> c(3, 0.0);
    const SteadyOutcome outcome = find_steady_state(
        {&graph, 1.0, water.water, water.crossed, {}}, 1,
        [](std::span<double> state) {
            for (double& value : state)
                value += 1.0;
        },
        {}, c);
    EXPECT_FALSE(outcome.converged);
    EXPECT_GT(outcome.correction, SteadyOptions{}.tolerance);
}

}  // namespace
}  // namespace liriver::solver::transport
