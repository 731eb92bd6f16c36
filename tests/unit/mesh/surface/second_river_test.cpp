// A river of another place: coordinates of EPSG:2056 (Switzerland), sharp meanders, an island between two arms, and a
// tributary; and what a domain must be.
#include <gtest/gtest.h>

#include <cmath>

#include "mesh/surface/quality.h"
#include "tests/unit/mesh/surface/made_river.h"

namespace liriver::mesh::surface {
namespace {

using tests::second_river;

TEST(SecondRiver, HasNineTenthsOfItsChannelsInQuadrilateralsAlongTheFlow) {
    const SurfaceRequest request = second_river();
    const auto built = build_surface(request);
    ASSERT_TRUE(built) << to_string(built.error());
    const tests::ChannelMeasure measure = tests::measure_channel(request, *built, 2.0, 60.0);
    EXPECT_GT(measure.points, 50000U);
    EXPECT_GE(measure.in_quads, 0.9);
    EXPECT_LE(measure.median_angle, 10.0);
    const Quality quality = measure_quality(built->mesh, built->domain_area);
    EXPECT_NEAR(quality.area / built->domain_area, 1.0, 1e-9);
    EXPECT_GE(quality.mean_smallest_angle, 40.0);
    RecordProperty("in_quads", std::to_string(measure.in_quads));
    RecordProperty("median_angle", std::to_string(measure.median_angle));
    ASSERT_EQ(built->ends.size(), 2U);  // where the main stem enters and leaves
    for (const BuiltSurface::ChannelEnd& end : built->ends)
        EXPECT_EQ(end.faces.size(), 8U);
}

TEST(SecondRiver, IsTheSameMeshEachTimeItIsMade) {
    const auto first = build_surface(second_river());
    const auto second = build_surface(second_river());
    ASSERT_TRUE(first && second);
    EXPECT_EQ(first->mesh.node_x, second->mesh.node_x);
    EXPECT_EQ(first->mesh.cell_nodes, second->mesh.cell_nodes);
}

TEST(Refinement, MakesCellsSmallWhereItIsAskedForAndLargerAwayFromThere) {
    SurfaceRequest request;
    request.domain = {{0, 0}, {4000, 0}, {4000, 3000}, {0, 3000}};
    request.edge_length = 150.0;
    request.refinements = {{"outfall", {{1000, 1000}}, 50.0, 10.0},
                           {"works", {{3000, 2000}, {3400, 2000}, {3400, 2400}, {3000, 2400}}, 0.0, 30.0}};
    const auto built = build_surface(request);
    ASSERT_TRUE(built) << to_string(built.error());
    double near_outfall = 0.0, in_works = 0.0, far = 0.0;
    const SurfaceMesh& mesh = built->mesh;
    for (std::int32_t f = 0; f < mesh.inner_faces; ++f) {
        const Point middle{mesh.midpoint[f].x, mesh.midpoint[f].y};
        if (std::hypot(middle.x - 1000, middle.y - 1000) < 40)
            near_outfall = std::max(near_outfall, mesh.length[f]);
        else if (inside({{3020, 2020}, {3380, 2020}, {3380, 2380}, {3020, 2380}}, middle))
            in_works = std::max(in_works, mesh.length[f]);
        else if (std::hypot(middle.x - 1000, middle.y - 1000) > 1500 && middle.x < 2000)
            far = std::max(far, mesh.length[f]);
    }
    EXPECT_LE(near_outfall, 2.0 * 10.0);
    EXPECT_LE(in_works, 2.0 * 30.0);
    EXPECT_GE(far, 100.0);
    EXPECT_GE(measure_quality(mesh).smallest_angle, 20.0);
    EXPECT_NEAR(measure_quality(mesh).area, 12e6, 1e-2);
}

TEST(Request, WithAFaultIsRefused) {
    SurfaceRequest crossing;
    crossing.domain = {{0, 0}, {100, 100}, {100, 0}, {0, 100}, {50, 300}};
    EXPECT_EQ(build_surface(crossing).error().place, "domain");
    SurfaceRequest flat;
    flat.domain = {{0, 0}, {100, 100}};
    EXPECT_EQ(build_surface(flat).error().place, "domain");
    SurfaceRequest huge;
    huge.domain = {{0, 0}, {1e5, 0}, {1e5, 1e5}, {0, 1e5}};
    huge.edge_length = 1.0;
    EXPECT_EQ(build_surface(huge).error().place, "domain");
    SurfaceRequest narrow;
    narrow.domain = {{0, 0}, {100, 0}, {100, 100}, {0, 100}};
    narrow.reaches = {tests::reach_along("none", {{0, 0}, {10, 10}}, 0.0, 5)};
    EXPECT_FALSE(build_surface(narrow));
}

}  // namespace
}  // namespace liriver::mesh::surface
