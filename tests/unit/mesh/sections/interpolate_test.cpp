// Given two neighbouring sections, when one is interpolated between them, then it lies between them in every way.
#include "mesh/sections/interpolate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace liriver::mesh::sections {
namespace {

// Area below a stage by the outline's pieces: an exact sum of triangles and trapezoids.
double area_below(const Section& section, double stage) {
    double area = 0.0;
    for (std::size_t i = 0; i + 1 < section.points.size(); ++i) {
        const double width = section.points[i + 1].offset - section.points[i].offset;
        const double a = stage - section.points[i].elevation;
        const double b = stage - section.points[i + 1].elevation;
        if (a >= 0.0 && b >= 0.0)
            area += 0.5 * width * (a + b);
        else if (a > 0.0 || b > 0.0)
            area += 0.5 * width * std::max(a, b) * std::max(a, b) / (std::max(a, b) - std::min(a, b));
    }
    return area;
}

Section trapezoid(double chainage, double bed, double width, double side_slope) {
    const double bank = 4.0 * side_slope;
    return {"r",
            chainage,
            {{0, bed + 4, "channel"},
             {bank, bed, "channel"},
             {bank + width, bed, "channel"},
             {2 * bank + width, bed + 4, "channel"}}};
}

TEST(InterpolateSection, OneShapeStaysThatShapeOnTheStraightLineBetweenTheBeds) {
    const Section result = interpolate_section(trapezoid(100, 52, 7, 1.5), trapezoid(300, 50, 7, 1.5), 0.25);
    EXPECT_DOUBLE_EQ(result.chainage, 150.0);
    ASSERT_EQ(result.points.size(), 4U);
    const Section expected = trapezoid(150, 51.5, 7, 1.5);
    for (std::size_t p = 0; p < 4; ++p) {
        EXPECT_EQ(result.points[p].offset, expected.points[p].offset) << p;
        EXPECT_DOUBLE_EQ(result.points[p].elevation, expected.points[p].elevation) << p;
    }
}

TEST(InterpolateSection, AreaOfAPrismThatWidensIsLinearAlongTheReachAtAnyDepth) {
    const Section above = trapezoid(0, 10, 5, 1.0);
    const Section below = trapezoid(200, 8, 15, 1.0);
    for (const double share : {0.1, 0.37, 0.5, 0.9}) {
        const Section result = interpolate_section(above, below, share);
        const double bed = 10.0 - 2.0 * share;
        for (const double depth : {0.2, 1.0, 3.5})
            EXPECT_NEAR(area_below(result, bed + depth), (5.0 + 10.0 * share) * depth + depth * depth,
                        1e-9)  // b y + y^2
                << share << ' ' << depth;
    }
}

TEST(InterpolateSection, AVeeOpensIntoATrapezoid) {
    const Section vee{"r", 0, {{0, 4, "channel"}, {4, 0, "channel"}, {8, 4, "channel"}}};
    const Section result = interpolate_section(vee, trapezoid(100, 0, 6, 1.0), 0.5);
    for (const double depth : {0.5, 2.0, 4.0})
        EXPECT_NEAR(area_below(result, depth), 3.0 * depth + depth * depth, 1e-9) << depth;
}

TEST(InterpolateSection, UprightWallsStayUpright) {
    const Section narrow{"r", 0, {{0, 3, "channel"}, {0, 0, "channel"}, {4, 0, "channel"}, {4, 3, "channel"}}};
    const Section wide{"r", 100, {{0, 3, "channel"}, {0, 0, "channel"}, {9, 0, "channel"}, {9, 3, "channel"}}};
    const Section result = interpolate_section(narrow, wide, 0.2);
    for (const double depth : {0.1, 1.5, 3.0})
        EXPECT_NEAR(area_below(result, depth), 5.0 * depth, 1e-9) << depth;
}

TEST(InterpolateSection, BanksAndThalwegMeetTheirLikeAndPiecesKeepTheirZones) {
    // The channel lies 20 m further to the right below, and is twice as wide; the land has other points.
    const Section above{
        "r",
        0,
        {{0, 9, "left"}, {30, 5, "channel"}, {34, 2, "channel"}, {40, 5, "right"}, {55, 6, "right"}, {70, 9, "right"}}};
    const Section below{
        "r",
        100,
        {{0, 8, "left"}, {25, 6, "left"}, {50, 4, "channel"}, {62, 1, "channel"}, {70, 4, "right"}, {110, 8, "right"}}};
    const Section result = interpolate_section(above, below, 0.5);
    const auto at = [&](double offset) {
        return std::find_if(result.points.begin(), result.points.end(),
                            [&](const SectionPoint& p) { return std::abs(p.offset - offset) < 1e-6; });
    };
    const auto left_bank = at(40.0);
    const auto thalweg = at(48.0);
    const auto right_bank = at(55.0);
    ASSERT_NE(left_bank, result.points.end());
    ASSERT_NE(thalweg, result.points.end());
    ASSERT_NE(right_bank, result.points.end());
    EXPECT_NEAR(left_bank->elevation, 4.5, 1e-9);
    EXPECT_NEAR(thalweg->elevation, 1.5, 1e-9);
    EXPECT_NEAR(right_bank->elevation, 4.5, 1e-9);
    for (const SectionPoint& point : result.points)
        EXPECT_EQ(point.zone, point.offset < 40.0 - 1e-6   ? "left"
                              : point.offset < 55.0 - 1e-6 ? "channel"
                                                           : "right")
            << point.offset;
    EXPECT_TRUE(std::is_sorted(result.points.begin(), result.points.end(),
                               [](const SectionPoint& a, const SectionPoint& b) { return a.offset < b.offset; }));
    EXPECT_NEAR(result.points.back().offset, 90.0, 1e-9);
}

TEST(InterpolateSection, LandThatOnlyOneSideHasTapersOutWithItsOwnZone) {
    const Section above{"r", 0, {{0, 3, "channel"}, {5, 0, "channel"}, {10, 3, "channel"}}};
    const Section below{"r", 100, {{0, 4, "land"}, {20, 3, "channel"}, {25, 0, "channel"}, {30, 3, "channel"}}};
    const Section result = interpolate_section(above, below, 0.25);
    EXPECT_EQ(result.points.front().zone, "land");
    EXPECT_NEAR(result.points[1].offset, 5.0, 1e-9);  // a quarter of the land's width
    EXPECT_EQ(result.points[1].zone, "channel");
}

TEST(InterpolateSection, LeveesAndIneffectiveAreasOfBothAreInterpolated) {
    Section above = trapezoid(0, 10, 5, 1.0);
    Section below = trapezoid(100, 8, 15, 1.0);
    above.levees = {{2.0, 13.0, true}};
    below.levees = {{1.0, 12.0, true}};
    above.ineffective = {{8.0, 9.0, 11.0}};
    below.ineffective = {{15.0, 19.0, 9.5}};
    const Section result = interpolate_section(above, below, 0.75);
    ASSERT_EQ(result.levees.size(), 1U);
    EXPECT_NEAR(result.levees[0].offset, 1.25, 1e-12);
    EXPECT_NEAR(result.levees[0].crest, 12.25, 1e-12);
    ASSERT_EQ(result.ineffective.size(), 1U);
    EXPECT_NEAR(result.ineffective[0].from, 13.25, 1e-12);
    EXPECT_NEAR(result.ineffective[0].to, 16.5, 1e-12);
    EXPECT_NEAR(*result.ineffective[0].until, 9.875, 1e-12);
}

TEST(InterpolateSection, WhatOnlyTheNearerSectionHasIsCarriedOverToTheSamePlaceOnTheGround) {
    Section above = trapezoid(0, 10, 5, 1.0);
    const Section below = trapezoid(100, 8, 15, 1.0);
    above.levees = {{2.0, 12.5, true}};  // half way down the left bank, 0.5 m above it
    const Section near = interpolate_section(above, below, 0.25);
    ASSERT_EQ(near.levees.size(), 1U);
    EXPECT_NEAR(near.levees[0].offset, 2.0, 1e-6);
    EXPECT_NEAR(near.levees[0].crest, 12.0, 1e-9);
    EXPECT_TRUE(interpolate_section(above, below, 0.75).levees.empty());
}

}  // namespace
}  // namespace liriver::mesh::sections
