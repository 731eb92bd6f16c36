// Volumes are kept between raster and mesh, and the channel has the sections' area.
#include "mesh/surface/bed.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <queue>
#include <utility>

#include "mesh/surface/cell_means.h"
#include "tests/unit/mesh/surface/made_river.h"

namespace liriver::mesh::surface {
namespace {

gis::Grid rough_terrain(double west, double north, double cell, int columns, int rows) {
    gis::Grid grid;
    grid.frame = {.west = west, .north = north, .cell_x = cell, .cell_y = cell, .columns = columns, .rows = rows};
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column)
            grid.values.push_back(static_cast<float>(150.0 + 0.5 * ((column * 7919 + row * 104729) % 97)));
    return grid;
}

SurfaceRequest straight_river() {
    SurfaceRequest request;
    request.domain = {{1000, 5000}, {4000, 5000}, {4000, 6000}, {1000, 6000}};
    request.reaches = {tests::reach_along("straight", {{500, 5500}, {4500, 5500}}, 60.0, 6)};
    request.edge_length = 80.0;
    return request;
}

// Identity: the cells tile the domain, so the sum of mean times area is the raster's volume inside its rectangle.
TEST(CellMeans, KeepTheVolumeOfTheRasterUnderTheMesh) {
    SurfaceRequest request = straight_river();
    request.reaches.clear();
    const auto built = build_surface(request);
    ASSERT_TRUE(built) << to_string(built.error());
    const gis::Grid terrain = rough_terrain(900, 6100, 12.5, 256, 96);
    const CellMeans means = cell_means(built->mesh, {&terrain, 1});
    double volume = 0.0;
    for (std::int32_t i = 0; i < built->mesh.cell_count(); ++i)
        volume += means.mean[i] * built->mesh.area[i];
    double exact = 0.0;
    for (int row = 0; row < 96; ++row)
        for (int column = 0; column < 256; ++column) {
            const double x = 900 + 12.5 * column;
            const double y = 6100 - 12.5 * row;
            const double wide = std::min(x + 12.5, 4000.0) - std::max(x, 1000.0);
            const double high = std::min(y, 6000.0) - std::max(y - 12.5, 5000.0);
            if (wide > 0 && high > 0)
                exact += wide * high * terrain.at(column, row);
        }
    EXPECT_NEAR(volume / exact, 1.0, 1e-12);
}

TEST(CellMeans, TheSecondRasterAnswersWhereTheFirstHasNothing) {
    const auto mesh = assemble_mesh({0, 10, 10, 0, 20, 20}, {0, 0, 10, 10, 0, 10}, {0, 4, 8}, {0, 1, 2, 3, 1, 4, 5, 2});
    gis::Grid fine;
    fine.frame = {.west = 0, .north = 10, .cell_x = 10, .cell_y = 10, .columns = 2, .rows = 1};
    fine.values = {5.0F, std::nanf("")};
    gis::Grid coarse = fine;
    coarse.values = {7.0F, 8.0F};
    const std::vector<gis::Grid> grids = {fine, coarse};
    const CellMeans means = cell_means(*mesh, grids);
    EXPECT_DOUBLE_EQ(means.mean[0], 5.0);
    EXPECT_DOUBLE_EQ(means.mean[1], 8.0);
    EXPECT_TRUE(std::isnan(cell_means(*mesh, {&fine, 1}).mean[1]));
}

// A trapezoid 40 m wide at its top and 20 m at its floor, 4 m deep: its mean bed lies 4 (20 + 10) / 40 = 3 m below the
// top.
std::vector<sections::Section> trapezoids() {
    std::vector<sections::Section> made;
    for (const auto& [chainage, top] : {std::pair{0.0, 110.0}, std::pair{1000.0, 108.0}})
        made.push_back({"straight",
                        chainage,
                        {{0, top + 20, "left_floodplain"},
                         {300, top, "channel"},
                         {310, top - 4, "channel"},
                         {330, top - 4, "channel"},
                         {340, top, "channel"},
                         {600, top + 20, "right_floodplain"}}});
    return made;
}

TEST(ChannelBed, HasTheAreaOfTheInterpolatedSectionsForAnyNumberOfCells) {
    const auto profiles = channel_profiles(trapezoids(), "straight");
    ASSERT_EQ(profiles.size(), 2U);
    EXPECT_DOUBLE_EQ(bank_widths(trapezoids(), "straight")[1].left, 20.0);
    for (const int across : {1, 5, 8}) {
        double mean = 0.0;
        for (int k = 0; k < across; ++k)
            mean += channel_bed(profiles, 250.0, static_cast<double>(k) / across, (k + 1.0) / across) / across;
        EXPECT_NEAR(mean, 109.5 - 3.0, 1e-12) << across;
    }
    EXPECT_DOUBLE_EQ(channel_bed(profiles, 500.0, 0.25, 0.75), 105.0);  // the floor
    EXPECT_DOUBLE_EQ(channel_bed(profiles, -10.0, 0.25, 0.75), 106.0);  // held beyond the ends
}

TEST(Bed, BurnsTheChannelInAndRaisesPitsBesideIt) {
    SurfaceRequest request = straight_river();
    request.reaches[0].banks = {{0.0, 20.0, 20.0}};
    auto built = build_surface(request);
    ASSERT_TRUE(built);
    gis::Grid terrain = rough_terrain(900, 6100, 12.5, 256, 96);
    for (float& value : terrain.values)
        value = 112.0F;
    terrain.values[terrain.frame.index(100, terrain.frame.row_of(5540))] = 40.0F;  // a radar pit beside the channel
    const BedReport report =
        fill_bed(*built, {&terrain, 1}, {channel_profiles(trapezoids(), "straight")}, BedSettings{});
    EXPECT_TRUE(report.missing.empty());
    EXPECT_GT(report.raised_cells, 0);
    EXPECT_LT(report.raised_cells, 10);
    double bed_volume = 0.0;
    double lowest_land = 1e9;
    for (std::int32_t i = 0; i < built->mesh.cell_count(); ++i) {
        bed_volume += built->mesh.bed_elevation[i] * built->mesh.area[i];
        if (built->places[i].reach < 0)
            lowest_land = std::min(lowest_land, built->mesh.bed_elevation[i]);
    }
    EXPECT_NEAR(bed_volume / (report.terrain_volume + report.channel_volume + report.raised_volume), 1.0, 1e-12);
    EXPECT_GE(lowest_land, 108.0);  // the lowest bank top
}

/// Sections of one trapezoid all along a reach: banks at 112 m, the floor over the middle half.
std::vector<ChannelProfile> trapezoid(double floor) {
    return {{0.0, {0.0, 0.25, 0.75, 1.0}, {112.0, floor, floor, 112.0}}};
}

/// The highest bed on the way from a cell to any of the goals whose highest bed is lowest.
template <typename Goal>
double sill(const SurfaceMesh& mesh, std::int32_t start, Goal&& goal) {
    std::vector<char> done(mesh.area.size(), 0);
    using Reached = std::pair<double, std::int32_t>;
    std::priority_queue<Reached, std::vector<Reached>, std::greater<>> front;
    front.emplace(mesh.bed_elevation[start], start);
    while (!front.empty()) {
        const auto [highest, i] = front.top();
        front.pop();
        if (std::exchange(done[i], 1) != 0)
            continue;
        if (goal(i))
            return highest;
        for (std::int32_t k = mesh.first_corner[i]; k < mesh.first_corner[i + 1]; ++k)
            if (const std::int32_t face = mesh.cell_faces[k]; face < mesh.inner_faces) {
                const std::int32_t other = mesh.left[face] == i ? mesh.right[face] : mesh.left[face];
                front.emplace(std::max(highest, mesh.bed_elevation[other]), other);
            }
    }
    return std::numeric_limits<double>::infinity();
}

// Given a brook and an arm that join a river, when the bed is filled, then a way leads from each one's last row to the
// river's floor on which no cell stands above the higher of the two floors.
TEST(Bed, HasNoSillWhereAChannelJoinsAWiderOne) {
    for (const double brook_floor : {109.5, 108.0, 107.0}) {
        const double river_floor = 108.0;
        auto built = build_surface(tests::second_river());
        ASSERT_TRUE(built) << to_string(built.error());
        const SurfaceMesh& mesh = built->mesh;
        double west = 1e18, north = -1e18;
        for (std::int32_t node = 0; node < mesh.node_count(); ++node) {
            west = std::min(west, mesh.node_x[node]);
            north = std::max(north, mesh.node_y[node]);
        }
        gis::Grid terrain = rough_terrain(west - 50, north + 50, 25.0, 300, 300);
        for (float& value : terrain.values)
            value = 115.0F;
        const BedReport report =
            fill_bed(*built, {&terrain, 1}, {trapezoid(river_floor), trapezoid(brook_floor), trapezoid(brook_floor)},
                     BedSettings{});
        ASSERT_TRUE(report.missing.empty());
        EXPECT_GT(report.channel_triangles, 20);
        double bed_volume = 0.0;
        for (std::int32_t i = 0; i < mesh.cell_count(); ++i)
            bed_volume += mesh.bed_elevation[i] * mesh.area[i];
        EXPECT_NEAR(bed_volume / (report.terrain_volume + report.channel_volume + report.raised_volume), 1.0, 1e-12);

        const auto floor_of = [&](std::int32_t i, std::int32_t reach) {
            const CellPlace& place = built->places[i];
            return mesh.corners(i).size() == 4 && place.reach == reach && place.from > 0.2 && place.to < 0.8;
        };
        for (const std::int32_t reach : {1, 2}) {
            std::int32_t last = -1;
            for (std::int32_t i = 0; i < mesh.cell_count(); ++i)
                if (floor_of(i, reach) && (last < 0 || built->places[i].chainage > built->places[last].chainage))
                    last = i;
            ASSERT_GE(last, 0);
            const double highest = sill(mesh, last, [&](std::int32_t i) { return floor_of(i, 0); });
            EXPECT_LE(highest, std::max(brook_floor, river_floor) + 1e-9) << reach << ", floor at " << brook_floor;
        }
    }
}

TEST(Roughness, GoesByZoneAndByArea) {
    auto built = build_surface(straight_river());
    ASSERT_TRUE(built);
    RoughnessSettings settings;
    settings.channel_n = {0.03};
    settings.areas = {{"wood", {{1000, 5800}, {4000, 5800}, {4000, 6000}, {1000, 6000}}, 0.1}};
    EXPECT_EQ(fill_roughness(*built, settings), 0);
    for (std::int32_t i = 0; i < built->mesh.cell_count(); ++i)
        EXPECT_DOUBLE_EQ(built->mesh.manning_n[i], built->places[i].reach >= 0          ? 0.03
                                                   : built->mesh.centroid[i].y > 5800.0 ? 0.1
                                                                                        : 0.05);
}

TEST(Roughness, OfARasterGoesBeforeTheZonesWhereItHasAValue) {
    auto built = build_surface(straight_river());
    ASSERT_TRUE(built);
    RoughnessSettings settings;
    settings.channel_n = {0.03};
    gis::Grid half;  // n = 0.08 in the west, nothing in the east
    half.frame = {.west = 900, .north = 6100, .cell_x = 100, .cell_y = 100, .columns = 32, .rows = 12};
    half.values.assign(half.frame.size(), 0.08F);
    for (int row = 0; row < half.frame.rows; ++row)
        for (int column = 16; column < half.frame.columns; ++column)
            half.values[half.frame.index(column, row)] = std::numeric_limits<float>::quiet_NaN();
    settings.rasters = {half};
    const std::int32_t of_raster = fill_roughness(*built, settings);
    EXPECT_GT(of_raster, built->mesh.cell_count() / 4);
    EXPECT_LT(of_raster, built->mesh.cell_count());
    for (std::int32_t i = 0; i < built->mesh.cell_count(); ++i)
        if (built->mesh.centroid[i].x < 2300.0) {
            EXPECT_NEAR(built->mesh.manning_n[i], 0.08, 1e-8);
        } else if (built->mesh.centroid[i].x > 2700.0) {
            EXPECT_DOUBLE_EQ(built->mesh.manning_n[i], built->places[i].reach >= 0 ? 0.03 : 0.05);
        }
}

TEST(Lines, AreFollowedByFacesWithACrestAllTheirLength) {
    SurfaceRequest request = straight_river();
    request.lines = {{"levee", {{1200, 5700}, {2500, 5900}, {3700, 5650}}}};
    auto built = build_surface(request);
    ASSERT_TRUE(built) << to_string(built.error());
    double length = 0.0;
    for (const LineFace& face : built->line_faces)
        length += built->mesh.length[face.face];
    EXPECT_NEAR(length, network::length(request.lines[0].line), 1e-6);
    gis::Grid terrain = rough_terrain(900, 6100, 12.5, 256, 96);
    for (float& value : terrain.values)
        value = 112.0F;
    static_cast<void>(fill_bed(*built, {&terrain, 1}, {{}}, BedSettings{}));
    const std::vector<Crest> crests = {{.height = 2.5}};
    EXPECT_EQ(fill_crests(*built, {&terrain, 1}, crests), static_cast<std::int32_t>(built->line_faces.size()));
    for (const LineFace& face : built->line_faces)
        EXPECT_DOUBLE_EQ(built->mesh.crest(face.face), 114.5);
}

}  // namespace
}  // namespace liriver::mesh::surface
