// Given a scenario on a 2D mesh, when it is run, then its files hold what hydraulics says, its balances close, and it
// goes on from a checkpoint as if it had never stopped.
#include "scenarios/runner/run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <numeric>

#include "data/results/surface_file.h"
#include "data/results/surface_reader.h"
#include "scenarios/runner/surface_model.h"

namespace liriver::scenarios::runner {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr double slope = 0.001;
constexpr double manning_n = 0.03;

/// 1000 m x 50 m of squares of 10 m, falling to the east by 1 in 1000; every third column is cut into triangles.
mesh::surface::SurfaceMesh plane() {
    std::vector<double> x;
    std::vector<double> y;
    for (int j = 0; j <= 5; ++j)
        for (int i = 0; i <= 100; ++i) {
            x.push_back(430'000.0 + 10.0 * i);
            y.push_back(2'800'000.0 + 10.0 * j);
        }
    std::vector<std::int32_t> first{0};
    std::vector<std::int32_t> corners;
    const auto cell = [&](std::initializer_list<int> nodes) {
        corners.insert(corners.end(), nodes.begin(), nodes.end());
        first.push_back(static_cast<std::int32_t>(corners.size()));
    };
    for (int j = 0; j < 5; ++j)
        for (int i = 0; i < 100; ++i) {
            const int a = 101 * j + i;
            if (i % 3 == 1) {
                cell({a, a + 1, a + 102});
                cell({a, a + 102, a + 101});
            } else {
                cell({a, a + 1, a + 102, a + 101});
            }
        }
    auto mesh = mesh::surface::assemble_mesh(x, y, first, corners).value();
    for (std::size_t i = 0; i < mesh.area.size(); ++i) {
        mesh.bed_elevation[i] = 150.0 - slope * (mesh.centroid[i].x - 430'000.0);
        mesh.manning_n[i] = manning_n;
    }
    return mesh;
}

constexpr const char* head = R"(schema = 1
[project]
name = "平面 plane"
crs = "EPSG:32649"
vertical_datum = "EGM96"
time_zone = "+08:00"
[time]
start = 2025-11-01T00:00:00+08:00
duration = "2 h"
[[surface]]
name = "plane"
mesh = "网格 mesh.nc"
)";

constexpr const char* channel = R"(initial_depth = "1 m"
[[surface.boundary]]
name = "west"
kind = "discharge"
from = [430000, 2800050]
to = [430000, 2800000]
discharge = "50 m3/s"
concentration = { tracer = 2 }
[[surface.boundary]]
name = "east"
kind = "normal_depth"
from = [431000, 2800000]
to = [431000, 2800050]
slope = 0.001
[[constituent]]
name = "tracer"
unit = "mg/L"
initial = 2
[[station]]
name = "middle"
point = [430505, 2800025]
section_from = [430505, 2800050]
section_to = [430505, 2800000]
[[station]]
name = "a cell"
point = [430255, 2800005]
[output]
interval = "30 min"
checkpoint_interval = "1 h"
)";

class SurfaceRunTest : public testing::Test {
  protected:
    void SetUp() override {
        folder = fs::path(testing::TempDir()) /
                 (std::string("liriver 运行 ") + testing::UnitTest::GetInstance()->current_test_info()->name());
        fs::remove_all(folder);
        fs::create_directories(folder);
        data::results::Provenance from;
        from.crs = "EPSG:32649";
        auto file = data::results::SurfaceFile::create(folder / "网格 mesh.nc", plane(), from, {}, {});
        ASSERT_TRUE(file) << to_string(file.error());
        ASSERT_TRUE(file->close());
    }
    void TearDown() override { fs::remove_all(folder); }

    [[nodiscard]] language::Model model(const std::string& rest) const {
        std::ofstream(folder / "plane.toml") << head << rest;
        auto loaded = language::load(folder / "plane.toml");
        if (!loaded)
            ADD_FAILURE() << words(loaded.error());
        return loaded ? *loaded : language::Model{};
    }
    [[nodiscard]] static std::string words(const data::tables::Problems& problems) {
        std::string text;
        for (const auto& problem : problems)
            text += to_string(problem) + '\n';
        return text;
    }
    [[nodiscard]] std::string refusal(const std::string& rest) const {
        std::ofstream(folder / "plane.toml") << head << rest;
        const auto loaded = language::load(folder / "plane.toml");
        return loaded ? std::string("none") : words(loaded.error());
    }
    RunReport run_into(const char* name, const language::Model& input, RunOptions options = {}) const {
        options.output = folder / name;
        auto report = run(input, options);
        if (!report)
            ADD_FAILURE() << words(report.error());
        return report ? *report : RunReport{};
    }
    fs::path folder;
};

std::string bytes(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// The last row of a station: stage, discharge, velocity, depth, constituents.
std::vector<double> last_row(const fs::path& stations, const std::string& name) {
    std::ifstream file(stations);
    std::vector<double> values;
    for (std::string line; std::getline(file, line);) {
        const std::size_t at = line.find("," + name + ",");
        if (at == std::string::npos)
            continue;
        values.clear();
        std::string rest = line.substr(at + name.size() + 2) + ",";
        for (std::size_t comma = rest.find(','); comma != std::string::npos; comma = rest.find(',')) {
            values.push_back(comma == 0 ? std::nan("") : std::stod(rest.substr(0, comma)));
            rest.erase(0, comma + 1);
        }
    }
    return values;
}

// Manning: 1 m2/s on that slope and roughness runs (q n / sqrt(S))^(3/5) deep.
TEST_F(SurfaceRunTest, uniform_flow_runs_at_its_normal_depth_and_all_balances_close) {
    const RunReport report = run_into("out", model(channel));
    EXPECT_EQ(report.exit_code, 0) << report.message;
    const double normal = std::pow(1.0 * manning_n / std::sqrt(slope), 0.6);
    const auto row = last_row(folder / "out" / "stations.csv", "middle");
    ASSERT_EQ(row.size(), 5U);
    EXPECT_NEAR(row[3], normal, 0.002 * normal);
    EXPECT_NEAR(row[2], 1.0 / normal, 0.002 / normal);
    EXPECT_NEAR(row[1], 50.0, 0.05) << "the section's discharge is the boundary's";
    EXPECT_NEAR(row[0], 150.0 - slope * 505.0 + normal, 0.01);
    EXPECT_TRUE(std::isnan(last_row(folder / "out" / "stations.csv", "a cell")[1])) << "no section, no discharge";

    const auto& water = report.summary.water;
    EXPECT_NEAR(water.inflow, 50.0 * 7200.0, 1e-6);
    EXPECT_NEAR(water.initial, 50'000.0, 1e-6);
    EXPECT_LT(water.relative_error, 1e-12);
    ASSERT_EQ(report.summary.constituents.size(), 1U);
    EXPECT_LT(report.summary.constituents[0].relative_error, 1e-12);
    EXPECT_NEAR(report.summary.constituents[0].minimum, 2.0, 2e-12);
    EXPECT_NEAR(report.summary.constituents[0].maximum, 2.0, 2e-12);
    EXPECT_NEAR(report.summary.constituents[0].inflow, 2e-3 * water.inflow, 1e-6);
    ASSERT_EQ(report.summary.stations.size(), 2U);
    EXPECT_TRUE(std::isnan(report.summary.stations[1].mean_discharge)) << "it has no section";
}

TEST_F(SurfaceRunTest, surface_file_and_rasters_hold_the_state_and_the_maxima) {
    const RunReport report = run_into("out", model(channel));
    const auto read = data::results::read_surface(folder / "out" / "surface.nc");
    ASSERT_TRUE(read) << to_string(read.error());
    ASSERT_EQ(read->times().size(), 5U);
    for (const char* name : {"depth", "stage", "velocity_x", "velocity_y", "tracer"})
        EXPECT_TRUE(read->find(name) && read->over_time(*read->find(name))) << name;
    const auto depth = read->values(*read->find("depth"), 4).value();
    double volume = 0.0;
    for (std::size_t i = 0; i < depth.size(); ++i)
        volume += depth[i] * read->mesh().area[i];
    EXPECT_NEAR(volume, report.summary.water.final, 1e-6);
    const auto deepest = read->values(*read->find("greatest_depth"), 0).value();
    for (std::size_t i = 0; i < depth.size(); ++i)
        EXPECT_GE(deepest[i], static_cast<double>(static_cast<float>(depth[i])));
    EXPECT_EQ(read->fields()[*read->find("greatest_depth")].long_name, "greatest water depth") << "not \"so far\"";
    EXPECT_EQ(read->fields()[*read->find("arrival_time")].long_name, "arrival of water after the start");
    for (const char* name : {"greatest_depth", "greatest_speed", "greatest_unit_discharge", "arrival_time", "duration"})
        EXPECT_TRUE(fs::exists(folder / "out" / "maxima" / (std::string(name) + ".tif"))) << name;
}

TEST_F(SurfaceRunTest, a_run_stopped_and_restarted_ends_in_the_same_bits) {
    const language::Model input = model(channel);
    run_into("whole", input);
    RunOptions first;
    first.until = *input.scenario.time.start + std::chrono::hours(1);
    run_into("first", input, first);
    RunOptions second;
    second.restart = folder / "first" / "checkpoint.h5";
    const RunReport report = run_into("second", input, second);
    EXPECT_EQ(report.exit_code, 0) << report.message;
    EXPECT_TRUE(bytes(folder / "whole" / "checkpoint.h5") == bytes(folder / "second" / "checkpoint.h5"));
    const std::string whole = bytes(folder / "whole" / "stations.csv");
    const std::string rows = bytes(folder / "second" / "stations.csv");
    EXPECT_EQ(rows.substr(rows.find('\n') + 1), whole.substr(whole.size() - (rows.size() - rows.find('\n') - 1)));
}

TEST_F(SurfaceRunTest, any_number_of_threads_gives_the_same_bits) {
    const language::Model input = model(channel);
    RunOptions two;
    two.threads = 2;
    run_into("one", input);
    run_into("two", input, two);
    EXPECT_TRUE(bytes(folder / "one" / "checkpoint.h5") == bytes(folder / "two" / "checkpoint.h5"));
    EXPECT_TRUE(bytes(folder / "one" / "surface.nc") == bytes(folder / "two" / "surface.nc"));
}

// All that rains on the dry plane in an hour is on it or has left it: 10 mm on 5 ha.
TEST_F(SurfaceRunTest, rain_on_a_dry_plane_is_the_only_source) {
    const RunReport report = run_into("out", model("rain = \"5 mm/h\"\n[[surface.boundary]]\nname = \"east\"\n"
                                                   "kind = \"free\"\nfrom = [431000, 2800000]\n"
                                                   "to = [431000, 2800050]\n"));
    EXPECT_EQ(report.exit_code, 0) << report.message;
    EXPECT_EQ(report.summary.water.initial, 0.0);
    EXPECT_NEAR(report.summary.water.sources, 0.010 * 50'000.0, 1e-9);
    EXPECT_GT(report.summary.water.outflow, 0.0);
    EXPECT_LT(report.summary.water.relative_error, 1e-12);
}

// An outfall of 0.5 m3/s at 40 mg/L, 20 g/s, and one of 5 g/s without water.
TEST_F(SurfaceRunTest, outfalls_bring_their_water_and_their_loads) {
    const RunReport report = run_into("out", model(std::string(channel) + R"([[outfall]]
name = "pipe"
point = [430215, 2800045]
discharge = "0.5 m3/s"
concentration = { tracer = 40 }
[[outfall]]
name = "drain"
point = [430315, 2800005]
load = { tracer = "5 g/s" }
)" +
                                                   "[[station]]\nname = \"pipe\"\npoint = [430605, 2800045]\n"
                                                   "[[station]]\nname = \"drain\"\npoint = [430605, 2800005]\n"));
    EXPECT_EQ(report.exit_code, 0) << report.message;
    EXPECT_NEAR(report.summary.water.sources, 0.5 * 7200.0, 1e-6);
    const auto& tracer = report.summary.constituents[0];
    EXPECT_LT(tracer.relative_error, 1e-12);
    EXPECT_NEAR(tracer.load, 5e-3 * 7200.0, 1e-6);
    EXPECT_NEAR(tracer.inflow, 2e-3 * 50.0 * 7200.0 + 40e-3 * 0.5 * 7200.0, 1e-4);
    // Without dispersion each stays in its row of 10 m3/s: (10 * 2 + 0.5 * 40) / 10.5 mg/L, of which the pipe's water
    // pushes some aside, and (10 * 2 + 5) / 10.
    EXPECT_NEAR(last_row(folder / "out" / "stations.csv", "pipe")[4], 3.8, 0.4);
    EXPECT_NEAR(last_row(folder / "out" / "stations.csv", "drain")[4], 2.5, 0.1);
    EXPECT_NEAR(last_row(folder / "out" / "stations.csv", "middle")[4], 2.0, 0.02);
}

// 8 kg put in at once in a window's middle: all of it is counted, then and not before.
TEST_F(SurfaceRunTest, a_spill_is_put_in_at_its_time) {
    const std::string spill = R"([[outfall]]
name = "tank"
point = [430100, 2800020]
spill = { tracer = "8 kg" }
spill_time = )";
    const auto load_of = [&](const char* folder_name, const std::string& time) {
        const RunReport report = run_into(folder_name, model(std::string(channel) + spill + time + "\n"));
        const auto& tracer = report.summary.constituents.at(0);
        EXPECT_LT(tracer.relative_error, 1e-12);
        EXPECT_NEAR(tracer.final, tracer.initial + tracer.inflow + tracer.load - tracer.outflow,
                    1e-9 * (tracer.initial + 8.0));
        return tracer.load;
    };
    EXPECT_EQ(load_of("at the start", "2025-11-01T00:00:00+08:00"), 8.0);
    EXPECT_EQ(load_of("later", "2025-11-01T00:07:13+08:00"), 8.0);
}

TEST_F(SurfaceRunTest, what_cannot_be_is_refused_with_its_line) {
    EXPECT_THAT(refusal("[[station]]\nname = \"far\"\npoint = [440000, 2800000]\n"), HasSubstr("off-surface"));
    EXPECT_THAT(refusal("[[station]]\nname = \"far\"\npoint = [440000, 2800000]\n"), HasSubstr("plane.toml:15:"));
    EXPECT_THAT(refusal("initial_depth = 1\ninitial_stage = 150\n"), HasSubstr("both `initial_stage`"));
    EXPECT_THAT(refusal("[[surface.boundary]]\nname = \"west\"\nkind = \"discharge\"\nfrom = [430000, 2800050]\n"
                        "to = [430000, 2800000]\n"),
                HasSubstr("`discharge` for kind = \"discharge\""));
    EXPECT_THAT(refusal("[[surface.boundary]]\nname = \"inside\"\nkind = \"free\"\nfrom = [430500, 2800025]\n"
                        "to = [430000, 2800000]\n"),
                HasSubstr("25 m from the rim's nearest node"));
    EXPECT_THAT(refusal("[[surface.boundary]]\nname = \"a\"\nkind = \"free\"\nfrom = [430000, 2800050]\n"
                        "to = [430000, 2800000]\n[[surface.boundary]]\nname = \"b\"\nkind = \"free\"\n"
                        "from = [430000, 2800030]\nto = [430000, 2800010]\n"),
                HasSubstr("a stretch that meets \"a\""));
    EXPECT_THAT(refusal("[[reach]]\nname = \"r\"\n"), HasSubstr("a [[reach]] beside a [[surface]]"));
    fs::remove(folder / "网格 mesh.nc");
    EXPECT_THAT(refusal(""), HasSubstr("surface[plane].mesh"));
}

constexpr const char* west = R"([[surface.boundary]]
name = "west"
kind = "free"
from = [430000, 2800050]
to = [430000, 2800000]
)";

// From the north-western corner to the south-western one the surface is on the left hand: 50 m of the rim's 2100 m.
TEST_F(SurfaceRunTest, a_boundary_with_its_ends_swapped_is_refused_because_it_is_the_rest_of_the_rim) {
    std::string swapped(west);
    swapped.replace(swapped.find("from"), 4, "ot");
    swapped.replace(swapped.find("to ="), 2, "from");
    swapped.replace(swapped.find("ot ="), 2, "to");
    const std::string words = refusal(swapped);
    EXPECT_THAT(words, HasSubstr("plane.toml:17:"));
    EXPECT_THAT(words, HasSubstr("error[long-stretch]: surface[plane].boundary[west].from: found 2050.0 m, 98 % of its "
                                 "rim, expected `from` and `to` the other way round"));
    EXPECT_EQ(refusal(swapped + "most_of_rim = true\n"), "none") << "it is said to be meant";
    EXPECT_THAT(refusal(std::string(west) + "most_of_rim = true\n"), HasSubstr("error[short-stretch]"));
}

TEST_F(SurfaceRunTest, two_boundaries_of_one_name_are_refused_with_both_lines) {
    const std::string words = refusal(std::string(west) +
                                      "[[surface.boundary]]\nname = \"west\"\nkind = \"normal_depth\"\n"
                                      "slope = 0.001\nfrom = [431000, 2800000]\nto = [431000, 2800050]\n");
    EXPECT_THAT(words, HasSubstr("plane.toml:18:1: error[repeated-name]: boundary[west]: found a second boundary"));
    EXPECT_THAT(words, HasSubstr("it stands in line 13 too"));
    EXPECT_EQ(std::count(words.begin(), words.end(), '\n'), 1) << words;
}

// Ends go to the rim's nodes; the account says how far, and what stretch that is.
TEST_F(SurfaceRunTest, the_summary_says_which_stretch_of_the_rim_a_boundary_is) {
    std::string near(channel);
    near.replace(near.find("to = [430000, 2800000]"), 22, "to = [430000, 2799988]");
    const RunReport report = run_into("out", model(near));
    ASSERT_EQ(report.summary.boundaries.size(), 2U);
    const auto& first = report.summary.boundaries[0];
    EXPECT_EQ(first.name, "west");
    EXPECT_EQ(first.kind, "discharge");
    EXPECT_EQ(first.faces, 5);
    EXPECT_DOUBLE_EQ(first.length, 50.0);
    EXPECT_NEAR(first.lowest_bed, 150.0 - slope * 5.0, 1e-9);
    EXPECT_DOUBLE_EQ(first.from_moved, 0.0);
    EXPECT_DOUBLE_EQ(first.to_moved, 12.0);
    EXPECT_NEAR(first.net_inflow, 50.0 * 7200.0, 1e-6);
    EXPECT_NEAR(report.summary.boundaries[1].net_inflow, -report.summary.water.outflow, 1e-6);
    EXPECT_THAT(refusal(near.replace(near.find("to = [430000, 2799988]"), 22, "to = [430000, 2799979]")),
                HasSubstr("21 m from the rim's nearest node, expected a point within 20 m of it"));
}

TEST_F(SurfaceRunTest, a_point_off_the_surface_is_refused_and_never_moved) {
    EXPECT_THAT(refusal("[[station]]\nname = \"s\"\npoint = [430500, 2800070]\n"),
                HasSubstr("station[s].point: found (430500.0, 2800070.0), 20.0 m off the surface"));
    EXPECT_THAT(refusal("[[inflow]]\nname = \"i\"\ndischarge = \"1 m3/s\"\npoint = [431016, 2800062]\n"),
                HasSubstr("inflow[i].point: found (431016.0, 2800062.0), 20.0 m off the surface"))
        << "from the corner";
    EXPECT_THAT(refusal("[[outfall]]\nname = \"o\"\ndischarge = \"1 m3/s\"\npoint = [430500, 2799999.5]\n"),
                HasSubstr("0.5 m off the surface"));
}

// A section may end on a bank beside the mesh; far off, or without a side of a cell to cross, it is a mistake.
TEST_F(SurfaceRunTest, a_section_far_off_the_surface_or_across_nothing_is_refused) {
    const auto station = [](const std::string& from, const std::string& to) {
        return "[[station]]\nname = \"s\"\npoint = [430505, 2800025]\nsection_from = " + from + "\nsection_to = " + to +
               "\n";
    };
    EXPECT_EQ(refusal(station("[430505, 2800065]", "[430505, 2799985]")), "none");
    const std::string told = refusal(station("[430505, 2800050]", "[430505, 2700000]"));
    EXPECT_THAT(told, HasSubstr("plane.toml:17:"));
    EXPECT_THAT(told, HasSubstr("station[s].section_to: found (430505.0, 2700000.0), 100000.0 m off the surface, "
                                "expected a point on the surface, or at most 20 m off it"));
    std::ofstream(folder / "plane.toml") << head << station("[430501, 2800005]", "[430503, 2800005]");
    const auto built = build_surface_model(language::load(folder / "plane.toml").value());
    ASSERT_FALSE(built);
    EXPECT_THAT(SurfaceRunTest::words(built.error()),
                HasSubstr("station[s].section_from: found a line that no side of a cell"));
}

}  // namespace
}  // namespace liriver::scenarios::runner
