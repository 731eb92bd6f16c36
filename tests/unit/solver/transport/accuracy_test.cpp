// How near transport comes to exact answers.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <vector>

#include "made_graphs.h"
#include "solver/transport/transport.h"

namespace liriver::solver::transport {
namespace {

constexpr double pi = 3.14159265358979323846;

double l1(std::span<const double> values, const std::vector<double>& exact) {
    double error = 0.0, scale = 0.0;
    for (std::size_t i = 0; i < exact.size(); ++i) {
        error += std::abs(values[i] - exact[i]);
        scale += std::abs(exact[i]);
    }
    return error / scale;
}

TEST(TransportAccuracy, TranslatesExactlyAtCourantOne) {
    const Graph graph = made::ring(50);
    made::SteadyWater water(graph, 4.0, 0.1, 40.0);
    Transport transport(graph, {{"tracer"}});
    std::vector<double> start(50);
    for (std::size_t i = 0; i < 50; ++i) start[i] = i % 7 == 0 ? 1.0 : 0.1 * static_cast<double>(i % 5);
    transport.start(0, water.water, start);
    for (int step = 0; step < 17; ++step) transport.step(water.step);
    for (std::size_t i = 0; i < 50; ++i) EXPECT_NEAR(transport.concentration(0)[(i + 17) % 50], start[i], 1e-14);
}

/// L1 after one turn of a smooth wave round a ring of `count` volumes.
double wave_error(std::int32_t count, double courant) {
    const Graph graph = made::ring(count);
    const auto n = static_cast<std::size_t>(count);
    made::SteadyWater water(graph, 1.0, courant, 1.0);
    Transport transport(graph, {{"tracer"}});
    std::vector<double> start(n);  // cell means of 1 + sin/2
    for (std::size_t i = 0; i < n; ++i) {
        const double a = 2.0 * pi * static_cast<double>(i) / count, b = 2.0 * pi * static_cast<double>(i + 1) / count;
        start[i] = 1.0 + 0.5 * (std::cos(a) - std::cos(b)) / (b - a);
    }
    transport.start(0, water.water, start);
    const int steps = static_cast<int>(std::lround(count / courant));
    for (int step = 0; step < steps; ++step) transport.step(water.step);
    return l1(transport.concentration(0), start);
}

TEST(TransportAccuracy, IsSecondOrderOnASmoothWave) {
    for (const double courant : {0.25, 0.5, 0.8}) {
        const double coarse = wave_error(80, courant), fine = wave_error(160, courant),
                     finest = wave_error(320, courant);
        EXPECT_GE(std::log2(coarse / fine), 1.8) << courant;
        EXPECT_GE(std::log2(fine / finest), 1.8) << courant;
        RecordProperty("l1_320_courant_" + std::to_string(static_cast<int>(100 * courant)), std::to_string(finest));
        std::printf("wave, Courant %.2f: L1 %.3e %.3e %.3e, orders %.2f %.2f\n", courant, coarse, fine, finest,
                    std::log2(coarse / fine), std::log2(fine / finest));
    }
}

/// L1 of a wave between two points of a channel whose section and spacing vary, steady flow.
double uneven_error(std::int32_t count) {
    const Graph graph = made::chain(count);
    const auto n = static_cast<std::size_t>(count);
    // position x in [0, 1], area 1 + x/2 + 0.2 sin 4 pi x; spacing varies by half
    const auto position = [&](std::size_t i) {
        const double s = static_cast<double>(i) / count;
        return s + 0.25 * std::sin(2.0 * pi * s) / (2.0 * pi);
    };
    const auto filled = [](double x) { return x + 0.25 * x * x + 0.2 * (1.0 - std::cos(4.0 * pi * x)) / (4.0 * pi); };
    std::vector<double> water(n), exact(n), start(n);
    const double travelled = 0.3;                                              // m3 passed during the run
    const auto wave = [](double v) { return 1.0 + 0.5 * std::sin(9.0 * v); };  // of the water upstream of a point
    const auto mean = [](double a, double b) {
        return 1.0 + 0.5 * (std::cos(9.0 * a) - std::cos(9.0 * b)) / (9.0 * (b - a));
    };
    double smallest = 1.0;
    for (std::size_t i = 0; i < n; ++i) {
        const double a = filled(position(i)), b = filled(position(i + 1));
        water[i] = b - a;
        start[i] = mean(a, b);
        exact[i] = mean(a - travelled, b - travelled);
        smallest = std::min(smallest, water[i]);
    }
    const int steps = static_cast<int>(std::ceil(travelled / (0.6 * smallest)));
    const double amount = travelled / steps;
    std::vector<double> crossed(graph.from.size(), amount);
    Transport transport(graph, {{"tracer"}});
    transport.start(0, water, start);
    for (int step = 0; step < steps; ++step) {
        transport.set_inflow_concentration(0, 0, wave(-(step + 0.5) * amount));
        transport.step({1.0, water, water, crossed, {}, {}, {}, {}});
    }
    return l1(transport.concentration(0), exact);
}

TEST(TransportAccuracy, IsSecondOrderInAChannelOfVaryingSectionAndSpacing) {
    const double coarse = uneven_error(80), fine = uneven_error(160), finest = uneven_error(320);
    std::printf("uneven channel: L1 %.3e %.3e %.3e, orders %.2f %.2f\n", coarse, fine, finest, std::log2(coarse / fine),
                std::log2(fine / finest));
    EXPECT_GE(std::log2(coarse / fine), 1.8);
    EXPECT_GE(std::log2(fine / finest), 1.8);
}

/// A Gaussian plume in a long channel: 1 m/s, D = 20 m2/s, spacing 50 m, from a variance of (300 m)2, for 2 h.
double gaussian_error(double spacing, double seconds, double& variance_error, double& mass_error) {
    const auto count = static_cast<std::int32_t>(std::lround(16000.0 / spacing));
    const Graph graph = made::chain(count);
    const auto n = static_cast<std::size_t>(count);
    const double dispersion = 20.0, speed = 1.0, duration = 7200.0, x0 = 3000.0, s0 = 300.0, area = 80.0;
    made::SteadyWater water(graph, area * spacing, area * speed, seconds, dispersion * area / spacing * seconds);
    const auto profile = [&](double t) {
        const double s = std::sqrt(s0 * s0 + 2.0 * dispersion * t);
        std::vector<double> c(n);
        for (std::size_t i = 0; i < n; ++i) {
            const double a = (spacing * static_cast<double>(i) - x0 - speed * t) / (s * std::sqrt(2.0));
            const double b = a + spacing / (s * std::sqrt(2.0));
            c[i] = s0 * std::sqrt(pi / 2.0) * (std::erf(b) - std::erf(a)) / spacing;
        }
        return c;
    };
    Transport transport(graph, {{"tracer"}});
    transport.start(0, water.water, profile(0.0));
    for (int step = 0; step < static_cast<int>(std::lround(duration / seconds)); ++step) transport.step(water.step);
    double mass = 0.0, first = 0.0, second = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
        const double x = spacing * (static_cast<double>(i) + 0.5), m = transport.amount(0)[i];
        mass += m;
        first += m * x;
        second += m * x * x;
    }
    const double mean = first / mass;
    variance_error = (second / mass - mean * mean) / (s0 * s0 + 2.0 * dispersion * duration) - 1.0;
    mass_error = std::abs(transport.budget(0).final / transport.budget(0).initial - 1.0);
    EXPECT_NEAR(mean, x0 + speed * duration, 0.002 * speed * duration);
    return l1(transport.concentration(0), profile(duration));
}

TEST(TransportAccuracy, FollowsTheExactGaussianPlume) {
    for (const double seconds : {30.0, 60.0, 300.0, 900.0}) {
        double variance = 0.0, mass = 0.0;
        const double error = gaussian_error(50.0, seconds, variance, mass);
        std::printf("Gaussian, 50 m, %3.0f s (Courant %4.1f): L1 %.3e, variance %+.2e, mass %.1e\n", seconds,
                    seconds / 50.0, error, variance, mass);
        EXPECT_LE(error, 0.01) << seconds;
        EXPECT_LE(std::abs(variance), 0.02) << seconds;
        EXPECT_LE(mass, 1e-14) << seconds;
    }
}

TEST(TransportAccuracy, MovesAPlugAtTheWatersSpeedAndLosesNothing) {
    // given 100 km of 1000 volumes and a plug 4 km long, when it has gone 60 km at Courant 0.44 to 7, then its front
    // has gone 60 km within 0.5 % and its mass is whole
    for (const double seconds : {60.0, 300.0, 900.0}) {
        const Graph graph = made::chain(1000);
        const double speed = 0.75, area = 82.0;
        made::SteadyWater water(graph, area * 100.0, area * speed, seconds);
        Transport transport(graph, {{"tracer"}});
        std::vector<double> start(1000, 0.0);
        std::fill(start.begin() + 50, start.begin() + 90, 1.0);
        transport.start(0, water.water, start);
        const int steps = static_cast<int>(std::lround(60000.0 / (speed * seconds)));
        for (int step = 0; step < steps; ++step) transport.step(water.step);
        const double gone = steps * seconds * speed;
        std::vector<double> exact(1000, 0.0);
        for (std::size_t i = 0; i < 1000; ++i) {
            const double x = 100.0 * static_cast<double>(i) - gone;
            exact[i] = std::clamp(std::min(x + 100.0 - 5000.0, 9000.0 - x) / 100.0, 0.0, 1.0);
        }
        const std::span<const double> c = transport.concentration(0);
        std::size_t front = 999;
        while (c[front] < 0.5) --front;
        const double x_front =
            100.0 * (static_cast<double>(front) + 0.5 + (c[front] - 0.5) / (c[front] - c[front + 1]));
        EXPECT_NEAR(x_front, 9000.0 + gone, 0.005 * gone) << seconds;
        const Budget budget = transport.budget(0);
        EXPECT_NEAR(budget.final + budget.outflow, budget.initial, 1e-13 * budget.initial);
        std::printf("plug, %3.0f s (Courant %.2f, %d sub-steps): front %+.3f %%, L1 %.3f, peak %.4f\n", seconds,
                    speed * seconds / 100.0, transport.substeps(), 100.0 * (x_front - 9000.0 - gone) / gone,
                    l1(c, exact), *std::max_element(c.begin(), c.end()));
        EXPECT_LE(l1(c, exact), 0.2) << seconds;
    }
}

TEST(TransportAccuracy, TinyVolumesAmongLargeOnesNeitherSlowNorSpoilIt) {
    // given one volume in ten a thousand times smaller than the rest, then the step is not cut into pieces for them
    const Graph graph = made::chain(200);
    std::vector<double> water(200, 1.0), crossed(201, 0.5);
    for (std::size_t i = 5; i < 200; i += 20) water[i] = 0.001;
    Transport transport(graph, {{"tracer"}});
    transport.start(0, water, 0.0);
    transport.set_inflow_concentration(0, 0, 1.0);
    for (int step = 0; step < 200; ++step) transport.step({1.0, water, water, crossed, {}, {}, {}, {}});
    EXPECT_EQ(transport.substeps(), 1);
    const std::span<const double> c = transport.concentration(0);
    std::size_t front = 0;
    double passed = 0.0;
    while (c[front] > 0.5) passed += water[front++];
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
    for (int step = 0; step < 2000; ++step) transport.step({1.0, water, water, crossed, {}, {}, {}, {}});
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
    for (std::size_t i = 0; i < 50; ++i) EXPECT_EQ(three.concentration(1)[i], one.concentration(0)[i]);
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
    for (int step = 0; step < 60; ++step) first.step(water.next(graph, true));
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
        for (std::size_t i = 0; i < 50; ++i) EXPECT_EQ(first.amount(k)[i], second.amount(k)[i]);
        EXPECT_EQ(first.budget(k).relative_error, second.budget(k).relative_error);
        EXPECT_EQ(first.budget(k).load, second.budget(k).load);
    }
}

}  // namespace
}  // namespace liriver::solver::transport
