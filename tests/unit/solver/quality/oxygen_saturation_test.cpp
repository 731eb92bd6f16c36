#include "solver/quality/oxygen_saturation.h"

#include <gtest/gtest.h>

namespace liriver::solver::quality {
namespace {

TEST(OxygenSaturation, IsTheTableOfBensonAndKrause) {
    // Standard Methods, table 4500-O:I, fresh water at 101.325 kPa, to more digits from the equation itself
    EXPECT_NEAR(oxygen_saturation(0.0), 14.6208, 1e-4);
    EXPECT_NEAR(oxygen_saturation(10.0), 11.2879, 1e-4);
    EXPECT_NEAR(oxygen_saturation(20.0), 9.0924, 1e-4);
    EXPECT_NEAR(oxygen_saturation(30.0), 7.5588, 1e-4);
}

TEST(OxygenSaturation, FallsWithAltitude) {
    EXPECT_EQ(oxygen_saturation(20.0, 0.0), oxygen_saturation(20.0));
    // Standard atmosphere (ISO 2533, table): 99.538 kPa at 150 m (interpolated 100 m 100.129, 200 m 98.945), 89.876 kPa
    // at 1000 m.
    EXPECT_NEAR(pressure_at(150.0) * 101.325, 99.536, 2e-3);
    EXPECT_NEAR(pressure_at(1000.0) * 101.325, 89.876, 2e-3);
    // Worked by hand at 20 degC with P = 0.98234 and 0.88701, w = 0.023074 atm, t = 7.1554e-4:
    // P (1 - w/P)(1 - tP) / ((1 - w)(1 - t)) = 0.981939 and 0.884395
    EXPECT_NEAR(oxygen_saturation(20.0, 150.0), 9.0924 * 0.981939, 1e-4);
    EXPECT_NEAR(oxygen_saturation(20.0, 1000.0), 9.0924 * 0.884395, 1e-4);
}

TEST(OxygenSaturation, OfTheStandardsIsAnotherFormula) {
    EXPECT_DOUBLE_EQ(oxygen_saturation_of_standards(20.0), 468.0 / 51.6);
    EXPECT_DOUBLE_EQ(oxygen_saturation_of_standards(0.4), 14.625);
}

TEST(OxygenSaturation, IsReachedOverWeirs) {
    // a clean river (1.8) over a sharp-crested weir (1.0) of 1 m at 20 degC: 1 + 0.38*1.8*0.89*1.92 = 2.168819
    const double ratio = weir_deficit_ratio(1.0, 20.0, 1.8, 1.0);
    EXPECT_NEAR(ratio, 2.168819, 1e-6);
    EXPECT_NEAR(oxygen_below_weir(5.0, 9.0, ratio), 9.0 - 4.0 / 2.168819, 1e-6);
    EXPECT_EQ(weir_deficit_ratio(0.0, 20.0, 1.8, 1.0), 1.0);
    EXPECT_EQ(weir_deficit_ratio(9.0, 20.0, 1.0, 1.0), weir_deficit_ratio(1.0 / 0.22, 20.0, 1.0, 1.0));
}

}  // namespace
}  // namespace liriver::solver::quality
