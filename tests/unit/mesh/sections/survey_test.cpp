// Surveyed sections in place of cut ones, and what makes a section usable.
#include "mesh/sections/survey.h"

#include <gtest/gtest.h>

#include <limits>

namespace liriver::mesh::sections {
namespace {

Section section(const std::string& reach, double chainage,
                std::vector<SectionPoint> points = {{0, 5, ""}, {9, 5, ""}}) {
    Section result;
    result.reach = reach;
    result.chainage = chainage;
    result.points = std::move(points);
    return result;
}

TEST(Survey, ReplacesCutSectionsWithinHalfASpacing) {
    const std::vector<Section> cut = {section("a", 0), section("a", 500), section("a", 1000), section("a", 1500)};
    const Merged merged = merge_surveyed(cut, {section("a", 740, {{0, 7, ""}, {9, 7, ""}})});
    ASSERT_EQ(merged.sections.size(), 4U) << "740 m is within 250 m of 500 and farther from 1000";
    EXPECT_DOUBLE_EQ(merged.sections[1].chainage, 740.0);
    EXPECT_DOUBLE_EQ(merged.sections[1].points[0].elevation, 7.0);
    EXPECT_EQ(merged.notes.size(), 1U);
}

TEST(Survey, TakesTwoNeighboursWhenItStandsBetweenThem) {
    const std::vector<Section> cut = {section("a", 0), section("a", 500), section("a", 1000)};
    const Merged merged = merge_surveyed(cut, {section("a", 750)});
    ASSERT_EQ(merged.sections.size(), 2U);
    EXPECT_DOUBLE_EQ(merged.sections[1].chainage, 750.0);
}

TEST(Survey, LeavesOtherReachesAlone) {
    const std::vector<Section> cut = {section("a", 0), section("a", 500), section("b", 0), section("b", 500)};
    const Merged merged = merge_surveyed(cut, {section("b", 500), section("c", 10)});
    ASSERT_EQ(merged.sections.size(), 5U);
    EXPECT_EQ(merged.sections[0].reach, "a");
    EXPECT_EQ(merged.sections[4].reach, "c");
}

TEST(Survey, UnitesTerrainAndChannelOfOnePlaceByOffset) {
    const std::vector<Section> lists = {section("a", 10, {{0, 9, "left"}, {100, 9, "right"}}), section("b", 0),
                                        section("a", 10, {{40, 2, "channel"}, {60, 2, "channel"}})};
    const std::vector<Section> whole = unite_sections(lists);
    ASSERT_EQ(whole.size(), 2U);
    ASSERT_EQ(whole[0].points.size(), 4U);
    EXPECT_EQ(whole[0].points[1].zone, "channel");
    EXPECT_EQ(whole[0].points[3].zone, "right");
}

TEST(Survey, WithFaultsIsRefusedWithAllOfThem) {
    const double none = std::numeric_limits<double>::quiet_NaN();
    const std::vector<Section> sections = {
        section("a", 0, {{0, 5, ""}}),                           // one point
        section("a", 10, {{0, 5, ""}, {9, none, ""}}),           // not a number
        section("a", 20, {{0, 5, ""}, {9, 4, ""}, {8, 5, ""}}),  // goes back
        section("a", 30, {{3, 5, ""}, {3, 4, ""}}),              // no width
        section("a", -1),                                        // above the reach
        section("a", 40),
        section("a", 40),  // twice
    };
    const auto errors = check_sections(sections);
    ASSERT_EQ(errors.size(), 6U);
    EXPECT_EQ(errors[0].found, "1 point");
    EXPECT_EQ(errors[2].found, "offset 8 m after 9 m");
}

TEST(Survey, MayHaveVerticalWalls) {
    EXPECT_TRUE(check_sections({section("a", 0, {{0, 5, ""}, {0, 1, ""}, {9, 1, ""}, {9, 5, ""}})}).empty());
}

}  // namespace
}  // namespace liriver::mesh::sections
