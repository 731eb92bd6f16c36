// River lines from a D8 tree drawn by hand.
#include "mesh/network/extract.h"

#include <gtest/gtest.h>

namespace liriver::mesh::network {
namespace {

constexpr int columns = 9;
constexpr double cell_size = 100.0;

Point middle(std::int32_t cell) { return {(cell % columns + 0.5) * cell_size, -(cell / columns + 0.5) * cell_size}; }

/// A river flows east along row 2; a brook joins it from the north in column 4, a ditch from the south in column 6.
/// Each cell is 1 ha; slopes add land where the streams begin.
struct Made {
    std::vector<std::int32_t> receiver = std::vector<std::int32_t>(45, -2);
    std::vector<double> area = std::vector<double>(45, 0.0);
};

Made made_tree() {
    Made made;
    const auto cell = [](int column, int row) { return static_cast<std::size_t>(row * columns + column); };
    const auto drain = [&](int column, int row, int to_column, int to_row, double hectares) {
        made.receiver[cell(column, row)] = to_row * columns + to_column;
        made.area[cell(column, row)] = hectares * 1e4;
    };
    for (int column = 0; column < 8; ++column)
        drain(column, 2, column + 1, 2, column < 4 ? 20.0 + column : column < 6 ? 40.0 + column : 50.0 + column);
    drain(4, 0, 4, 1, 15.0);
    drain(4, 1, 4, 2, 16.0);
    drain(6, 4, 6, 3, 8.0);
    drain(6, 3, 6, 2, 9.0);
    made.receiver[cell(8, 2)] = -1;
    made.area[cell(8, 2)] = 58e4;
    return made;
}

std::vector<SourceLine> extract(double hectares, double least_length) {
    static const Made made = made_tree();
    return extract_streams({made.receiver, made.area, middle},
                           {.least_area = hectares * 1e4, .least_length = least_length, .smoothing = 2});
}

TEST(Extraction, DrawsEachWatercourseDownstreamLargestFirst) {
    const auto lines = extract(7.0, 50.0);
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_EQ(lines[0].name, "stream 1");
    EXPECT_DOUBLE_EQ(length(lines[0].line), 800.0) << "nine cells in a row";
    EXPECT_LT(lines[0].line.front().x, lines[0].line.back().x);
    EXPECT_DOUBLE_EQ(length(lines[1].line), 200.0) << "from row 0 to row 2";
    EXPECT_DOUBLE_EQ(lines[1].line.back().x, 450.0);
    EXPECT_DOUBLE_EQ(lines[1].line.back().y, -250.0);
    EXPECT_DOUBLE_EQ(lines[2].line.back().x, 650.0);
}

TEST(Extraction, BeginsStreamsAtTheLeastArea) { EXPECT_EQ(extract(12.0, 50.0).size(), 2U); }

TEST(Extraction, LeavesOutShortTributaries) { EXPECT_EQ(extract(7.0, 300.0).size(), 1U); }

TEST(Extraction, MakesANetworkWithItsMouths) {
    const auto lines = extract(7.0, 50.0);
    const auto built = build_network(lines, requests_for(lines), {}, BuildSettings{.crs = "EPSG:32649"});
    ASSERT_TRUE(built);
    ASSERT_EQ(built->network.reaches.size(), 3U);
    EXPECT_FALSE(built->network.reaches[0].to);
    ASSERT_TRUE(built->network.reaches[1].to);
    EXPECT_EQ(built->network.reaches[1].to->reach, "stream 1");
    EXPECT_DOUBLE_EQ(built->network.reaches[1].to->chainage, 400.0);
    EXPECT_DOUBLE_EQ(built->network.reaches[2].to->chainage, 600.0);
}

}  // namespace
}  // namespace liriver::mesh::network
