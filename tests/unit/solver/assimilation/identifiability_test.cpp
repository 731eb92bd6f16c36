#include "solver/assimilation/identifiability.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace liriver::solver::assimilation {
namespace {

Matrix two_columns(std::vector<double> a, const std::vector<double>& b) {
    Matrix m;
    m.rows = a.size();
    m.columns = 2;
    m.values = std::move(a);
    m.values.insert(m.values.end(), b.begin(), b.end());
    return m;
}
const std::vector<std::size_t> both{0, 1};

TEST(Identifiability, TheMeasureOfAColumnIsItsRootMeanSquare) {
    const auto measure = mean_square_sensitivity(two_columns({3.0, -4.0}, {0.0, 0.0}));
    EXPECT_NEAR(measure[0], std::sqrt(12.5), 1e-15);
    EXPECT_EQ(measure[1], 0.0);
}

// Two columns at an angle phi have S~'S~ = [1 cos; cos 1], whose smallest eigenvalue is 1 - |cos phi|.
TEST(Identifiability, TheCollinearityOfTwoColumnsFollowsFromTheirAngle) {
    for (const double degrees : {90.0, 60.0, 10.0, 170.0, 0.1}) {
        const double phi = degrees * std::numbers::pi / 180.0;
        const Matrix m = two_columns({5.0, 0.0, 0.0}, {2.0 * std::cos(phi), 2.0 * std::sin(phi), 0.0});
        EXPECT_NEAR(collinearity_index(m, both) * std::sqrt(1.0 - std::abs(std::cos(phi))), 1.0, 1e-6) << degrees;
    }
    EXPECT_GT(collinearity_index(two_columns({1.0, 2.0}, {-2.0, -4.0}), both), 1e15);
    EXPECT_TRUE(std::isinf(collinearity_index(two_columns({1.0, 2.0}, {0.0, 0.0}), both)));
}

TEST(Identifiability, TheWeakestDirectionOfLikeColumnsIsOneUpAndTheOtherDown) {
    const auto direction = weakest_direction(two_columns({1.0, 2.0, 2.0}, {2.0, 4.0, 4.0000001}), both);
    EXPECT_NEAR(direction[0] * direction[1], -0.5, 1e-6);
}

TEST(Identifiability, SingularValuesOfADiagonalAreItsEntries) {
    const auto svd = singular_values(two_columns({2.0, 0.0, 0.0}, {0.0, 7.0, 0.0}));
    EXPECT_NEAR(svd.values[0], 7.0, 1e-14);
    EXPECT_NEAR(svd.values[1], 2.0, 1e-14);
    EXPECT_NEAR(std::abs(svd.vectors[0][1]), 1.0, 1e-14);
}

// A straight line y = a + b x through n points with errors of variance s2 (Draper & Smith 1998, sec. 1.4):
// var b = s2 / sum (x - mean)^2, var a = s2 sum x^2 / (n sum (x - mean)^2), cov = -s2 mean / sum (x - mean)^2.
TEST(Identifiability, TheCovarianceOfAStraightLineIsTheTextbooks) {
    const std::vector<double> x{1.0, 2.0, 4.0, 7.0};
    const auto result = covariance(two_columns({1.0, 1.0, 1.0, 1.0}, x), {true, true}, 0.25);
    const double spread = 2.5 * 2.5 + 1.5 * 1.5 + 0.5 * 0.5 + 3.5 * 3.5;
    const double squares = 1.0 + 4.0 + 16.0 + 49.0;
    EXPECT_NEAR(result.standard_error[0], std::sqrt(0.25 * squares / (4.0 * spread)), 1e-14);
    EXPECT_NEAR(result.standard_error[1], std::sqrt(0.25 / spread), 1e-14);
    EXPECT_NEAR(result.correlation[0][1], -3.5 * std::sqrt(4.0 / squares), 1e-14);
}

TEST(Identifiability, WhatTheDataCannotTellApartHasNoStandardError) {
    const auto together = covariance(two_columns({1.0, 2.0}, {2.0, 4.0}), {true, true}, 1.0);
    EXPECT_TRUE(std::isinf(together.standard_error[0]));
    EXPECT_TRUE(std::isinf(together.standard_error[1]));
    const auto held = covariance(two_columns({1.0, 2.0}, {2.0, 4.0}), {true, false}, 1.0);
    EXPECT_NEAR(held.standard_error[0], 1.0 / std::sqrt(5.0), 1e-15);
    EXPECT_TRUE(std::isinf(held.standard_error[1]));
}

}  // namespace
}  // namespace liriver::solver::assimilation
