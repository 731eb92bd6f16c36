// Given water that sinks, when the lag has passed, then it comes back: all of it, and at the right time.
#include "solver/forcing/delay_line.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>
#include <vector>

namespace liriver::solver::forcing {
namespace {

TEST(DelayLine, GivesBackAllThatWentInWhateverTheSteps) {
    std::mt19937 random(7);
    std::uniform_real_distribution<double> length(0.1, 900.0);
    std::uniform_real_distribution<double> flow(0.0, 5.0);
    DelayLine line(7200.0, 1);
    double in = 0.0;
    double out = 0.0;
    double carried = 0.0;
    for (double t = 0.0; t < 50000.0;) {
        const double dt = length(random);
        out += line.coming_out(0, t, t + dt);
        carried += line.coming_out(1, t, t + dt);
        const double water = t < 30000.0 ? dt * flow(random) : 0.0;
        line.advance(t, t + dt, std::vector<double>{water, 0.25 * water});
        in += water;
        t += dt;
        ASSERT_NEAR(in, out + line.under_way(0), 1e-12 * (in + 1.0));
        ASSERT_GE(line.under_way(0), 0.0);
    }
    EXPECT_NEAR(out, in, 1e-12 * in);  // 20 000 s after the last drop went in
    EXPECT_NEAR(carried, 0.25 * in, 1e-12 * in);
}

// Q(t) = 1 + sin(2 pi t / 86400) comes out as Q(t - lag): exactly shifted, but for the blur of one bin.
TEST(DelayLine, ShiftsAWaveByTheLag) {
    const double lag = 6.0 * 3600.0;
    const double omega = 2.0 * std::numbers::pi / 86400.0;
    DelayLine line(lag, 0);
    const auto integral = [&](double t) { return t - std::cos(omega * t) / omega; };
    double worst = 0.0;
    for (int step = 0; step < 1000; ++step) {
        const double t = 300.0 * step;
        const double out = line.coming_out(0, t, t + 300.0);
        line.advance(t, t + 300.0, std::vector<double>{integral(t + 300.0) - integral(t)});
        if (t > lag + 300.0)
            worst = std::max(worst, std::abs(out / 300.0 - (integral(t + 300.0 - lag) - integral(t - lag)) / 300.0));
    }
    EXPECT_LT(worst, omega * lag / DelayLine::bins_a_lag);  // slope of Q times one bin
}

TEST(DelayLine, LooksWithoutChanging) {
    DelayLine line(3600.0, 0);
    line.advance(0.0, 600.0, std::vector<double>{60.0});
    EXPECT_EQ(line.coming_out(0, 600.0, 1200.0), 0.0);
    line.advance(600.0, 3600.0, std::vector<double>{0.0});
    const double once = line.coming_out(0, 3600.0, 4200.0);
    EXPECT_EQ(once, line.coming_out(0, 3600.0, 4200.0));
    EXPECT_NEAR(once, 60.0, 60.0 / 20.0);
    EXPECT_NEAR(line.coming_out(0, 3600.0, 4260.0), 60.0, 1e-12);
}

}  // namespace
}  // namespace liriver::solver::forcing
