#include "mesh/terrain/streams.h"

#include <gtest/gtest.h>

#include "made_grid.h"
#include "mesh/terrain/catchments.h"
#include "mesh/terrain/stream_rivers.h"

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

TEST(Streams, KeepTheAreasThatTheyWereFoundWithAsRivers) {
    // given the two streams as lines, the larger one shortened at its mouth by ten points
    Drainage drainage = drain(two_valleys(), {}, {});
    const std::vector<double> areas = drainage.area;
    const std::vector<Stream> streams = extract_streams(drainage, 10000.0);
    std::vector<RiverLine> lines(2);
    for (std::size_t s = 0; s < 2; ++s) {
        lines[s].name = s == 0 ? "main" : "side";
        const std::size_t count = streams[s].x.size() - (s == 0 ? 10 : 0);
        for (std::size_t i = 0; i < count; ++i) {
            lines[s].x.push_back(streams[s].x[i]);
            lines[s].y.push_back(streams[s].y[i]);
            lines[s].chainage.push_back(10.0 * static_cast<double>(i));
        }
    }
    lines[1].joins = 0;
    // when they become the rivers of the drainage
    follow_streams(drainage, streams, lines);
    // then no area has changed, and along each line the areas are those of its cells
    EXPECT_EQ(drainage.area, areas);
    EXPECT_EQ(area_along(drainage, 0, 0.0), areas[at(streams[0].cells.front())]);
    EXPECT_GE(*area_along(drainage, 0, 0.0), 10000.0);
    EXPECT_GE(*area_along(drainage, 1, 0.0), 10000.0);
    EXPECT_EQ(area_along(drainage, 1, 1e6), areas[at(streams[1].cells.back())])
        << "the joined line's cell is not its own";
    // and land above the heads and beside the lines adds up to the land above the lower end
    const double last_main = 10.0 * static_cast<double>(streams[0].x.size() - 11);
    const double last_side = 10.0 * static_cast<double>(streams[1].x.size() - 1);
    const auto shares = section_catchments(drainage, {{0.0, 200.0, last_main}, {0.0, last_side}}, {false, false});
    double sum = 0.0;
    for (const auto& line : shares) {
        sum += line.front().upstream;
        for (const SectionCatchment& section : line)
            sum += section.local;
    }
    EXPECT_DOUBLE_EQ(sum, shares[0].back().upstream);
}

}  // namespace
}  // namespace liriver::mesh::terrain
