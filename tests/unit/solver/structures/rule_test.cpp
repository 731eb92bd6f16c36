// Rules: hysteresis, priority, rates, clock and calendar.
#include "solver/structures/rule.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace liriver::solver::structures {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr LocalClock noon{7, 1, 43200.0};

Rule rule(int priority = 1) {
    Rule made;
    made.priority = priority;
    return made;
}

TEST(Rules, ComeToHoldAtOneMarkAndCeaseAtAnother) {
    Rule opens = rule();
    opens.when = {{0, true, 143.0, 142.5}};
    RuleBook book({opens}, {0.0});
    const std::array<double, 1> wanted{1.0};
    const std::array<double, 1> otherwise{0.0};
    std::vector<double> seen;
    for (const double stage : {142.0, 142.9, 143.0, 142.6, 142.5, 142.49, 142.9}) {
        book.evaluate(noon, std::array{stage}, wanted, otherwise, 900.0);
        seen.push_back(book.settings()[0]);
    }
    EXPECT_EQ(seen, (std::vector<double>{0, 0, 1, 1, 1, 0, 0}));
}

TEST(Rules, ReadAMarkFromAboveToo) {
    Rule releases = rule();
    releases.when = {{0, false, 30.0, 35.0}};
    RuleBook book({releases}, {none});
    const std::array<double, 1> wanted{20.0};
    const std::array<double, 1> otherwise{none};
    std::vector<bool> held;
    for (const double flow : {40.0, 30.0, 34.0, none, 35.1, 31.0}) {
        book.evaluate(noon, std::array{flow}, wanted, otherwise, 900.0);
        held.push_back(!std::isnan(book.settings()[0]));
    }
    EXPECT_EQ(held, (std::vector<bool>{false, true, true, true, false, false}));
}

TEST(Rules, OfOneTargetGiveWayToTheSmallerPriority) {
    Rule flood = rule(1);
    flood.when = {{0, true, 5.0, 4.0}};
    Rule drought = rule(2);
    RuleBook book({drought, flood}, {0.5});
    const std::array<double, 2> wanted{0.1, 1.0};
    const std::array<double, 1> otherwise{0.5};
    book.evaluate(noon, std::array{3.0}, wanted, otherwise, 900.0);
    EXPECT_EQ(book.settings()[0], 0.1);
    EXPECT_EQ(book.in_force(0), 0);
    book.evaluate(noon, std::array{6.0}, wanted, otherwise, 900.0);
    EXPECT_EQ(book.settings()[0], 1.0);
    EXPECT_EQ(book.in_force(0), 1);
}

TEST(Rules, MoveTheirTargetNoFasterThanTheirRates) {
    Rule opens = rule();
    opens.when = {{0, true, 5.0, 5.0}};
    opens.rate_up = 0.2 / 3600.0;
    opens.rate_down = 0.1 / 3600.0;
    RuleBook book({opens}, {0.0});
    const std::array<double, 1> wanted{0.5};
    const std::array<double, 1> otherwise{0.0};
    std::vector<double> seen;
    for (const double value : {6.0, 6.0, 6.0, 6.0, 1.0, 1.0}) {
        book.evaluate(noon, std::array{value}, wanted, otherwise, 3600.0);
        seen.push_back(std::round(book.settings()[0] * 1e9) / 1e9);
    }
    EXPECT_EQ(seen, (std::vector<double>{0.2, 0.4, 0.5, 0.5, 0.4, 0.3}));
}

TEST(Rules, HoldWithinTheirDatesAndHours) {
    Rule night = rule();
    night.hours = ClockSpan{22.0 * 3600.0, 6.0 * 3600.0};
    night.dates = CalendarSpan{11, 1, 2, 28};
    RuleBook book({night}, {0.0});
    const std::array<double, 1> wanted{1.0};
    const std::array<double, 1> otherwise{0.0};
    const auto at = [&](int month, int day, double hour) {
        book.evaluate({month, day, hour * 3600.0}, {}, wanted, otherwise, 900.0);
        return book.settings()[0];
    };
    EXPECT_EQ(at(12, 31, 23.0), 1.0);
    EXPECT_EQ(at(1, 1, 5.99), 1.0);
    EXPECT_EQ(at(1, 1, 6.0), 0.0);
    EXPECT_EQ(at(2, 28, 22.0), 1.0);
    EXPECT_EQ(at(2, 29, 22.0), 0.0);
    EXPECT_EQ(at(10, 31, 23.0), 0.0);
}

TEST(Rules, GoOnFromTheirMemoryAsIfNeverStopped) {
    Rule opens = rule();
    opens.when = {{0, true, 5.0, 3.0}};
    opens.rate_up = opens.rate_down = 0.1;
    RuleBook whole({opens}, {0.0});
    RuleBook second({opens}, {0.0});
    const std::array<double, 1> wanted{0.9};
    const std::array<double, 1> otherwise{0.0};
    const std::vector<double> values{6.0, 4.0, 4.0, 2.0, 2.0, 4.0};
    for (std::size_t k = 0; k < values.size(); ++k) {
        if (k == 3) {  // carried over, as a checkpoint does
            const auto copy = [](auto from, auto to) { std::copy(from.begin(), from.end(), to.begin()); };
            copy(whole.setting_memory(), second.setting_memory());
            copy(whole.threshold_memory(), second.threshold_memory());
            copy(whole.force_memory(), second.force_memory());
            copy(whole.mover_memory(), second.mover_memory());
        }
        whole.evaluate(noon, std::array{values[k]}, wanted, otherwise, 2.0);
        if (k >= 3) {
            second.evaluate(noon, std::array{values[k]}, wanted, otherwise, 2.0);
            EXPECT_EQ(second.settings()[0], whole.settings()[0]);
        }
    }
}

TEST(YearlyCurve, RunsOnOverNewYear) {
    const auto curve = YearlyCurve::make({91.0, 335.0}, {10.0, 20.0}).value();
    EXPECT_DOUBLE_EQ(curve.value({4, 1, 0.0}), 10.0);
    EXPECT_DOUBLE_EQ(curve.value({12, 1, 0.0}), 20.0);
    // from 1 December (335) to 1 April (91): 122 days; 1 January is 31 of them on
    EXPECT_DOUBLE_EQ(curve.value({1, 1, 0.0}), 20.0 - 10.0 * 31.0 / 122.0);
    EXPECT_FALSE(YearlyCurve::make({5.0, 5.0}, {1.0, 2.0}));
}

}  // namespace
}  // namespace liriver::solver::structures
