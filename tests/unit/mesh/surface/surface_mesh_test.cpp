// Given nodes and cells, when a mesh is assembled, then everything else about it follows; what is no mesh is refused.
#include "mesh/surface/surface_mesh.h"

#include <gtest/gtest.h>

#include <cmath>

namespace liriver::mesh::surface {
namespace {

// A unit square beside a triangle: nodes 0 (0,0), 1 (1,0), 2 (1,1), 3 (0,1), 4 (2,0).
tl::expected<SurfaceMesh, field::Error> square_and_triangle(std::vector<std::int32_t> corners) {
    return assemble_mesh({0, 1, 1, 0, 2}, {0, 0, 1, 1, 0}, {0, 4, 7}, std::move(corners));
}

TEST(SurfaceMesh, KnowsItsAreasAndCentroids) {
    const auto mesh = square_and_triangle({0, 1, 2, 3, 1, 4, 2});
    ASSERT_TRUE(mesh);
    EXPECT_DOUBLE_EQ(mesh->area[0], 1.0);
    EXPECT_DOUBLE_EQ(mesh->area[1], 0.5);
    EXPECT_DOUBLE_EQ(mesh->centroid[0].x, 0.5);
    EXPECT_DOUBLE_EQ(mesh->centroid[1].x, 4.0 / 3.0);
    EXPECT_DOUBLE_EQ(mesh->centroid[1].y, 1.0 / 3.0);
}

TEST(SurfaceMesh, HasOneInnerFaceBetweenTwoCellsAndPointsItFromTheFirst) {
    const auto mesh = square_and_triangle({0, 1, 2, 3, 1, 4, 2});
    ASSERT_TRUE(mesh);
    ASSERT_EQ(mesh->inner_faces, 1);
    EXPECT_EQ(mesh->face_count(), 6);
    EXPECT_EQ(mesh->left[0], 0);
    EXPECT_EQ(mesh->right[0], 1);
    EXPECT_DOUBLE_EQ(mesh->normal[0].x, 1.0);
    EXPECT_DOUBLE_EQ(mesh->normal[0].y, 0.0);
    EXPECT_DOUBLE_EQ(mesh->length[0], 1.0);
}

// Gauss: the outward normals of a closed cell, weighted by length, sum to zero.
TEST(SurfaceMesh, ClosesEveryCell) {
    const auto mesh = square_and_triangle({3, 2, 1, 0, 1, 2, 4});  // both clockwise
    ASSERT_TRUE(mesh);
    for (std::int32_t i = 0; i < mesh->cell_count(); ++i) {
        double x = 0.0;
        double y = 0.0;
        for (std::int32_t k = mesh->first_corner[i]; k < mesh->first_corner[i + 1]; ++k) {
            const std::int32_t f = mesh->cell_faces[static_cast<std::size_t>(k)];
            const double sign = mesh->left[f] == i ? 1.0 : -1.0;
            x += sign * mesh->length[f] * mesh->normal[f].x;
            y += sign * mesh->length[f] * mesh->normal[f].y;
        }
        EXPECT_NEAR(x, 0.0, 1e-15);
        EXPECT_NEAR(y, 0.0, 1e-15);
        EXPECT_GT(mesh->area[i], 0.0);
    }
}

TEST(SurfaceMesh, RefusesWhatIsNoMesh) {
    EXPECT_EQ(square_and_triangle({0, 1, 2, 3, 1, 9, 2}).error().place, "cell 1");      // no such node
    EXPECT_EQ(square_and_triangle({0, 1, 2, 3, 1, 1, 2}).error().place, "cell 1");      // no area
    EXPECT_FALSE(square_and_triangle({0, 2, 1, 3, 1, 4, 2}));                           // sides that cross
    EXPECT_FALSE(assemble_mesh({0, 1, 0.2, 0}, {0, 0, 0.2, 1}, {0, 4}, {0, 1, 2, 3}));  // bends inward
    EXPECT_FALSE(assemble_mesh({0, 1, 0}, {0, 0, 1}, {0, 2}, {0, 1}));                  // two corners
    EXPECT_FALSE(assemble_mesh({0, std::nan(""), 0}, {0, 0, 1}, {0, 3}, {0, 1, 2}));
    EXPECT_FALSE(assemble_mesh({0, 1, 0}, {0, 0, 1}, {0, 3, 6, 9}, {0, 1, 2, 0, 1, 2, 0, 1, 2}));  // thrice the same
}

}  // namespace
}  // namespace liriver::mesh::surface
