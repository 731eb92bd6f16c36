#include "solver/forcing/function.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace liriver::solver::forcing {
namespace {

/// Job C's hydrograph: 60 m3/s to 24 h, up to 1500 at 48 h, down to 60 at 120 h.
Function flood() {
    return *Function::linear({0.0, 86400.0, 172800.0, 432000.0}, {60.0, 60.0, 1500.0, 60.0}, Outside::hold,
                             Outside::hold);
}

TEST(Forcing, ConstantIntegratesToValueTimesTime) {
    const Function function = Function::constant(45.0);
    EXPECT_DOUBLE_EQ(function.value(-1e6), 45.0);
    EXPECT_DOUBLE_EQ(function.integral(100.0, 160.0), 2700.0);
    EXPECT_EQ(function.next_break(0.0), std::numeric_limits<double>::infinity());
}

TEST(Forcing, FloodHydrographHoldsItsKnownVolume) {
    // 60 for a day; trapezia of mean 780 over 24 h and 72 h; 60 for 5 more days
    const double known = 60.0 * 86400.0 + 780.0 * 86400.0 + 780.0 * 3.0 * 86400.0 + 60.0 * 5.0 * 86400.0;
    EXPECT_NEAR(flood().integral(0.0, 864000.0), known, 1e-15 * known);
    EXPECT_DOUBLE_EQ(flood().value(129600.0), 780.0);
}

TEST(Forcing, StepsOfAnyLengthAddUpToTheWhole) {
    const Function function = flood();
    std::mt19937_64 random(7);
    std::uniform_real_distribution<double> length(1.0, 900.0);
    Cursor cursor;
    double t = 0.0, sum = 0.0;
    while (t < 864000.0) {
        const double next = std::min(t + length(random), 864000.0);
        sum += function.integral(t, next, cursor);
        t = next;
    }
    EXPECT_NEAR(sum, function.integral(0.0, 864000.0), 1e-13 * sum);
}

TEST(Forcing, ShortStepAfterALongPastKeepsItsDigits) {
    // given a century of hourly values, when one second late in it is integrated, then no digits are lost
    std::vector<double> times, values;
    for (int i = 0; i <= 876600; ++i) {
        times.push_back(3600.0 * i);
        values.push_back(6000.0);
    }
    const Function function = *Function::linear(times, values, Outside::refuse, Outside::refuse);
    const double t = 3600.0 * 876000.0 + 10.0;
    EXPECT_NEAR(function.integral(t, t + 1.0), 6000.0, 6000.0 * 1e-15);
    EXPECT_NEAR(function.integral(0.0, times.back()), 6000.0 * times.back(), 1e-12 * 6000.0 * times.back());
}

TEST(Forcing, BlocksJumpAtTheirTimes) {
    const Function function = *Function::blocks({0.0, 10.0, 30.0}, {1.0, 5.0, 2.0}, Outside::zero, Outside::zero);
    EXPECT_DOUBLE_EQ(function.value(9.999), 1.0);
    EXPECT_DOUBLE_EQ(function.value(10.0), 5.0);
    EXPECT_DOUBLE_EQ(function.value(-0.001), 0.0);
    EXPECT_DOUBLE_EQ(function.value(30.0), 0.0);
    EXPECT_DOUBLE_EQ(function.integral(-5.0, 100.0), 10.0 + 100.0);
    EXPECT_DOUBLE_EQ(function.integral(5.0, 15.0), 5.0 + 25.0);
}

TEST(Forcing, OutsideIsWhatWasAskedFor) {
    const auto held = *Function::linear({10.0, 20.0}, {3.0, 7.0}, Outside::hold, Outside::hold);
    EXPECT_DOUBLE_EQ(held.integral(0.0, 30.0), 30.0 + 50.0 + 70.0);
    const auto gone = *Function::linear({10.0, 20.0}, {3.0, 7.0}, Outside::zero, Outside::zero);
    EXPECT_DOUBLE_EQ(gone.integral(0.0, 30.0), 50.0);
    EXPECT_DOUBLE_EQ(gone.value(9.0), 0.0);
    EXPECT_DOUBLE_EQ(gone.value(20.0), 7.0);
    EXPECT_DOUBLE_EQ(gone.value(21.0), 0.0);
    const auto known = *Function::linear({10.0, 20.0}, {3.0, 7.0}, Outside::hold, Outside::refuse, "q.csv: discharge");
    EXPECT_FALSE(known.uncovered(0.0, 20.0).has_value());
    ASSERT_TRUE(known.uncovered(0.0, 20.5).has_value());
    EXPECT_EQ(known.uncovered(0.0, 20.5)->place, "q.csv: discharge");
}

TEST(Forcing, SumsAndMultiplesIntegrateTermByTerm) {
    const Function release = *Function::blocks({0.0, 100.0}, {4.0, 8.0}, Outside::zero, Outside::hold);
    const Function share = Function::constant(2.5).times(2.0).plus(release.times(-0.5)).plus(flood());
    EXPECT_DOUBLE_EQ(share.value(50.0), 5.0 - 2.0 + 60.0);
    EXPECT_DOUBLE_EQ(share.integral(50.0, 150.0), 500.0 - 100.0 - 200.0 + 6000.0);
    EXPECT_DOUBLE_EQ(share.next_break(0.0), 100.0);
    EXPECT_DOUBLE_EQ(share.next_break(100.0), 86400.0);
}

TEST(Forcing, BeforeAJumpTheOldBlockHolds) {
    const Function gate = *Function::blocks({0.0, 10.0, 30.0}, {1.0, 5.0, 2.0}, Outside::hold, Outside::hold);
    EXPECT_DOUBLE_EQ(gate.value(10.0), 5.0);
    EXPECT_DOUBLE_EQ(gate.value_before(10.0), 1.0);
    EXPECT_DOUBLE_EQ(gate.value_before(10.001), 5.0);
    EXPECT_DOUBLE_EQ(gate.value_before(30.0), 5.0);
    EXPECT_DOUBLE_EQ(gate.value_before(0.0), 1.0);
    EXPECT_DOUBLE_EQ(gate.value_before(31.0), 2.0);
    const Function load = *Function::blocks({10.0, 30.0}, {3.0, 0.0}, Outside::zero, Outside::zero);
    EXPECT_DOUBLE_EQ(load.value_before(10.0), 0.0);
    EXPECT_DOUBLE_EQ(load.value_before(30.0), 3.0);
    const Function line = *Function::linear({0.0, 10.0}, {0.0, 20.0}, Outside::hold, Outside::hold);
    EXPECT_DOUBLE_EQ(line.value_before(5.0), 10.0);
}

std::vector<double> breaks_of(const Function& function) {
    std::vector<double> breaks;
    for (double t = function.next_break(-1.0); std::isfinite(t); t = function.next_break(t))
        breaks.push_back(t);
    return breaks;
}

TEST(Forcing, OnlyBendsAndJumpsAreBreaks) {
    // rows every 100 s on two straight lines, with measuring noise of half a per cent of the range
    std::vector<double> times;
    std::vector<double> values;
    for (int i = 0; i <= 100; ++i) {
        times.push_back(100.0 * i);
        values.push_back((i <= 37 ? i / 37.0 : (100 - i) / 63.0) + (i % 2 == 0 || i == 37 ? 0.0 : 0.005));
    }
    EXPECT_EQ(breaks_of(*Function::linear(times, values, Outside::hold, Outside::hold)),
              (std::vector<double>{0.0, 3700.0, 10000.0}));
    // a block that holds the value before is no jump
    EXPECT_EQ(breaks_of(*Function::blocks({0, 1, 2, 3, 4}, {7, 7, 9, 9, 9}, Outside::hold, Outside::hold)),
              (std::vector<double>{0.0, 2.0, 4.0}));
}

TEST(Forcing, BetweenBreaksASmoothSeriesIsStraightToOnePerCentOfItsRange) {
    std::vector<double> times;
    std::vector<double> values;
    for (int i = 0; i <= 20000; ++i) {
        times.push_back(30.0 * i);
        values.push_back(100.0 + 40.0 * std::sin(times.back() / 2e4) + 10.0 * std::sin(times.back() / 3e3));
    }
    const Function series = *Function::linear(times, values, Outside::hold, Outside::hold);
    const std::vector<double> breaks = breaks_of(series);
    EXPECT_LT(breaks.size(), 1000U);
    double farthest = 0.0;
    for (std::size_t i = 0; i + 1 < breaks.size(); ++i)
        for (double t = breaks[i]; t < breaks[i + 1]; t += 30.0) {
            const double share = (t - breaks[i]) / (breaks[i + 1] - breaks[i]);
            farthest = std::max(farthest, std::abs(series.value(t) - (1.0 - share) * series.value(breaks[i]) -
                                                   share * series.value(breaks[i + 1])));
        }
    EXPECT_LT(farthest, 0.0101 * 100.0);
}

TEST(Forcing, CursorNeverChangesAResult) {
    const Function function = flood();
    std::mt19937_64 random(11);
    std::uniform_real_distribution<double> anywhere(-1e5, 1e6);
    Cursor cursor;
    for (int i = 0; i < 1000; ++i) {
        const double a = anywhere(random), b = anywhere(random);
        const double t0 = std::min(a, b), t1 = std::max(a, b);
        EXPECT_EQ(function.value(t0, cursor), function.value(t0));
        EXPECT_EQ(function.integral(t0, t1, cursor), function.integral(t0, t1));
    }
}

TEST(Forcing, RefusesWhatIsNotASeries) {
    EXPECT_FALSE(Function::linear({}, {}, Outside::hold, Outside::hold));
    EXPECT_FALSE(Function::linear({0.0, 1.0}, {1.0}, Outside::hold, Outside::hold));
    EXPECT_FALSE(Function::linear({0.0, std::nan("")}, {1.0, 2.0}, Outside::hold, Outside::hold));
    const auto unordered = Function::linear({0.0, 5.0, 5.0}, {1.0, 2.0, 3.0}, Outside::hold, Outside::hold, "q.csv");
    ASSERT_FALSE(unordered);
    EXPECT_EQ(mesh::field::to_string(unordered.error()),
              "q.csv: found row 2 not later than the row before it, expected times in growing order");
}

}  // namespace
}  // namespace liriver::solver::forcing
