// The discharge of a section while its volume fills or empties.
#include "scenarios/runner/section_discharge.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace liriver::scenarios::runner {
namespace {

TEST(SectionDischarge, IsTheMeanOfBothSidesWhereTheSectionIsAsLargeAsThem) {
    EXPECT_DOUBLE_EQ(section_discharge({true, 10.0, 5.0}, {true, 8.0, 5.0}, false, 5.0), 9.0);
}

TEST(SectionDischarge, IsThatOfBothSidesInSteadyFlowHoweverShallowTheSection) {
    EXPECT_DOUBLE_EQ(section_discharge({true, 10.0, 5.0}, {true, 10.0, 0.1}, false, 0.1), 10.0);
}

TEST(SectionDischarge, GivesNoSpeedAboveNineEighthsOfTheSides) {
    // Given 10 m3/s in 5 m2 (2 m/s) that reaches a section of any area, which passes on 0 to 2 m/s
    for (double area = 5.0; area > 1e-6; area *= 0.7)
        for (const double speed_below : {0.0, 0.5, 1.0, 2.0}) {
            const double below = speed_below * area;
            const double speed = section_discharge({true, 10.0, 5.0}, {true, below, area}, false, area) / area;
            EXPECT_GE(speed, 0.0);
            EXPECT_LE(speed, 9.0 / 8.0 * 2.0 + 1e-12);
        }
}

TEST(SectionDischarge, ShowsWhatFlowsOnBelowWhereWaterIsTakenOut) {
    EXPECT_DOUBLE_EQ(section_discharge({true, 5.0, 5.0}, {true, 0.09, 0.3}, true, 0.3), 0.09);
    // and with a closed lower end what comes from above
    EXPECT_DOUBLE_EQ(section_discharge({true, 5.0, 5.0}, {}, true, 5.0), 5.0);
}

TEST(SectionDischarge, OfADrySectionIsZero) {
    EXPECT_DOUBLE_EQ(section_discharge({true, 5.0, 5.0}, {true, -1.0, 2.0}, false, 0.0), 0.0);
}

}  // namespace
}  // namespace liriver::scenarios::runner
