// Plane geometry of river lines, on figures that can be drawn on squared paper.
#include "mesh/network/polyline.h"

#include <gtest/gtest.h>

namespace liriver::mesh::network {
namespace {

const Polyline corner = {{0.0, 0.0}, {30.0, 0.0}, {30.0, 40.0}};

TEST(Polyline, IsAsLongAsItsSegmentsTogether) { EXPECT_DOUBLE_EQ(length(corner), 70.0); }

TEST(Polyline, FindsThePlaceNearestToAPoint) {
    const auto here = project(corner, {35.0, 10.0});
    ASSERT_TRUE(here);
    EXPECT_DOUBLE_EQ(here->distance, 5.0);
    EXPECT_DOUBLE_EQ(here->along, 40.0);
    EXPECT_EQ(here->segment, 1U);
}

TEST(Polyline, HoldsItsEndsForDistancesBeyondThem) {
    EXPECT_DOUBLE_EQ(point_along(corner, -5.0).x, 0.0);
    EXPECT_DOUBLE_EQ(point_along(corner, 500.0).y, 40.0);
    EXPECT_DOUBLE_EQ(point_along(corner, 50.0).y, 20.0);
}

TEST(Polyline, GivesAPartWithItsEndsInterpolated) {
    const Polyline middle = part(corner, 10.0, 50.0);
    ASSERT_EQ(middle.size(), 3U);
    EXPECT_DOUBLE_EQ(length(middle), 40.0);
    EXPECT_DOUBLE_EQ(middle.front().x, 10.0);
    EXPECT_DOUBLE_EQ(middle.back().y, 20.0);
}

TEST(Polyline, MeetsAnotherOnceAtACommonVertex) {
    const Polyline through_the_corner = {{20.0, -10.0}, {30.0, 0.0}, {40.0, 10.0}};
    const auto met = crossings(corner, through_the_corner);
    ASSERT_EQ(met.size(), 1U);
    EXPECT_DOUBLE_EQ(met[0].along_first, 30.0);
}

TEST(Polyline, MeetsAnotherInOrderAlongItself) {
    const Polyline zigzag = {{10.0, 5.0}, {10.0, -5.0}, {20.0, -5.0}, {20.0, 5.0}};
    const auto met = crossings(corner, zigzag);
    ASSERT_EQ(met.size(), 2U);
    EXPECT_DOUBLE_EQ(met[0].along_first, 10.0);
    EXPECT_DOUBLE_EQ(met[0].along_second, 5.0);
    EXPECT_DOUBLE_EQ(met[1].along_first, 20.0);
    EXPECT_DOUBLE_EQ(met[1].along_second, 25.0);
}

}  // namespace
}  // namespace liriver::mesh::network
