#include "solver/quality/derived.h"

#include <gtest/gtest.h>

#include "tests/unit/solver/quality/reactor.h"

namespace liriver::solver::quality {
namespace {

TEST(Derived, FiveDayDemandIsAShareOfTheUltimate) {
    EXPECT_NEAR(bod5(10.0, 0.23), 6.833632, 1e-6);  // 10 (1 - exp(-1.15)), the usual bottle
    EXPECT_EQ(bod5(10.0, 0.0), 0.0);
}

TEST(Derived, TotalsHoldLiveAlgae) {
    const Plan plan = made::plan_of(reduced(*find_preset("eutro"), {}));
    const std::vector<std::vector<double>> state = {{4.0, 8.5}, {15.0, 2.0},  {2.5, 0.30}, {4.0, 0.05},
                                                    {1.5, 0.5}, {0.30, 0.03}, {0.4, 0.08}, {8.0, 15.0}};
    const std::vector<std::span<const double>> spans(state.begin(), state.end());
    std::vector<double> total(2);
    element_total(plan.elements[0], plan, spans, total);
    EXPECT_NEAR(total[0], 8.0576, 1e-12);  // 2.5 + 4 + 1.5 + 0.0072 * 8
    EXPECT_NEAR(total[1], 0.958, 1e-12);
    element_total(plan.elements[1], plan, spans, total);
    EXPECT_NEAR(total[0], 0.708, 1e-12);
    EXPECT_NEAR(total[1], 0.125, 1e-12);
}

}  // namespace
}  // namespace liriver::solver::quality
