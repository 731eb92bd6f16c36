#include "solver/assimilation/student_t.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace liriver::solver::assimilation {
namespace {

// Table 26.10 of Abramowitz & Stegun (1964), A(t|v) = 0.95 two-sided, given to 3 decimals there; the further digits are
// those of NIST/SEMATECH e-Handbook 1.3.6.7.2 and of the exact quantiles for 1 and 2 degrees of freedom.
TEST(StudentT, QuantilesAreThoseOfTheTables) {
    EXPECT_NEAR(student_t_quantile(0.975, 1.0), std::tan(std::numbers::pi * 0.475), 1e-8);
    EXPECT_NEAR(student_t_quantile(0.975, 2.0), 0.95 * std::sqrt(2.0 / (1.0 - 0.95 * 0.95)), 1e-9);
    EXPECT_NEAR(student_t_quantile(0.975, 10.0), 2.228, 5e-4);
    EXPECT_NEAR(student_t_quantile(0.975, 30.0), 2.042, 5e-4);
    EXPECT_NEAR(student_t_quantile(0.995, 60.0), 2.660, 5e-4);
    EXPECT_NEAR(student_t_quantile(0.975, 1e7), 1.959964, 1e-5);  // the normal distribution's
    EXPECT_NEAR(student_t_quantile(0.025, 10.0), -student_t_quantile(0.975, 10.0), 1e-12);
    EXPECT_NEAR(student_t_quantile(0.5, 3.0), 0.0, 1e-12);
}

TEST(StudentT, OneDegreeOfFreedomIsTheCauchyDistribution) {
    for (const double t : {-3.0, -0.5, 0.0, 0.1, 1.0, 7.0})
        EXPECT_NEAR(student_t_probability(t, 1.0), 0.5 + std::atan(t) / std::numbers::pi, 1e-12) << t;
}

}  // namespace
}  // namespace liriver::solver::assimilation
