#include "solver/quality/vector_math.h"

#include <gtest/gtest.h>

#include <cmath>

namespace liriver::solver::quality {
namespace {

constexpr double digits = 2.220446049250313e-16;

TEST(VectorMath, ExponentialIsTheLibrarysToFourRoundings) {
    for (double x = -699.9; x < 700.0; x += 0.0917)
        EXPECT_NEAR(exponential(x) / std::exp(x), 1.0, 4.0 * digits) << x;
    EXPECT_EQ(exponential(0.0), 1.0);
    EXPECT_GT(exponential(-1e6), 0.0);
    EXPECT_LT(exponential(-1e6), 1e-300);
}

TEST(VectorMath, LogarithmIsTheLibrarysToFourRoundings) {
    for (double x = 1e-300; x < 1e300; x *= 1.0371)
        EXPECT_NEAR(logarithm(x), std::log(x), 4.0 * digits * std::max(1.0, std::abs(std::log(x)))) << x;
    for (double x = 0.5; x < 2.0; x += 0.00131)
        EXPECT_NEAR(logarithm(x), std::log(x), 2.0 * digits) << x;
    EXPECT_EQ(logarithm(1.0), 0.0);
    EXPECT_LT(logarithm(0.0), -700.0);
}

TEST(VectorMath, PowerIsTheLibrarys) {
    for (double x = 0.01; x < 1000.0; x *= 1.171)
        for (const double y : {0.5, 2.0 / 3.0, 1.67, 5.25588})
            EXPECT_NEAR(power(x, y) / std::pow(x, y), 1.0, 100.0 * digits) << x << " " << y;
    EXPECT_LT(power(0.0, 2.0 / 3.0), 1e-200);
}

}  // namespace
}  // namespace liriver::solver::quality
