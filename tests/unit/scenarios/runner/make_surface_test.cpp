// The Guilin tile as a 2D mesh with its bed, from what every clone has: no rasters.
#include "scenarios/runner/make_surface.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>

#include "data/meshes/mesh_file.h"
#include "data/registers/network_tables.h"
#include "data/registers/section_table.h"
#include "data/registers/terrain_points.h"
#include "mesh/sections/survey.h"
#include "mesh/terrain/simplify.h"

namespace liriver::scenarios::runner {
namespace {

const std::filesystem::path folder = std::filesystem::path(LIRIVER_SOURCE_DIR) / "data/li-river";

struct Guilin {
    mesh::network::Network network;
    std::vector<mesh::sections::Section> sections;
    SurfacePlan plan;
};

Guilin guilin() {
    Guilin made;
    data::tables::Problems problems;
    made.network = data::registers::read_network(folder / "odbl/reaches.csv", folder / "odbl/reach_points.csv",
                                                 "EPSG:32649", problems)
                       .network;
    for (const char* file : {"terrain/sections.csv", "assumed/channel_sections.csv"})
        for (const data::registers::SectionRows& rows : data::registers::read_sections(folder / file, problems))
            made.sections.push_back(rows.section);
    made.sections = mesh::sections::unite_sections(made.sections);
    const mesh::gis::GridFrame frame{
        .west = 422387.5, .north = 2802562.5, .cell_x = 12.5, .cell_y = 12.5, .columns = 1132, .rows = 1132};
    const auto points = data::registers::read_terrain_points(folder / "terrain/guilin_points.csv", problems);
    EXPECT_TRUE(problems.empty());
    made.plan.name = "Guilin";
    made.plan.terrain = {mesh::terrain::interpolate(frame, points).value()};
    made.plan.geometry.domain = {{422450, 2788500}, {436450, 2788500}, {436450, 2802500}, {422450, 2802500}};
    made.plan.reaches = {{"漓江", 7}, {"小东江", 5}, {"桃花江", 5}};
    return made;
}

TEST(MakeSurface, MeshesTheGuilinTileWithItsBedAndWritesItsFiles) {
    const Guilin input = guilin();
    const auto made = make_surface(input.plan, input.network, input.sections);
    ASSERT_TRUE(made) << to_string(made.error());
    const mesh::surface::SurfaceMesh& mesh = made->surface.mesh;
    double volume = 0.0;
    for (std::int32_t i = 0; i < mesh.cell_count(); ++i) {
        ASSERT_TRUE(std::isfinite(mesh.bed_elevation[i]) && mesh.manning_n[i] > 0.0) << i;
        volume += mesh.bed_elevation[i] * mesh.area[i];
    }
    const mesh::surface::BedReport& bed = made->bed;
    EXPECT_NEAR(volume / (bed.terrain_volume + bed.channel_volume + bed.raised_volume), 1.0, 1e-12);
    // The low-water surface falls from 144.8 to 139 m along the city reach (profile.csv); the assumed channel lies from
    // 1.3 m below it to 5 m above it.
    for (std::int32_t i = 0; i < mesh.cell_count(); ++i)
        if (made->surface.places[i].reach == 0) {
            EXPECT_GT(mesh.bed_elevation[i], 135.0);
            EXPECT_LT(mesh.bed_elevation[i], 152.0);
        }
    const std::filesystem::path out = std::filesystem::temp_directory_path() / "liriver_make_surface";
    std::filesystem::create_directories(out);
    data::results::Provenance provenance;
    provenance.title = "Guilin";
    provenance.crs = "EPSG:32649";
    const auto written = write_surface(*made, out, provenance, {});
    ASSERT_TRUE(written) << to_string(written.error());
    const auto again = data::meshes::read_2dm(out / "surface.2dm");
    ASSERT_TRUE(again);
    EXPECT_EQ(again->mesh.node_x, mesh.node_x);
    EXPECT_EQ(again->mesh.cell_nodes, mesh.cell_nodes);
    EXPECT_TRUE(std::filesystem::exists(out / "surface.nc"));
    EXPECT_TRUE(std::filesystem::exists(out / "report.json"));
    std::filesystem::remove_all(out);
}

TEST(MakeSurface, RefusesAReachThatIsNotThereAndGroundWithoutTerrain) {
    Guilin input = guilin();
    input.plan.reaches = {{"黄河", 7}};
    EXPECT_FALSE(make_surface(input.plan, input.network, input.sections));
    input.plan.reaches.clear();
    input.plan.geometry.domain = {{420000, 2788500}, {423000, 2788500}, {423000, 2789500}, {420000, 2789500}};
    const auto beyond = make_surface(input.plan, input.network, input.sections);
    ASSERT_FALSE(beyond);
    EXPECT_EQ(beyond.error().place, "Guilin");
}

}  // namespace
}  // namespace liriver::scenarios::runner
