// Cells in a good order and a fair report of a mesh.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "mesh/surface/ordering.h"
#include "mesh/surface/quality.h"

namespace liriver::mesh::surface {
namespace {

SurfaceMesh assembled(const PlainMesh& plain) {
    return assemble_mesh(plain.node_x, plain.node_y, plain.first_corner, plain.cell_nodes).value();
}

/// n x n unit squares, in rows whose cells come in a scattered order.
PlainMesh scattered_squares(std::int32_t n) {
    PlainMesh mesh;
    for (std::int32_t j = 0; j <= n; ++j)
        for (std::int32_t i = 0; i <= n; ++i)
            mesh.add_node(i, j);
    for (std::int32_t c = 0; c < n * n; ++c) {
        const std::int32_t cell = static_cast<std::int32_t>((static_cast<std::int64_t>(c) * 7919) % (n * n));
        const std::int32_t a = cell / n * (n + 1) + cell % n;
        mesh.add_cell(std::vector<std::int32_t>{a, a + 1, a + n + 2, a + n + 1});
    }
    return mesh;
}

TEST(Ordering, HilbertsCurveVisitsEachCellOfASquareNextToTheLast) {
    std::vector<double> x;
    std::vector<double> y;
    for (int j = 0; j < 16; ++j)
        for (int i = 0; i < 16; ++i) {
            x.push_back(i);
            y.push_back(j);
        }
    const auto order = hilbert_order(x, y);
    for (std::size_t i = 0; i + 1 < order.size(); ++i)
        EXPECT_DOUBLE_EQ(std::abs(x[order[i]] - x[order[i + 1]]) + std::abs(y[order[i]] - y[order[i + 1]]), 1.0) << i;
}

TEST(Ordering, BringsNeighboursNearAndKeepsEveryCell) {
    const PlainMesh scattered = scattered_squares(100);
    const Middles middle = middles(scattered);
    const PlainMesh by_curve = reordered(scattered, hilbert_order(middle.x, middle.y));
    const PlainMesh by_level = reordered(scattered, cuthill_mckee_order(assembled(scattered)));
    for (const PlainMesh* mesh : {&by_curve, &by_level}) {
        const SurfaceMesh made = assembled(*mesh);
        EXPECT_EQ(made.cell_count(), 10000);
        EXPECT_DOUBLE_EQ(std::accumulate(made.area.begin(), made.area.end(), 0.0), 10000.0);
        EXPECT_EQ(made.inner_faces, 2 * 99 * 100);
    }
    // Levels of a square are its diagonals, at most 100 cells: no two neighbours are further apart than two of them.
    EXPECT_LE(locality(assembled(by_level)).mean_distance, 100.0);
    // Hilbert's curve keeps most neighbours within a cache's reach, and a few far: better in the median, not the mean.
    EXPECT_GT(locality(assembled(by_curve)).within_64, 0.8);
    EXPECT_GT(locality(assembled(scattered)).mean_distance, 1000.0);
}

TEST(Quality, KnowsTheAnglesStepsAndJumpsOfASmallMesh) {
    // A 3-4-5 triangle (36.87, 53.13 and 90 degrees, inner circle of radius 1) beside a rectangle of 4 x 40.
    const auto mesh = assemble_mesh({0, 3, 0, -40, -40}, {0, 0, 4, 0, 4}, {0, 3, 7}, {0, 1, 2, 3, 0, 2, 4}).value();
    const Quality quality = measure_quality(mesh, 166.0);
    EXPECT_NEAR(quality.smallest_angle, 36.8699, 1e-3);
    EXPECT_NEAR(quality.largest_angle, 90.0, 1e-9);
    EXPECT_DOUBLE_EQ(quality.smallest_step, 1.0);
    EXPECT_DOUBLE_EQ(quality.area, 166.0);
    EXPECT_NEAR(quality.largest_jump, std::sqrt(160.0 / 6.0), 1e-12);
    ASSERT_EQ(quality.bad_spots.size(), 1U);
    EXPECT_EQ(quality.bad_spots[0].kind, "size jump");
    EXPECT_DOUBLE_EQ(quality.bad_spots[0].x, 0.0);
    EXPECT_DOUBLE_EQ(quality.bad_spots[0].y, 2.0);
}

}  // namespace
}  // namespace liriver::mesh::surface
