#include "solver/assimilation/least_squares.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

namespace liriver::solver::assimilation {
namespace {

using Model = std::function<std::vector<double>(const std::vector<double>&)>;

int search(LeastSquares& search, const Model& model) {
    int evaluations = 0;
    while (!search.asked().empty()) {
        std::vector<std::vector<double>> told;
        for (const auto& point : search.asked()) {
            told.push_back(model(point));
            ++evaluations;
        }
        search.tell(std::move(told));
    }
    return evaluations;
}

LeastSquaresOptions fine() {
    LeastSquaresOptions options;
    options.difference = 1e-6;
    options.step_tolerance = 1e-12;
    options.gain_tolerance = 1e-15;
    options.most_iterations = 200;
    return options;
}

// Rosenbrock (1960) Computer J. 3, 175-184: least at (1, 1), from (-1.2, 1).
std::vector<double> rosenbrock(const std::vector<double>& x) { return {10.0 * (x[1] - x[0] * x[0]), 1.0 - x[0]}; }

TEST(LeastSquares, FindsTheBottomOfRosenbrocksValley) {
    LeastSquares found({-1.2, 1.0}, {-5.0, -5.0}, {5.0, 5.0}, fine());
    EXPECT_LT(search(found, rosenbrock), 200);
    EXPECT_NEAR(found.best().point[0], 1.0, 1e-6);
    EXPECT_NEAR(found.best().point[1], 1.0, 1e-6);
    EXPECT_NE(found.state(), SearchState::exhausted);
}

// With x1 <= 0.5 the valley's lowest point is (0.5, 0.25), where the sum is 0.25.
TEST(LeastSquares, EndsOnABoundWhereTheValleyLeavesTheBox) {
    LeastSquares found({-1.2, 1.0}, {-5.0, -5.0}, {0.5, 5.0}, fine());
    search(found, rosenbrock);
    EXPECT_EQ(found.best().point[0], 0.5);
    EXPECT_NEAR(found.best().point[1], 0.25, 1e-6);
    EXPECT_NEAR(found.sum(), 0.25, 1e-10);
}

// NIST Statistical Reference Datasets, Misra1a (nonlinear regression, lower difficulty): y = b1 (1 - exp(-b2 x)),
// certified b1 = 2.3894212918e2, b2 = 5.5015643181e-4, residual sum of squares 1.2455138894e-1, from its start 1.
TEST(LeastSquares, MeetsTheCertifiedValuesOfMisra1a) {
    const std::vector<double> x{77.6,  114.9, 141.1, 190.8, 239.9, 289.0, 332.8,
                                378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760.0};
    const std::vector<double> y{10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02,
                                44.82, 50.76, 55.05, 61.01, 66.40, 75.47, 81.78};
    LeastSquares found({std::log(500.0), std::log(1e-4)}, {std::log(1.0), std::log(1e-6)},
                       {std::log(1e4), std::log(1.0)}, fine());
    search(found, [&](const std::vector<double>& b) {
        std::vector<double> r;
        r.reserve(x.size());
        for (std::size_t i = 0; i < x.size(); ++i)
            r.push_back(std::exp(b[0]) * (1.0 - std::exp(-std::exp(b[1]) * x[i])) - y[i]);
        return r;
    });
    EXPECT_NEAR(std::exp(found.best().point[0]) / 2.3894212918e2, 1.0, 1e-6);
    EXPECT_NEAR(std::exp(found.best().point[1]) / 5.5015643181e-4, 1.0, 1e-6);
    EXPECT_NEAR(found.sum() / 1.2455138894e-1, 1.0, 1e-9);
}

TEST(LeastSquares, AParameterThatMovesNothingStaysAndTheOthersAreFound) {
    LeastSquares found({0.3, 0.7}, {-2.0, -2.0}, {2.0, 2.0}, fine());
    search(found, [](const std::vector<double>& p) { return std::vector<double>{p[0] - 1.0, 2.0 * (p[0] - 1.0)}; });
    EXPECT_NEAR(found.best().point[0], 1.0, 1e-9);
    EXPECT_EQ(found.best().point[1], 0.7);
    EXPECT_EQ(found.state(), SearchState::converged);
}

TEST(LeastSquares, GoesRoundPointsThatCannotBeEvaluated) {
    // Beyond 0.5 the model cannot be run, and the start lies so near that the quotient's step meets that wall.
    LeastSquaresOptions options = fine();
    options.difference = 0.01;
    LeastSquares found({0.495}, {-2.0}, {2.0}, options);
    search(found, [](const std::vector<double>& p) {
        return p[0] > 0.5 ? std::vector<double>{} : std::vector<double>{std::exp(p[0]) - 1.0};
    });
    EXPECT_NEAR(found.best().point[0], 0.0, 1e-6);

    LeastSquares lost({1.0}, {-2.0}, {2.0}, options);
    search(lost, [](const std::vector<double>&) { return std::vector<double>{}; });
    EXPECT_EQ(lost.state(), SearchState::failed);
}

TEST(LeastSquares, ASearchFromAKnownPointAsksForNoJacobianFirst) {
    Linearisation known;
    known.point = {0.0};
    known.residuals = {-1.0};
    known.jacobian = Matrix(1, 1);
    known.jacobian.values = {1.0};
    LeastSquares found(known, {-5.0}, {5.0}, fine());
    ASSERT_EQ(found.asked().size(), 1U);
    EXPECT_NEAR(found.asked()[0][0], 1.0 / 1.001, 1e-12);  // damped by 1e-3
    search(found, [](const std::vector<double>& p) { return std::vector<double>{p[0] - 1.0}; });
    EXPECT_NEAR(found.best().point[0], 1.0, 1e-9);
}

}  // namespace
}  // namespace liriver::solver::assimilation
