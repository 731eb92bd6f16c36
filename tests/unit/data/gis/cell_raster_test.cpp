// Given a mesh of turned parallelograms and triangles, when its cells are drawn as pixels, then every pixel shows the
// cell that its middle lies in.
#include "data/gis/cell_raster.h"

#include <gtest/gtest.h>

#include <numeric>

#include "tests/unit/data/gis/skewed_mesh.h"

namespace liriver::data::gis {
namespace {

using mesh::surface::outside;

TEST(CellRaster, APixelShowsTheCellItsMiddleLiesIn) {
    const auto mesh = example::skewed_mesh(7);
    const auto frame = frame_around(mesh, 1.0);
    const auto cells = cells_of_pixels(mesh, frame);
    ASSERT_EQ(cells.size(), frame.size());
    std::size_t covered = 0;
    for (int row = 0; row < frame.rows; ++row)
        for (int column = 0; column < frame.columns; ++column) {
            const std::int32_t cell = cells[frame.index(column, row)];
            if (cell != outside) {
                ++covered;
                EXPECT_TRUE(example::holds(mesh, cell, frame.x_of(column), frame.y_of(row))) << column << ' ' << row;
                continue;
            }
            for (std::int32_t i = 0; i < mesh.cell_count(); ++i)
                ASSERT_FALSE(example::holds(mesh, i, frame.x_of(column), frame.y_of(row))) << column << ' ' << row;
        }
    // As many pixels of 1 m2 as the mesh has area, but for the rim's (336 m long) share of half a pixel.
    const double area = std::accumulate(mesh.area.begin(), mesh.area.end(), 0.0);
    EXPECT_NEAR(area, 7 * 7 * 12.0 * 9.0, 1e-6);
    EXPECT_NEAR(static_cast<double>(covered), area, 0.005 * area);
}

// The square's sides run through middles of pixels: each of the two halves' pixels counts once.
TEST(CellRaster, NoPixelOnASideIsMissedOrTakenTwice) {
    const auto mesh =
        mesh::surface::assemble_mesh({0, 2, 4, 0, 2, 4}, {0, 0, 0, 2, 2, 2}, {0, 4, 8}, {0, 1, 4, 3, 1, 2, 5, 4})
            .value();
    mesh::gis::GridFrame frame;
    frame.west = -0.5;
    frame.north = 2.5;
    frame.columns = 5;
    frame.rows = 3;  // middles at x = 0, 1, 2, 3, 4 and y = 2, 1, 0
    const auto cells = cells_of_pixels(mesh, frame);
    const std::vector<std::int32_t> wanted{outside, outside, outside, outside, outside,  //
                                           0,       0,       1,       1,       outside,  //
                                           0,       0,       1,       1,       outside};
    EXPECT_EQ(cells, wanted);
}

TEST(CellRaster, AWindowOfAMeshShowsItsPart) {
    const auto mesh = example::skewed_mesh(7);
    const auto whole = frame_around(mesh, 1.0);
    const auto all = cells_of_pixels(mesh, whole);
    auto part = whole;
    part.west += 20.0;
    part.north -= 30.0;
    part.columns = 15;
    part.rows = 10;
    const auto some = cells_of_pixels(mesh, part);
    for (int row = 0; row < 10; ++row)
        for (int column = 0; column < 15; ++column)
            EXPECT_EQ(some[part.index(column, row)], all[whole.index(column + 20, row + 30)]);
}

// Half the side of the median cell: most cells have 54 or 108 m2.
TEST(CellRaster, SuggestsARoundPixelAndKeepsToALimit) {
    const auto mesh = example::skewed_mesh(8);  // 32 of 108 m2, 64 of 54 m2: the median is 54, its half side 3.67 m
    EXPECT_DOUBLE_EQ(suggested_pixel(mesh), 2.0);
    const double coarse = suggested_pixel(mesh, 100.0);
    const auto frame = frame_around(mesh, coarse);
    EXPECT_LE((frame.columns - 1) * (frame.rows - 1), 100);
    EXPECT_DOUBLE_EQ(coarse, 10.0) << "93 m by 104 m in 100 pixels: 9.9 m";
}

}  // namespace
}  // namespace liriver::data::gis
