// Sections stand across the flow at even spacing and never cross, however the rivers wind.
#include "mesh/sections/section_lines.h"

#include <gtest/gtest.h>

#include "made_valley.h"

namespace liriver::mesh::sections {
namespace {

using tests::reach_along;

const HalfWidth twenty = [](const std::string&, double) { return 20.0; };

ReachLayout layout(double spacing, double half_length) {
    ReachLayout result;
    result.spacing = spacing;
    result.half_length = half_length;
    return result;
}

TEST(SectionLines, StandSquareToAStraightRiverFromLeftToRight) {
    const SectionPlan plan = lay_sections(tests::straight_river(1000.0), {layout(250.0, 300.0)}, twenty);
    ASSERT_EQ(plan.lines.size(), 5U);
    for (std::size_t i = 0; i < 5; ++i) {
        const SectionLine& line = plan.lines[i];
        EXPECT_DOUBLE_EQ(line.chainage, 250.0 * static_cast<double>(i));
        EXPECT_NEAR(line.left.x, line.chainage, 1e-9);
        EXPECT_NEAR(line.left.y, 300.0, 1e-9) << "north is left of a river that flows east";
        EXPECT_NEAR(line.right.y, -300.0, 1e-9);
        EXPECT_DOUBLE_EQ(line.centre_offset, 300.0);
    }
    EXPECT_TRUE(plan.notes.empty());
}

TEST(SectionLines, EvenOutTheirSpacingOverTheReach) {
    const SectionPlan plan = lay_sections(tests::straight_river(1030.4), {layout(250.0, 300.0)}, twenty);
    ASSERT_EQ(plan.lines.size(), 5U);
    EXPECT_DOUBLE_EQ(plan.lines.back().chainage, 1030.0);
    EXPECT_DOUBLE_EQ(plan.lines[1].chainage, 258.0) << "a quarter of 1030 m, in whole metres";
}

TEST(SectionLines, CrossingEachOtherAreFound) {
    SectionLine one;
    one.left = {0.0, 10.0};
    one.right = {0.0, -10.0};
    SectionLine two;
    two.left = {-5.0, 0.0};
    two.right = {5.0, 0.0};
    SectionLine apart;
    apart.left = {20.0, 10.0};
    apart.right = {20.0, -10.0};
    const auto pairs = crossing_pairs({one, apart, two});
    ASSERT_EQ(pairs.size(), 1U);
    EXPECT_EQ(pairs[0], std::make_pair(std::size_t{0}, std::size_t{2}));
}

TEST(SectionLines, NeverCrossInTightBends) {
    // Bends of 100 m radius at their sharpest, sections up to 1 km long: without care every pair would cross.
    const network::Network network = tests::winding_river(8000.0, 250.0, 1000.0);
    const SectionPlan plan = lay_sections(network, {layout(80.0, 500.0)}, twenty);
    EXPECT_GT(plan.lines.size(), 100U);
    EXPECT_TRUE(crossing_pairs(plan.lines).empty());
    for (const SectionLine& line : plan.lines) {
        EXPECT_GE(line.centre_offset, 20.0 + 40.0 - 1.0) << line.chainage;
        EXPECT_GE(line.length() - line.centre_offset, 20.0 + 40.0 - 1.0) << line.chainage;
    }
}

TEST(SectionLines, StopHalfWayToAnotherRiver) {
    network::Network network = tests::straight_river(4000.0);
    network.reaches.push_back(reach_along("beside", {{0.0, 400.0}, {4000.0, 400.0}}));
    const SectionPlan plan = lay_sections(network, {layout(500.0, 600.0)}, twenty);
    EXPECT_EQ(plan.lines.size(), 18U);
    for (const SectionLine& line : plan.lines) {
        const double towards = line.reach == "main" ? line.centre_offset : line.length() - line.centre_offset;
        EXPECT_LE(towards, 200.0);
        EXPECT_GE(towards, 190.0);
    }
    EXPECT_TRUE(crossing_pairs(plan.lines).empty());
}

TEST(SectionLines, StandClearOfTheRiverAtAMouth) {
    network::Network network = tests::straight_river(4000.0);
    network.reaches.push_back(reach_along("brook", {{2000.0, 3000.0}, {2000.0, 0.0}}));
    network.reaches.back().to = network::Place{.reach = "main", .chainage = 2000.0};
    const SectionPlan plan = lay_sections(network, {layout(500.0, 300.0)}, twenty);
    EXPECT_TRUE(crossing_pairs(plan.lines).empty());
    double last = 0.0;
    std::size_t main_sections = 0;
    for (const SectionLine& line : plan.lines) {
        if (line.reach == "brook")
            last = line.chainage;
        else
            ++main_sections;
    }
    EXPECT_LT(last, 3000.0 - 20.0 - 40.0);
    EXPECT_GT(last, 2800.0);
    EXPECT_EQ(main_sections, 9U) << "the river keeps its section at the mouth";
    EXPECT_EQ(plan.notes.size(), 1U);
}

TEST(SectionLines, OfTwoReachesEndToEndDoNotTouch) {
    network::Network network = tests::straight_river(2000.0);
    network.reaches.push_back(reach_along("lower", {{2000.0, 0.0}, {4000.0, 200.0}}));
    const SectionPlan plan = lay_sections(network, {layout(500.0, 300.0)}, twenty);
    EXPECT_EQ(plan.lines.size(), 10U);
    EXPECT_TRUE(crossing_pairs(plan.lines).empty());
    EXPECT_DOUBLE_EQ(plan.lines[5].chainage, 0.0) << "the lower one keeps its section at its head";
}

}  // namespace
}  // namespace liriver::mesh::sections
