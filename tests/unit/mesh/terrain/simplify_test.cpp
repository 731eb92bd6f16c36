// Few points stand for many cells, and the triangulation between them is Delaunay's.
#include "mesh/terrain/simplify.h"

#include <gtest/gtest.h>

#include <cmath>

#include "mesh/terrain/integer_delaunay.h"

namespace liriver::mesh::terrain {
namespace {

gis::Grid made(int columns, int rows, double (*height)(double, double)) {
    gis::Grid grid;
    grid.frame = {.west = 0, .north = 0, .cell_x = 12.5, .cell_y = 12.5, .columns = columns, .rows = rows};
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column)
            grid.values.push_back(static_cast<float>(height(column, row)));
    return grid;
}

TEST(IntegerDelaunay, HasEmptyCirclesAndCoversItsRectangle) {
    IntegerDelaunay mesh(200, 150);
    std::uint64_t state = 1;
    const auto random = [&](int below) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<std::int32_t>((state >> 33) % static_cast<std::uint64_t>(below));
    };
    for (int i = 0; i < 400; ++i)
        mesh.insert({random(200), random(150)});
    double twice_area = 0.0;
    for (const auto& triangle : mesh.triangles()) {
        const auto& p = mesh.points();
        const GridPoint a = p[triangle.point[0]], b = p[triangle.point[1]], c = p[triangle.point[2]];
        const double twice = static_cast<double>(b.column - a.column) * (c.row - a.row) -
                             static_cast<double>(c.column - a.column) * (b.row - a.row);
        EXPECT_GT(twice, 0.0);
        twice_area += twice;
        const double bx = b.column - a.column, by = b.row - a.row, cx = c.column - a.column, cy = c.row - a.row;
        const double ux = (cy * (bx * bx + by * by) - by * (cx * cx + cy * cy)) / (2.0 * twice);
        const double uy = (bx * (cx * cx + cy * cy) - cx * (bx * bx + by * by)) / (2.0 * twice);
        const double radius = std::hypot(ux, uy);
        for (const GridPoint& point : p)
            EXPECT_GE(std::hypot(point.column - a.column - ux, point.row - a.row - uy), radius - 1e-6 * radius - 1e-9);
    }
    EXPECT_DOUBLE_EQ(twice_area, 2.0 * 199 * 149);
}

TEST(Simplify, NeedsFourPointsForAPlane) {
    const gis::Grid plane = made(64, 40, [](double x, double y) { return 100.0 + 2.0 * x - 3.0 * y; });
    const auto few = simplify(plane, {});
    ASSERT_TRUE(few) << to_string(few.error());
    EXPECT_EQ(few->points.size(), 4U);
    EXPECT_LE(few->largest_error, 1e-4);  // floats
}

TEST(Simplify, ReachesWhatIsAskedAndKeepsPeaks) {
    const gis::Grid karst = made(300, 300, [](double x, double y) {
        double z = 150.0 + 3.0 * std::sin(x / 9.0) * std::cos(y / 7.0);
        for (int k = 0; k < 12; ++k) {
            const double dx = x - 20 - 23 * k, dy = y - (k * 97) % 280 - 10;
            z += 200.0 * std::exp(-(dx * dx + dy * dy) / 60.0);
        }
        return z;
    });
    const auto few = simplify(karst, {.rmse = 0.5, .largest_error = 6.0, .most_points = 20000});
    ASSERT_TRUE(few) << to_string(few.error());
    EXPECT_LE(few->rmse, 0.5);
    EXPECT_LE(few->largest_error, 6.0);
    EXPECT_GE(few->peaks, 12U);
    EXPECT_LT(few->points.size(), 9000U);
    const auto back = interpolate(karst.frame, few->points);
    ASSERT_TRUE(back);
    for (int k = 0; k < 12; ++k) {
        const int column = 20 + 23 * k;
        const int row = (k * 97) % 280 + 10;
        double highest = 0.0, kept = 0.0;
        for (int j = row - 3; j <= row + 3; ++j)
            for (int i = column - 3; i <= column + 3; ++i) {
                highest = std::max(highest, karst.at(i, j));
                kept = std::max(kept, back->at(i, j));
            }
        EXPECT_NEAR(kept, highest, 0.06) << k;
    }
}

TEST(Interpolate, RefusesWhatIsNoTable) {
    const gis::GridFrame frame{.west = 0, .north = 0, .cell_x = 1, .cell_y = 1, .columns = 5, .rows = 5};
    const std::vector<ElevationPoint> corners = {{0, 0, 1}, {4, 0, 1}, {0, 4, 1}, {4, 4, 1}};
    EXPECT_TRUE(interpolate(frame, corners));
    EXPECT_FALSE(interpolate(frame, std::span(corners).first(3)));
    auto twice = corners;
    twice.push_back({4, 4, 2});
    EXPECT_FALSE(interpolate(frame, twice));
    auto beyond = corners;
    beyond.push_back({5, 0, 2});
    EXPECT_FALSE(interpolate(frame, beyond));
}

}  // namespace
}  // namespace liriver::mesh::terrain
