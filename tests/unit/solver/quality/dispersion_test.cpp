#include "solver/quality/dispersion.h"

#include <gtest/gtest.h>

namespace liriver::solver::quality {
namespace {

// u = 0.5 m/s, W = 50 m, h = 1 m, u* = 0.05 m/s
const FlowState river{0.5, 50.0, 1.0, 0.05};

TEST(Dispersion, FormulasGiveTheirHandWorkedValues) {
    // 0.011 * 0.25 * 2500 / 0.05
    EXPECT_NEAR(fischer_1975(river), 137.5, 1e-10);
    // 50^0.62 = 11.3078, 0.1^0.572 = 0.267917: (7.428 + 1.775 * 11.3078 * 0.267917) * 5 = 64.03
    EXPECT_NEAR(kashefipour_falconer(river), 64.03, 0.01);
}

TEST(Dispersion, IsTheSameUpAndDownAndNothingInStillWater) {
    const FlowState back{-0.5, 50.0, 1.0, 0.05};
    EXPECT_EQ(fischer_1975(back), fischer_1975(river));
    EXPECT_EQ(kashefipour_falconer(back), kashefipour_falconer(river));
    EXPECT_EQ(fischer_1975({0.0, 50.0, 1.0, 0.05}), 0.0);
    EXPECT_EQ(kashefipour_falconer({0.5, 50.0, 0.0, 0.05}), 0.0);
    EXPECT_EQ(kashefipour_falconer({0.5, 50.0, 1.0, 0.0}), 0.0);
}

TEST(Dispersion, KeepsWithinWhatIsAllowed) {
    const Dispersion fischer{DispersionFormula::fischer_1975, 0.0, 2.0, 200.0};
    EXPECT_EQ(fischer.coefficient(river), 200.0);
    const Dispersion constant{DispersionFormula::constant, 12.0, 0.5, 1e4};
    EXPECT_EQ(constant.coefficient(river), 6.0);
}

TEST(Dispersion, MixingWaterIsWhatFickExchanges) {
    // 20 m2/s through 80 m2 over 100 m for 60 s
    EXPECT_DOUBLE_EQ(mixing_water(20.0, 80.0, 100.0, 60.0), 960.0);
    EXPECT_EQ(mixing_water(20.0, 80.0, 0.0, 60.0), 0.0);
}

}  // namespace
}  // namespace liriver::solver::quality
