// Given two sections and the depth at one, when the profile between them is found, then it is that of gradually varied
// flow, and the places put in make a coarse computation agree with it.
#include "scenarios/runner/profile_between.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/verification/river/gradually_varied.h"

namespace liriver::scenarios::runner {
namespace {

using March = ProfileBetween::March;
using solver::channel::HydraulicTables;
using solver::channel::OutlinePoint;

// 5 m3/s on a bed of 1 %: 2 m of fall in 200 m, over water 0.25 m deep.
const tests::RectangularFlow brook{5.0, 20.0, 0.04, 0.01};

std::int32_t add_rectangle(HydraulicTables& tables, double width) {
    const std::vector<OutlinePoint> outline{
        {0, 10, 0.04, 0}, {0, 0, 0.04, 0}, {width, 0, 0.04, 0}, {width, 10, 0.04, 0}};
    return tables.add(outline);
}

class ProfileBetweenTest : public testing::Test {
  protected:
    HydraulicTables tables_;
    std::int32_t table_ = add_rectangle(tables_, 20.0);
    ProfileBetween profile_{tables_, {table_, 2.0}, {table_, 0.0}, 200.0, 5.0};
};

TEST_F(ProfileBetweenTest, BackwaterAndDrawdownAreThoseOfGraduallyVariedFlow) {
    const ProfileBetween near{tables_, {table_, 0.5}, {table_, 0.0}, 50.0, 5.0};
    for (const double depth : {0.3, 0.7, 1.0, 1.6})
        EXPECT_NEAR(near.exact_depth(March::upstream, depth) / brook.upstream_of(depth, 50.0), 1.0, 2e-3) << depth;
    EXPECT_NEAR(near.critical_depth(0.5), brook.critical_depth(), 1e-6);
    EXPECT_NEAR(near.exact_depth(March::upstream, 0.0) / brook.upstream_of(brook.critical_depth(), 50.0), 1.0, 2e-3);
}

TEST_F(ProfileBetweenTest, OneLongStepIsFarOffWherePoolsEndAndRightInUniformFlow) {
    EXPECT_GT(profile_.depth(March::upstream, 1.0, {}) / brook.upstream_of(1.0, 200.0), 1.05);
    EXPECT_NEAR(profile_.depth(March::upstream, brook.normal_depth(), {}), brook.normal_depth(), 1e-6);
}

TEST_F(ProfileBetweenTest, ThePlacesPutInMakeItRightAndAreFew) {
    for (const double depth : {0.185, 0.4, 1.0, 1.8}) {
        std::vector<double> places;
        profile_.refine(March::upstream, depth, 0.005, 15, places);
        EXPECT_LE(places.size(), 10U) << depth;
        EXPECT_NEAR(profile_.depth(March::upstream, depth, places) / brook.upstream_of(depth, 200.0), 1.0, 0.006)
            << depth;
    }
}

TEST_F(ProfileBetweenTest, NoneAreWantedInUniformFlowAndNeverMoreThanAllowed) {
    std::vector<double> places;
    EXPECT_LT(profile_.refine(March::upstream, brook.normal_depth(), 0.005, 15, places), 1e-6);
    EXPECT_TRUE(places.empty());
    profile_.refine(March::upstream, 1.0, 1e-9, 3, places);
    EXPECT_EQ(places.size(), 3U);
}

// 8 m3/s a metre on a slope of 5 %, n 0.02: normal depth 0.99 m, critical 1.87 m. From the critical section down the
// profile falls to uniform flow within some hundred metres.
TEST_F(ProfileBetweenTest, SupercriticalFlowIsMarchedDownstream) {
    HydraulicTables tables;
    const std::vector<OutlinePoint> outline{{0, 20, 0.02, 0}, {0, 0, 0.02, 0}, {20, 0, 0.02, 0}, {20, 20, 0.02, 0}};
    const std::int32_t table = tables.add(outline);
    const tests::RectangularFlow chute{160.0, 20.0, 0.02, 0.05};
    const ProfileBetween profile{tables, {table, 50.0}, {table, 0.0}, 1000.0, 160.0};
    EXPECT_GT(profile.froude(0.0, chute.normal_depth()), 2.0);
    EXPECT_NEAR(profile.exact_depth(March::downstream, chute.critical_depth()) / chute.normal_depth(), 1.0, 1e-3);
}

}  // namespace
}  // namespace liriver::scenarios::runner
