#include "scenarios/studies/fit.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace liriver::scenarios::studies {
namespace {

// By hand: differences .1 -.1 .2 .1 -.2, their squares sum to .11; about the mean 3 the observed squares sum to 10.
TEST(Fit, IsWhatOneReckonsByHand) {
    const std::vector<double> time{0.0, 60.0, 120.0, 180.0, 240.0};
    const std::vector<double> observed{1.0, 2.0, 3.0, 4.0, 5.0};
    const Fit fit = measure_fit(time, observed, std::vector<double>{1.1, 1.9, 3.2, 4.1, 4.8});
    EXPECT_NEAR(fit.nse, 1.0 - 0.11 / 10.0, 1e-14);
    EXPECT_NEAR(fit.rmse, std::sqrt(0.11 / 5.0), 1e-14);
    EXPECT_NEAR(fit.bias, 0.1 / 5.0, 1e-14);
    EXPECT_NEAR(fit.peak_error, -0.2, 1e-14);
    EXPECT_EQ(fit.peak_time_error, 0.0);
}

TEST(Fit, TheMeanOfTheObservedScoresNothingAndALatePeakIsLate) {
    const std::vector<double> time{0.0, 60.0, 120.0, 180.0};
    const std::vector<double> observed{1.0, 5.0, 1.0, 1.0};
    EXPECT_NEAR(measure_fit(time, observed, std::vector<double>(4, 2.0)).nse, 0.0, 1e-15);
    const Fit late = measure_fit(time, observed, std::vector<double>{1.0, 2.0, 6.0, 6.0});
    EXPECT_EQ(late.peak_error, 1.0);
    EXPECT_EQ(late.peak_time_error, 60.0);
    EXPECT_EQ(measure_fit(time, observed, observed).nse, 1.0);
}

TEST(Fit, AConstantHasNoVarianceToExplain) {
    const std::vector<double> time{0.0, 60.0};
    const Fit fit = measure_fit(time, std::vector<double>{2.0, 2.0}, std::vector<double>{2.0, 2.5});
    EXPECT_TRUE(std::isnan(fit.nse));
    EXPECT_NEAR(fit.rmse, std::sqrt(0.125), 1e-15);
}

}  // namespace
}  // namespace liriver::scenarios::studies
