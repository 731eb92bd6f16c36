#include "mesh/terrain/streams.h"

#include <gtest/gtest.h>

#include "made_grid.h"

namespace liriver::mesh::terrain {
namespace {

using tests::make_grid;

/// A valley falling west along row 20 and a side valley from the north along column 30 (cells of 10 m).
Grid two_valleys() {
    return make_grid(60, 41, [](int column, int row) {
        const double main = 100.0 + column + 10.0 * std::abs(row - 20);
        const double side = 130.0 + 1.0 * (20 - row) + 10.0 * std::abs(column - 30);
        return row < 20 ? std::min(main, side) : main;
    });
}

TEST(Streams, AreTheValleysFloorsWithTheLargerOneGoingOn) {
    const Drainage drainage = drain(two_valleys(), {}, {});
    const std::vector<Stream> streams = extract_streams(drainage, 10000.0);
    ASSERT_EQ(streams.size(), 2U);
    EXPECT_FALSE(streams[0].joins);
    EXPECT_EQ(streams[0].area, 60 * 41 * 100.0);
    for (const double y : streams[0].y)
        EXPECT_NEAR(y, 205.0, 1e-9);  // the middle of row 20, from the south
    EXPECT_EQ(streams[0].x.back(), 5.0);
    // then the side valley's line runs down column 30 and ends on the main one
    ASSERT_TRUE(streams[1].joins);
    EXPECT_EQ(*streams[1].joins, 0U);
    EXPECT_NEAR(streams[1].x.front(), 305.0, 1e-9);
    EXPECT_NEAR(streams[1].y.back(), 205.0, 1e-9);
    EXPECT_GT(streams[1].y.front(), 300.0);
}

TEST(Streams, EndWhereTheLandGrowsTooSmall) {
    const Drainage drainage = drain(two_valleys(), {}, {});
    const std::vector<Stream> streams = extract_streams(drainage, 100000.0);
    ASSERT_EQ(streams.size(), 1U);
    EXPECT_LT(streams[0].x.front(), 400.0);
    EXPECT_TRUE(extract_streams(drainage, 1e9).empty());
}

}  // namespace
}  // namespace liriver::mesh::terrain
