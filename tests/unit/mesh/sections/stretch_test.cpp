#include "mesh/sections/stretch.h"

#include <gtest/gtest.h>

namespace liriver::mesh::sections {
namespace {

TEST(StretchChannel, OnlyTheChannelsPiecesGrowAndTheLandMovesAside) {
    // Land 0-10 and 16-26, a channel of 6 m between with an upright wall on its right side.
    Section section{
        "r",
        0.0,
        {{0, 9, "land"}, {10, 5, "channel"}, {14, 4, "channel"}, {16, 4, "channel"}, {16, 5, "land"}, {26, 9, "land"}}};
    stretch_channel(section, 1.5);
    const double expected[] = {0, 10, 16, 19, 19, 29};
    for (std::size_t p = 0; p < section.points.size(); ++p)
        EXPECT_NEAR(section.points[p].offset, expected[p], 1e-12) << p;
    EXPECT_EQ(section.points[2].elevation, 4.0);
}

TEST(StretchChannel, OneLeavesEveryBitAndAPrismaticSectionIsStretchedWhole) {
    Section section{"r", 0.0, {{0, 2, ""}, {4, 0, ""}, {9, 0, ""}, {13, 2, ""}}};
    stretch_channel(section, 1.0);
    EXPECT_EQ(section.points[3].offset, 13.0);
    stretch_channel(section, 2.0);
    EXPECT_EQ(section.points[1].offset, 8.0);
    EXPECT_EQ(section.points[2].offset, 18.0);
    EXPECT_EQ(section.points[3].offset, 26.0);
}

}  // namespace
}  // namespace liriver::mesh::sections
