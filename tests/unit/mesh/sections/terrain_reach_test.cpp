// Sections that reach beyond their terrain are shortened to it; holes in it are no edge.
#include "mesh/sections/terrain_reach.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <vector>

namespace liriver::mesh::sections {
namespace {

/// A section of 300 m to each side across a river that flows east at x.
SectionLine across(double x) {
    SectionLine line;
    line.reach = "main";
    line.chainage = x;
    line.left = {x, 300.0};
    line.centre = {x, 0.0};
    line.right = {x, -300.0};
    line.centre_offset = 300.0;
    line.channel_half_width = 20.0;
    return line;
}

network::TerrainSampler where(const std::function<bool(double x, double y)>& known) {
    return {[known](double x, double y) { return known(x, y) ? 100.0 : std::nan(""); },
            [](double, double) { return 10.0; }};
}

TEST(TerrainReach, ShortensASectionToTheEdgeAndTellsOnceAReach) {
    std::vector<SectionLine> lines{across(0.0), across(100.0), across(200.0)};
    const TerrainReach reach = shorten_to_terrain(
        lines, where([](double x, double y) { return y > -150.0 && (x > 150.0 || y < 100.0); }), 40.0);
    EXPECT_TRUE(reach.errors.empty());
    ASSERT_EQ(reach.notes.size(), 1U);
    EXPECT_NE(reach.notes[0].find("3 sections from 0 to 200 m"), std::string::npos) << reach.notes[0];
    for (const SectionLine& line : lines) {
        EXPECT_NEAR(line.right.y, -150.0, 3.0);
        EXPECT_GT(line.right.y, -150.0);
        EXPECT_NEAR(line.left.y, line.chainage > 150.0 ? 300.0 : 100.0, 3.0);
        EXPECT_DOUBLE_EQ(line.centre_offset, network::distance(line.left, line.centre));
        EXPECT_EQ(line.left.y, std::round(line.left.y)) << "sides are whole metres long";
    }
}

TEST(TerrainReach, RefusesOnceAReachWithTooLittleBesideItsChannel) {
    std::vector<SectionLine> lines{across(0.0), across(100.0)};
    const TerrainReach reach = shorten_to_terrain(lines, where([](double, double y) { return y < 50.0; }), 40.0);
    ASSERT_EQ(reach.errors.size(), 1U);
    EXPECT_NE(reach.errors[0].found.find("2 sections from 0 to 100 m"), std::string::npos) << reach.errors[0].found;
}

TEST(TerrainReach, LeavesSectionsOverAHoleAsTheyAre) {
    std::vector<SectionLine> lines{across(0.0)};
    const TerrainReach reach =
        shorten_to_terrain(lines, where([](double, double y) { return y < 100.0 || y > 140.0; }), 40.0);
    EXPECT_TRUE(reach.errors.empty());
    EXPECT_TRUE(reach.notes.empty());
    EXPECT_EQ(lines[0].left.y, 300.0);
}

}  // namespace
}  // namespace liriver::mesh::sections
