// Output times are multiples of the interval, none twice and none left out, whatever the interval's digits.
#include <gtest/gtest.h>

#include <chrono>

#include "data/tables/time.h"
#include "scenarios/runner/prepare.h"

namespace liriver::scenarios::runner {
namespace {

class OutputTimes : public testing::TestWithParam<double> {};

TEST_P(OutputTimes, AreEachMultipleOnceToTheNanosecond) {
    const double interval = GetParam();
    const data::tables::Time start{};
    double time = 0.0;
    data::tables::Time before = start;
    for (int k = 1; k <= 20000; ++k) {
        time = next_multiple(time, interval);
        EXPECT_NEAR(time, k * interval, 1e-15 * k * interval) << k;
        // then the clock, which counts nanoseconds, goes on
        const data::tables::Time now = data::tables::after(start, time);
        ASSERT_GT(now, before) << "output " << k << " at " << time << " s";
        before = now;
    }
}

INSTANTIATE_TEST_SUITE_P(Intervals, OutputTimes,
                         testing::Values(0.05, 0.1, 0.2, 0.25, 0.3, 0.33, 0.7, 1.0, 1.1, 2.5, 7.0, 60.0, 3600.0,
                                         86400.0));

TEST(OutputTime, ATimeJustBeforeAMultipleDoesNotSkipIt) {
    EXPECT_DOUBLE_EQ(next_multiple(86399.9999, 86400.0), 86400.0);
    EXPECT_DOUBLE_EQ(next_multiple(86400.0, 86400.0), 172800.0);
}

}  // namespace
}  // namespace liriver::scenarios::runner
