// Dams and weirs on a straight river that flows east along y = 0.
#include "mesh/network/barriers.h"

#include <gtest/gtest.h>

namespace liriver::mesh::network {
namespace {

Network straight_river() {
    Reach reach;
    reach.name = "main";
    reach.chainage = {0.0, 5000.0, 10000.0};
    reach.x = {1000.0, 6000.0, 11000.0};
    reach.y = {0.0, 0.0, 0.0};
    return {.crs = "EPSG:32649", .reaches = {reach}};
}

const BarrierSettings settings;

TEST(Barriers, ThatCrossAReachStandAtTheirChainage) {
    const auto found =
        find_barriers(straight_river(), {{"old weir", "1", "weir", {{3000, -50}, {3010, 50}}}}, {}, settings);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].kind, "weir");
    EXPECT_DOUBLE_EQ(found[0].place.chainage, 2005.0);
    EXPECT_NEAR(found[0].line_length, 100.5, 0.01);
}

TEST(Barriers, ThatOnlyComeNearAreIgnoredAndSayWhy) {
    const auto found = find_barriers(straight_river(), {{"", "1", "dam", {{3000, 76}, {3000, 400}}}}, {}, settings);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].kind, "ignored");
    EXPECT_DOUBLE_EQ(found[0].distance, 76.0);
    EXPECT_NE(found[0].note.find("76 m beside"), std::string::npos);
}

TEST(Barriers, FarAwayAreNotListed) {
    EXPECT_TRUE(find_barriers(straight_river(), {{"", "1", "dam", {{3000, 101}, {3000, 400}}}}, {}, settings).empty());
}

TEST(Barriers, ThatRunAlongTheReachAreIgnored) {
    const auto found = find_barriers(straight_river(), {{"", "1", "weir", {{3000, -20}, {3200, 20}}}}, {}, settings);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].kind, "ignored") << "atan(40/200) = 11 degrees from the river";
}

TEST(Barriers, OnAReachToBeIgnoredAreListedWithTheReason) {
    BarrierSettings without_main = settings;
    without_main.ignore_on = {{"main", "crest unknown"}};
    const auto found = find_barriers(straight_river(), {{"", "1", "dam", {{3000, -50}, {3000, 50}}}}, {}, without_main);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].kind, "ignored");
    EXPECT_EQ(found[0].note, "crest unknown");
}

TEST(Barriers, OfTwoAtOnePlaceTheLongerStays) {
    const auto found = find_barriers(
        straight_river(),
        {{"short", "1", "weir", {{3000, -5}, {3000, 5}}}, {"long", "2", "weir", {{3030, -90}, {3030, 90}}}}, {},
        settings);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].kind, "ignored");
    EXPECT_EQ(found[1].kind, "weir");
}

TEST(Barriers, StatedOnesTakeTheNearestLine) {
    const StatedBarrier stated{"Upper Dam", "dam", {3050, 10}, "facts", "M", "identity assumed"};
    const auto found =
        find_barriers(straight_river(), {{"", "77", "dam", {{3000, 76}, {3000, 400}}}}, {stated}, settings);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].name, "Upper Dam");
    EXPECT_EQ(found[0].kind, "dam");
    EXPECT_EQ(found[0].id, "77");
    EXPECT_DOUBLE_EQ(found[0].place.chainage, 2000.0);
    EXPECT_EQ(found[0].note, "identity assumed");
}

TEST(Barriers, StatedOnesStandAloneWhereNothingIsDrawn) {
    const auto found = find_barriers(straight_river(), {}, {{"New Dam", "dam", {4000, 30}, "plan", "L", ""}}, settings);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_DOUBLE_EQ(found[0].place.chainage, 3000.0);
    EXPECT_EQ(found[0].kind, "dam");
}

TEST(Barriers, ComeInOrderDownstream) {
    const auto found = find_barriers(
        straight_river(), {{"b", "1", "weir", {{9000, -5}, {9000, 5}}}, {"a", "2", "weir", {{3000, -9}, {3000, 9}}}},
        {}, settings);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].name, "a");
}

}  // namespace
}  // namespace liriver::mesh::network
