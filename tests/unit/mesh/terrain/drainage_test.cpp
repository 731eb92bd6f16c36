#include "mesh/terrain/drainage.h"

#include <gtest/gtest.h>

#include "made_grid.h"
#include "mesh/terrain/catchments.h"

namespace liriver::mesh::terrain {
namespace {

using tests::make_grid;

Cell cell_of(const Drainage& drainage, int column, int row) {
    return static_cast<Cell>(drainage.frame.index(column, row));
}

double area_leaving(const Drainage& drainage) {
    double sum = 0.0;
    for (std::size_t cell = 0; cell < drainage.area.size(); ++cell)
        if (drainage.receiver[cell] == leaves)
            sum += drainage.area[cell];
    return sum;
}

RiverLine line(const std::string& name, std::vector<double> x, std::vector<double> y) {
    RiverLine river;
    river.name = name;
    river.x = std::move(x);
    river.y = std::move(y);
    river.chainage = {0.0};
    for (std::size_t i = 1; i < river.x.size(); ++i)
        river.chainage.push_back(river.chainage.back() +
                                 std::hypot(river.x[i] - river.x[i - 1], river.y[i] - river.y[i - 1]));
    return river;
}

TEST(Drainage, OfAPlaneRunsStraightDownIt) {
    const Grid plane = make_grid(12, 6, [](int column, int) { return 2.0 * column; });
    const Drainage drainage = drain(plane, {}, {});
    for (int row = 0; row < 6; ++row) {
        EXPECT_EQ(drainage.receiver[drainage.frame.index(0, row)], leaves);
        for (int column = 1; column < 12; ++column)
            EXPECT_EQ(drainage.receiver[drainage.frame.index(column, row)], cell_of(drainage, column - 1, row));
        EXPECT_EQ(drainage.area[drainage.frame.index(0, row)], 12 * 100.0);
    }
}

TEST(Drainage, OfASteepValleyGathersAllOfItInItsFloor) {
    // given side slopes of 50 m a cell against a floor that falls 1 m a cell to the west
    const Grid valley = make_grid(20, 11, [](int column, int row) { return 50.0 * std::abs(row - 5) + column; });
    const Drainage drainage = drain(valley, {}, {});
    EXPECT_EQ(drainage.area[drainage.frame.index(0, 5)], 20 * 11 * 100.0);
    EXPECT_EQ(area_leaving(drainage), 20 * 11 * 100.0);
}

TEST(Drainage, CrossesPitsFlatsAndHolesAndLosesNoLand) {
    // given rough ground of whole metres, which makes many ties, pits and plateaus, and a hole
    Grid rough = make_grid(60, 50, [](int column, int row) {
        return static_cast<double>((column * 37 + row * 101 + (column * row) % 17) % 13);
    });
    rough.values[rough.frame.index(20, 20)] = std::numeric_limits<float>::quiet_NaN();
    for (const double depth : {0.0, 5.0}) {
        DrainageOptions options;
        options.breach.depth = depth;
        const Drainage drainage = drain(rough, {}, options);
        EXPECT_EQ(drainage.order.size(), 60U * 50U);
        EXPECT_EQ(drainage.holes_closed, 1U);
        EXPECT_EQ(area_leaving(drainage), 60.0 * 50.0 * 100.0);
    }
}

TEST(Burning, MakesWaterFollowTheLineOverBridgesAndPastPits) {
    // given a valley falling west, crossed by a wall and pitted, and a river that runs along its floor through both
    const Grid plane = make_grid(30, 11, [](int column, int row) {
        if (column == 10)
            return 500.0;
        return row == 5 && column == 20 ? -40.0 : 100.0 + column + 2.0 * std::abs(row - 5);
    });
    const RiverLine river = line("river", {295.0, 5.0}, {55.0, 55.0});
    const Drainage drainage = drain(plane, {river}, {});
    ASSERT_EQ(drainage.rivers.cells.size(), 30U);
    for (std::size_t i = 0; i + 1 < 30; ++i)
        EXPECT_EQ(drainage.receiver[at(drainage.rivers.cells[i].cell)], drainage.rivers.cells[i + 1].cell);
    EXPECT_EQ(drainage.receiver[drainage.frame.index(0, 5)], leaves);
    // then all land east of the wall leaves by the river: nineteen columns of eleven rows
    EXPECT_GE(drainage.area[drainage.frame.index(9, 5)], 19 * 11 * 100.0);
}

TEST(Burning, JoinsTributariesAndLeadsAnOpenEndOut) {
    // given a river that ends in the middle of a plane falling west, and a tributary from the north
    const Grid plane = make_grid(30, 21, [](int column, int) { return 100.0 + column; });
    const RiverLine main = line("main", {295.0, 155.0}, {105.0, 105.0});
    RiverLine side = line("side", {225.0, 225.0}, {205.0, 112.0});
    side.joins = 1;
    side.joins_at = 70.0;
    const Drainage drainage = drain(plane, {side, main}, {});
    EXPECT_TRUE(drainage.rivers.notes.empty());
    // x = 225 is column 22; the tributary's last own cell is in row 9, the main river is row 10
    EXPECT_EQ(drainage.receiver[drainage.frame.index(22, 9)], cell_of(drainage, 22, 10));
    // the open end (column 15) goes on to the edge, so that all the river gathered leaves there
    Cell cell = cell_of(drainage, 15, 10);
    while (drainage.receiver[at(cell)] != leaves)
        cell = drainage.receiver[at(cell)];
    EXPECT_EQ(cell % 30, 0);
    EXPECT_GE(drainage.area[at(cell)], drainage.area[drainage.frame.index(15, 10)] + 15 * 100.0);
}

TEST(Burning, LeavesSharedCellsToTheRiverThatIsJoined) {
    const Grid plane = make_grid(30, 21, [](int column, int) { return 100.0 + column; });
    const RiverLine main = line("main", {295.0, 5.0}, {105.0, 105.0});
    RiverLine beside = line("beside", {255.0, 205.0, 155.0, 105.0}, {135.0, 105.0, 105.0, 101.0});
    beside.joins = 0;
    beside.joins_at = 190.0;
    const Drainage drainage = drain(plane, {main, beside}, {});
    EXPECT_EQ(drainage.rivers.first[1], 30U);  // the main river has all its cells
    EXPECT_GT(drainage.rivers.cells.size(), 31U);
    for (std::size_t i = drainage.rivers.first[1]; i < drainage.rivers.cells.size(); ++i)
        EXPECT_NE(drainage.rivers.cells[i].cell / 30, 10);
    EXPECT_EQ(drainage.order.size(), 30U * 21U);  // no ring
}

TEST(Burning, DrawsWaterToRiversOfWhichOnlyTheLineIsKnown) {
    // given a plane falling west and a line across it from north to south, drawn in no particular direction
    const Grid plane = make_grid(30, 21, [](int column, int row) { return 100.0 + column + 0.5 * row; });
    const Drainage drainage = drain(plane, {}, {}, {line("other", {105.0, 105.0}, {5.0, 205.0})});
    // then all land east of it leaves at its lower, northern end
    EXPECT_GE(drainage.area[drainage.frame.index(10, 0)], 19 * 20 * 100.0);
}

TEST(CatchmentArea, SnapsToTheRiverWithinTheRadius) {
    const Grid valley = make_grid(20, 11, [](int column, int row) { return 50.0 * std::abs(row - 5) + column; });
    const Drainage drainage = drain(valley, {line("river", {195.0, 5.0}, {55.0, 55.0})}, {});
    EXPECT_EQ(catchment_area(drainage, 5.0, 105.0, 0.0), 100.0);  // the uppermost cell of the slope
    EXPECT_EQ(catchment_area(drainage, 5.0, 75.0, 25.0), 20 * 11 * 100.0);
    EXPECT_FALSE(catchment_area(drainage, -5.0, 75.0, 25.0));
}

TEST(SectionCatchments, AddUpToTheAreaAtTheRiversEnd) {
    // given a steep valley 20 cells long and 11 wide, a tributary from the north, and a river that starts at column 15
    const Grid valley = make_grid(20, 11, [](int column, int row) { return 50.0 * std::abs(row - 5) + column; });
    const RiverLine main = line("main", {155.0, 5.0}, {55.0, 55.0});
    RiverLine side = line("side", {105.0, 105.0}, {105.0, 65.0});
    side.joins = 0;
    side.joins_at = 50.0;
    const Drainage drainage = drain(valley, {main, side}, {});
    const auto land = section_catchments(drainage, {{0.0, 75.0, 150.0}, {0.0, 40.0}}, {false, false});
    // then the head of the main river has the four columns east of it and its own
    EXPECT_NEAR(land[0][0].upstream, 5 * 11 * 100.0, 1e-6);
    // and the tributary's head has the one cell it begins in
    EXPECT_NEAR(land[1][0].upstream, 100.0, 1e-6);
    double sum = land[0][0].upstream + land[1][0].upstream;
    for (const auto& reach : land)
        for (const SectionCatchment& one : reach)
            sum += one.local;
    EXPECT_NEAR(sum, 20 * 11 * 100.0, 1e-6);
    EXPECT_NEAR(land[0][2].upstream, 20 * 11 * 100.0, 1e-6);
}

TEST(SectionCatchments, GiveABranchNoHead) {
    const Grid plane = make_grid(30, 21, [](int column, int) { return 100.0 + column; });
    const RiverLine main = line("main", {295.0, 5.0}, {105.0, 105.0});
    RiverLine branch = line("branch", {205.0, 155.0, 105.0}, {105.0, 155.0, 105.0});
    branch.joins = 0;
    branch.joins_at = 190.0;
    const Drainage drainage = drain(plane, {main, branch}, {});
    const auto land = section_catchments(drainage, {{0.0, 290.0}, {0.0, 70.0, 141.0}}, {false, true});
    EXPECT_EQ(land[1][0].upstream, 0.0);
    EXPECT_GT(land[1][0].local, 0.0);
}

}  // namespace
}  // namespace liriver::mesh::terrain
