#include "data/standards/rounding.h"

#include <gtest/gtest.h>

#include <cmath>

namespace liriver::data::standards {
namespace {

// GB/T 8170-2008: to the nearest; a half to the even digit.
TEST(Rounding, TakesAHalfToTheEvenDigit) {
    EXPECT_EQ(round_half_even(0.155, 2), 0.16);
    EXPECT_EQ(round_half_even(0.145, 2), 0.14);
    EXPECT_EQ(round_half_even(1.005, 2), 1.0) << "halfway as a decimal number, whatever its binary form";
    EXPECT_EQ(round_half_even(1.015, 2), 1.02);
    EXPECT_EQ(round_half_even(0.5, 0), 0.0);
    EXPECT_EQ(round_half_even(1.5, 0), 2.0);
    EXPECT_EQ(round_half_even(2.5, 0), 2.0);
    EXPECT_EQ(round_half_even(-2.5, 0), -2.0);
    EXPECT_EQ(round_half_even(9.95, 1), 10.0) << "9.95: the 9 is odd";
    EXPECT_EQ(round_half_even(999.5, 0), 1000.0);
}

TEST(Rounding, GoesToTheNearestElsewhere) {
    EXPECT_EQ(round_half_even(0.1549999, 2), 0.15);
    EXPECT_EQ(round_half_even(0.1550001, 2), 0.16);
    EXPECT_EQ(round_half_even(0.004, 2), 0.0);
    EXPECT_EQ(round_half_even(0.006, 2), 0.01);
    EXPECT_EQ(round_half_even(0.0006, 2), 0.0);
    EXPECT_EQ(round_half_even(123456.78, 1), 123456.8);
    EXPECT_EQ(round_half_even(20.0, 1), 20.0);
    EXPECT_EQ(round_half_even(0.0, 3), 0.0);
}

TEST(Rounding, TakesAMeanThatMissesAHalfByRoundOffForOne) {
    const double mean = (0.1 + 0.2 + 0.165) / 3.0;  // 0.155, and 0.15500000000000003 in binary
    EXPECT_EQ(round_half_even(mean, 2), 0.16);
    EXPECT_EQ(without_round_off((0.1 + 0.2) / 3.0), 0.1);
}

TEST(Rounding, LeavesWhatIsNoNumberAlone) { EXPECT_TRUE(std::isnan(round_half_even(NAN, 2))); }

}  // namespace
}  // namespace liriver::data::standards
