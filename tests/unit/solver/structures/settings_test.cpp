// What a setting does to what passes.
#include <gtest/gtest.h>

#include "tests/unit/solver/structures/made_structures.h"

namespace liriver::solver::structures {
namespace {

TEST(Setting, OfAHalfShutCulvertPassesHalf) {
    EXPECT_EQ(flow(pipe(), 0.5, 3.1, 3.0).discharge, 0.5 * flow(pipe(), 1.0, 3.1, 3.0).discharge);
}

TEST(Setting, OfAShutGatePassesNothing) {
    EXPECT_EQ(flow(SluiceGate{1.0, 4.0}, 0.0, 2.5, 1.0).discharge, 0.0);
    EXPECT_EQ(flow(RadialGate{1.0, 5.0, 3.0, 2.0}, 0.0, 2.5, 1.0).discharge, 0.0);
}

TEST(Culvert, RunsBackWhenTheWaterBelowIsHigher) { EXPECT_LT(flow(pipe(), 1.0, 3.0, 3.1).discharge, 0.0); }

}  // namespace
}  // namespace liriver::solver::structures
