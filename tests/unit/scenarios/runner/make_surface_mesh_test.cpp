// `liriver mesh` for 2D: from a scenario's keys to the files of a mesh, and the flow on it.
#include "scenarios/runner/make_surface_mesh.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <fstream>
#include <nlohmann/json.hpp>

#include "data/meshes/mesh_file.h"
#include "data/results/surface_reader.h"
#include "data/tables/csv.h"
#include "scenarios/runner/run.h"
#include "scenarios/runner/surface_plan.h"
#include "second_surface.h"

namespace liriver::scenarios::runner {
namespace {

using data::tables::Problems;
using ::testing::AllOf;
using ::testing::HasSubstr;
using tests::SecondSurface;

std::string words(const Problems& problems) {
    std::string text;
    for (const auto& problem : problems)
        text += to_string(problem) + "\n";
    return text;
}

/// Every problem of the scenario and of what it names, in words.
std::string problems_of(const std::filesystem::path& scenario) {
    const auto model = language::load_for_surface(scenario);
    if (!model)
        return words(model.error());
    const auto made = make_surface_mesh(*model, "0", "none");
    return made ? std::string() : words(made.error());
}

SurfaceMeshMade made_from(const std::filesystem::path& scenario) {
    const auto model = language::load_for_surface(scenario);
    EXPECT_TRUE(model) << words(model.error());
    auto made = make_surface_mesh(model.value(), "0", "none");
    EXPECT_TRUE(made) << words(made.error());
    return std::move(made).value();
}

const char* const corridor = R"(edge_length = 60
[[surface.make.corridor]]
reach = "Aa"
from = 300
to = "2.8 km"
left = 250
right = 200
[[surface.make.channel]]
reach = "Aa"
across = 6
)";

TEST(MakeSurfaceMesh, MeshesACorridorWithItsChannelLeveeRefinementAndRoughness) {
    const SecondSurface river("second-surface");
    const auto made = made_from(river.scenario(std::string(corridor) + R"([[surface.make.refinement]]
name = "outfall"
point = [2601500, 1200580]
radius = 30
edge_length = 8
[[surface.make.line]]
name = "levee"
points = [[2600800, 1200335], [2601500, 1200335]]
height = 2
[[surface.make.roughness]]
name = "wood"
ring = [[2601900, 1200300], [2602300, 1200300], [2602300, 1200700], [2601900, 1200700]]
manning_n = 0.1
)"));
    const auto& surface = made.made.surface;
    const auto& mesh = surface.mesh;

    // then the ground is the corridor's: its length times its two widths, bends aside
    EXPECT_NEAR(made.made.quality.area, 2500.0 * 450.0, 0.03 * 2500.0 * 450.0);
    EXPECT_NEAR(made.made.quality.area / surface.domain_area, 1.0, 1e-9);
    // and nine tenths of the channel lie in quadrilaterals
    EXPECT_NEAR(surface.channel_area, 2500.0 * 42.0, 0.02 * 2500.0 * 42.0);
    EXPECT_GE(surface.quad_area, 0.9 * surface.channel_area);
    // and the bed of each cell is the plane's, or the section's: 3 m below the ground in the middle
    for (std::int32_t i = 0; i < mesh.cell_count(); ++i) {
        const double ground = SecondSurface::ground(mesh.centroid[i].x);
        const bool bottom = surface.places[i].from > 0.15 && surface.places[i].to < 0.85;
        if (surface.places[i].reach < 0) {
            EXPECT_NEAR(mesh.bed_elevation[i], ground, 0.3) << i;  // raised to the banks beside them, and 0.002 a metre
        } else if (bottom) {
            EXPECT_NEAR(mesh.bed_elevation[i], ground - 3.0, 0.06) << i;
        }
        const bool wood = mesh.centroid[i].x > 2601900 && mesh.centroid[i].x < 2602300 &&
                          mesh.centroid[i].y > 1200300 && mesh.centroid[i].y < 1200700;
        EXPECT_DOUBLE_EQ(mesh.manning_n[i], wood ? 0.1 : surface.places[i].reach >= 0 ? 0.03 : 0.05);
    }
    // and the levee is there, 2 m above the ground, all its way
    double levee = 0.0;
    double longest_near_outfall = 0.0;
    for (std::int32_t f = 0; f < mesh.face_count(); ++f) {
        if (std::isfinite(mesh.crest(f))) {
            levee += mesh.length[f];
            EXPECT_NEAR(mesh.crest(f), SecondSurface::ground(mesh.midpoint[f].x) + 2.0, 0.1);
        }
        if (std::hypot(mesh.midpoint[f].x - 2601500, mesh.midpoint[f].y - 1200580) < 20)
            longest_near_outfall = std::max(longest_near_outfall, mesh.length[f]);
    }
    EXPECT_NEAR(levee, 700.0, 1.0);
    EXPECT_GT(longest_near_outfall, 0.0);
    EXPECT_LT(longest_near_outfall, 16.0);
    EXPECT_THAT(made.provenance.assumptions, HasSubstr("Manning's n 0.03 in channel: assumed"));
}

TEST(MakeSurfaceMesh, WritesFilesThatHoldTheSameMesh) {
    const SecondSurface river("second-surface-files");
    const auto made = made_from(river.scenario(corridor));
    const auto written = write_surface_mesh(made);
    ASSERT_TRUE(written) << words(written.error());
    EXPECT_EQ(written->size(), 5U);
    for (const auto& file : *written)
        EXPECT_GT(std::filesystem::file_size(file), 0U) << file;
    const auto& mesh = made.made.surface.mesh;

    const auto sms = data::meshes::read_2dm(river.file("made/surface.2dm"));
    ASSERT_TRUE(sms);
    EXPECT_EQ(sms->mesh.node_x, mesh.node_x);
    EXPECT_EQ(sms->mesh.node_y, mesh.node_y);
    EXPECT_EQ(sms->mesh.cell_nodes, mesh.cell_nodes);
    const auto ugrid = data::results::read_surface(river.file("made/surface.nc"));
    ASSERT_TRUE(ugrid);
    EXPECT_EQ(ugrid->mesh().bed_elevation, mesh.bed_elevation);
    EXPECT_THAT(ugrid->provenance().assumptions, HasSubstr("assumed"));

    std::ifstream in(river.file("made/report.json"));
    const auto report = nlohmann::json::parse(in);
    EXPECT_EQ(report["cells"]["quadrilaterals"], made.made.quality.quadrilaterals);
    EXPECT_EQ(report["channel_ends"].size(), 2U);
    EXPECT_TRUE(report.contains("bad_spots"));
}

// Another program's mesh goes through unchanged: nodes, their elevations, cells and materials.
TEST(MakeSurfaceMesh, ConvertsAMeshOfAnotherProgram) {
    const SecondSurface river("second-surface-converted");
    std::ofstream(river.file("other.mesh")) << "100079 1000 4 LOCAL\n1 0 0 410.5 1\n2 10 0 411.25 1\n3 10 10 412 1\n"
                                               "4 0 10 413 1\n2 4 25\n1 1 2 3 0\n2 1 3 4 0\n";
    std::ofstream(river.file("convert.toml"))
        << "schema = 1\n[project]\nname = \"x\"\ncrs = \"EPSG:2056\"\nvertical_datum = \"LN02\"\n[[surface]]\n"
           "name = \"x\"\nmesh = \"other.mesh\"\nmanning_n = 0.04\n[surface.make]\nfolder = \"out\"\n";
    const auto made = made_from(river.file("convert.toml"));
    ASSERT_TRUE(write_surface_mesh(made));
    const auto again = data::meshes::read_2dm(river.file("out/surface.2dm"));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->mesh.node_x, (std::vector<double>{0, 10, 10, 0}));
    EXPECT_EQ(again->node_z, (std::vector<double>{410.5, 411.25, 412, 413}));
    EXPECT_EQ(again->mesh.cell_nodes.size(), 6U);
    const auto ugrid = data::results::read_surface(river.file("out/surface.nc"));
    ASSERT_TRUE(ugrid);
    EXPECT_EQ(ugrid->mesh().manning_n, (std::vector<double>{0.04, 0.04}));
    // (410.5 + 411.25 + 412) / 3
    EXPECT_NEAR(ugrid->mesh().bed_elevation[0], 411.25, 1e-12);
}

// Steady flow from one end of the channel to the other: what enters crosses every section and leaves.
TEST(MakeSurfaceMesh, CarriesASteadyFlowFromEndToEnd) {
    const SecondSurface river("second-surface-flow");
    const auto made = made_from(river.scenario(corridor));
    ASSERT_TRUE(write_surface_mesh(made));
    const auto ends = rim_crossings(made.made);
    ASSERT_EQ(ends.size(), 2U);
    const auto& head = ends[0].chainage < ends[1].chainage ? ends[0] : ends[1];
    const auto& foot = ends[0].chainage < ends[1].chainage ? ends[1] : ends[0];
    const auto point = [](mesh::network::Point p) { return fmt::format("[{:.3f}, {:.3f}]", p.x, p.y); };
    std::string stations;
    for (const double along : {800.0, 1500.0, 2300.0}) {
        const auto at = mesh::network::point_along(river.line(), along);
        const auto next = mesh::network::point_along(river.line(), along + 1.0);
        const mesh::network::Point left{at.x - 24 * (next.y - at.y), at.y + 24 * (next.x - at.x)};
        const mesh::network::Point right{at.x + 24 * (next.y - at.y), at.y - 24 * (next.x - at.x)};
        stations += fmt::format("[[station]]\nname = \"{}\"\npoint = {}\nsection_from = {}\nsection_to = {}\n", along,
                                point(at), point(left), point(right));
    }
    std::ofstream(river.file("run.toml")) << fmt::format(
        R"(schema = 1
[project]
name = "Aa"
crs = "EPSG:2056"
vertical_datum = "LN02"
[time]
start = 2025-01-01T00:00:00Z
duration = "2 h"
[[surface]]
name = "Aa"
mesh = "made/surface.nc"
[[surface.boundary]]
name = "head"
kind = "discharge"
discharge = 40
from = {}
to = {}
[[surface.boundary]]
name = "foot"
kind = "normal_depth"
slope = 0.0009
from = {}
to = {}
{}[output]
interval = "10 min"
)",
        point(head.from), point(head.to), point(foot.from), point(foot.to), stations);
    const auto model = language::load(river.file("run.toml"));
    ASSERT_TRUE(model) << words(model.error());
    RunOptions options;
    options.output = river.file("out");
    const auto report = run(*model, options);
    ASSERT_TRUE(report) << words(report.error());
    EXPECT_EQ(report->exit_code, 0) << report->message;
    EXPECT_LT(std::abs(report->summary.water.relative_error), 1e-12);
    Problems problems;
    const auto table = data::tables::read_csv(river.file("out/stations.csv"), problems);
    ASSERT_TRUE(table);
    // Manning's uniform flow of 40 m3/s on a slope of about 0.00096, 30 m wide with banks 2:1, n = 0.03: 1.16 m deep.
    for (std::size_t row = table->row_count() - 3; row < table->row_count(); ++row) {
        EXPECT_NEAR(std::stod(table->cell(row, 4).text), 40.0, 0.02) << table->cell(row, 2).text;
        EXPECT_NEAR(std::stod(table->cell(row, 6).text), 1.16, 0.12) << table->cell(row, 2).text;
    }
}

TEST(MakeSurfaceMesh, NamesEveryFaultOfItsKeysWithItsLine) {
    const SecondSurface river("second-surface-faults");
    const std::string found = problems_of(river.scenario(R"(domain = [[0, 0], [10, 0]]
[[surface.make.corridor]]
reach = "Bb"
left = 10
right = 10
[[surface.make.channel]]
reach = "Aa"
[[surface.make.channel]]
reach = "Aa"
[[surface.make.refinement]]
name = "r"
point = [0, 0]
edge_length = 5
[[surface.make.line]]
name = "l"
points = [[0, 0], [5, 5]]
[[surface.make.roughness]]
name = "w"
manning_n = 0.1
)"));
    EXPECT_THAT(found, AllOf(HasSubstr("mesh.toml:26:"), HasSubstr("too-few-points"), HasSubstr("in several ways"),
                             HasSubstr("\"Bb\""), HasSubstr("a second channel of Aa"), HasSubstr("`radius`")));
    EXPECT_THAT(found, AllOf(HasSubstr("line[l].height"), HasSubstr("roughness[w].ring")));
    EXPECT_FALSE(std::filesystem::exists(river.file("made")));
}

TEST(MakeSurfaceMesh, NamesEveryFaultOfItsFilesWithItsLine) {
    const SecondSurface river("second-surface-files-faults");
    std::ofstream(river.file("two.geojson")) << R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[7.44,46.95],[7.45,46.95],[7.45,46.96],[7.44,46.95]]]}},
{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[7.44,46.95],[7.45,46.95]]}}]})";
    const std::string found = problems_of(river.scenario(R"(domain_file = "two.geojson"
roughness_raster = "none.tif"
[[surface.make.line]]
name = "l"
file = "gone.geojson"
height = 1
)"));
    EXPECT_THAT(found, AllOf(HasSubstr("bad-polygon"), HasSubstr("no polygon"), HasSubstr("none.tif"),
                             HasSubstr("gone.geojson"), HasSubstr("mesh.toml:26:")));
    // ground beyond the terrain is named by its place
    EXPECT_THAT(problems_of(river.scenario("domain = [[2598000, 1200000], [2599500, 1200000], [2599500, 1201000]]\n")),
                HasSubstr("cells without terrain"));
}

TEST(GuilinMeshScenario, MeshesTheTileFromShippedFiguresInTenSeconds) {
    const std::clock_t start = std::clock();
    const auto made = made_from(std::filesystem::path(LIRIVER_SOURCE_DIR) / "scenarios/li-river/guilin-mesh.toml");
    EXPECT_LT(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC, 10.0);
    EXPECT_GE(made.made.surface.quad_area, 0.9 * made.made.surface.channel_area);
    EXPECT_GT(made.made.quality.quadrilaterals, 10000);
    EXPECT_THAT(made.provenance.assumptions, AllOf(HasSubstr("channel_sections.csv"), HasSubstr("flood_plain")));
    EXPECT_THAT(made.provenance.attribution, AllOf(HasSubstr("OpenStreetMap"), HasSubstr("JAXA")));
}

}  // namespace
}  // namespace liriver::scenarios::runner
