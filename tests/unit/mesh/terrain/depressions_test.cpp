#include "mesh/terrain/depressions.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "made_grid.h"

namespace liriver::mesh::terrain {
namespace {

using tests::make_grid;

TEST(Flood, RaisesAPitToItsSpillLevelAndNothingElse) {
    // given a plane falling west with one pit at its middle, whose lowest neighbours, to the west, stand at 104
    const Grid grid =
        make_grid(9, 9, [](int column, int row) { return column == 4 && row == 4 ? 95.0 : 101.0 + column; });
    const Flooded flooded = flood(grid.frame, grid.values, {});
    EXPECT_EQ(flooded.raised_cells, 1U);
    EXPECT_EQ(flooded.level[grid.frame.index(4, 4)], 104.0F);
    EXPECT_EQ(flooded.deepest_fill, 9.0);
    for (std::size_t cell = 0; cell < grid.values.size(); ++cell) {
        if (cell != grid.frame.index(4, 4)) {
            EXPECT_EQ(flooded.level[cell], grid.values[cell]);
        }
    }
}

TEST(Flood, FillsABowlToItsLowestRim) {
    // given a bowl walled at 20 m with one gap at 12 m
    const Grid grid = make_grid(7, 7, [](int column, int row) {
        if (column == 0 || row == 0 || column == 6 || row == 6)
            return 5.0;
        if (column == 3 && row == 5)
            return 12.0;
        return column == 1 || row == 1 || column == 5 || row == 5 ? 20.0 : 8.0;
    });
    const Flooded flooded = flood(grid.frame, grid.values, {});
    EXPECT_EQ(flooded.raised_cells, 9U);
    for (int row = 2; row <= 4; ++row)
        for (int column = 2; column <= 4; ++column)
            EXPECT_EQ(flooded.level[grid.frame.index(column, row)], 12.0F);
}

TEST(Flood, LetsWaterOutAtStatedOutletsAndBesideMissingTerrain) {
    // given a funnel that rises 3 m a cell from 50 m at its middle to 62 m at the edge
    Grid grid = make_grid(
        9, 9, [](int column, int row) { return 50.0 + 3.0 * std::max(std::abs(column - 4), std::abs(row - 4)); });
    EXPECT_EQ(flood(grid.frame, grid.values, {}).level[grid.frame.index(4, 4)], 62.0F);
    std::vector<bool> outlet(grid.frame.size(), false);
    outlet[grid.frame.index(4, 4)] = true;
    EXPECT_EQ(flood(grid.frame, grid.values, outlet).raised_cells, 0U);
    grid.values[grid.frame.index(4, 4)] = std::numeric_limits<float>::quiet_NaN();
    EXPECT_EQ(flood(grid.frame, grid.values, {}).raised_cells, 0U);
}

TEST(Flood, LeadsOverAFlatByTheFewestCells) {
    // given a flat with one way out at the west edge, middle row
    const Grid grid = make_grid(8, 7, [](int column, int row) {
        if (column == 0)
            return row == 3 ? 1.0 : 9.0;
        return column == 7 || row == 0 || row == 6 ? 9.0 : 2.0;
    });
    const Flooded flooded = flood(grid.frame, grid.values, {});
    Cell cell = static_cast<Cell>(grid.frame.index(6, 3));
    int steps_taken = 0;
    while (flooded.parent[at(cell)] != leaves) {
        cell = flooded.parent[at(cell)];
        ++steps_taken;
    }
    EXPECT_EQ(cell, static_cast<Cell>(grid.frame.index(0, 3)));
    EXPECT_EQ(steps_taken, 6);
}

TEST(Breach, CutsAFallingChannelThroughADamWithinItsLimits) {
    // given a valley falling west by 1 m a cell, dammed by one cell 6 m higher
    Grid grid = make_grid(11, 5, [](int column, int row) {
        const double floor = 100.0 + column + (column == 5 ? 6.0 : 0.0);
        return row == 2 && column < 10 ? floor : floor + 30.0;
    });
    EXPECT_EQ(breach(grid.frame, grid.values, {}, {.depth = 3.0, .length = 10}), 0U);
    EXPECT_EQ(breach(grid.frame, grid.values, {}, {.depth = 10.0, .length = 10}), 1U);
    // then the dam's cell lies half way between its neighbours at 106 and 104
    EXPECT_FLOAT_EQ(grid.values[grid.frame.index(5, 2)], 105.0F);
    EXPECT_EQ(flood(grid.frame, grid.values, {}).raised_cells, 0U);
}

TEST(CloseHoles, TakesAHoleAsALakeAndLeavesTheOutsideAlone) {
    Grid grid = make_grid(6, 6, [](int column, int) { return 10.0 + column; });
    grid.values[grid.frame.index(3, 3)] = std::numeric_limits<float>::quiet_NaN();
    grid.values[grid.frame.index(0, 0)] = std::numeric_limits<float>::quiet_NaN();
    EXPECT_EQ(close_holes(grid.frame, grid.values), 1U);
    EXPECT_EQ(grid.values[grid.frame.index(3, 3)], 12.0F);
    EXPECT_TRUE(std::isnan(grid.values[grid.frame.index(0, 0)]));
}

}  // namespace
}  // namespace liriver::mesh::terrain
