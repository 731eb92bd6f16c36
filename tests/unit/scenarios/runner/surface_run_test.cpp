// Given a scenario on a 2D mesh, when it is run, then its files hold what hydraulics says, its balances close, and it
// goes on from a checkpoint as if it had never stopped.
#include "scenarios/runner/run.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "data/results/surface_reader.h"
#include "tests/unit/scenarios/runner/plane.h"

namespace liriver::scenarios::runner {
namespace {

namespace fs = std::filesystem;

using SurfaceRunTest = PlaneTest;

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

// All that a surface file holds of the run. Not its bytes: where HDF5 lays a block depends on how often a slow run
// was flushed.
std::vector<std::vector<double>> contents(const fs::path& path) {
    const auto read = data::results::read_surface(path).value();
    std::vector<std::vector<double>> all;
    for (std::size_t field = 0; field < read.fields().size(); ++field)
        for (std::size_t level = 0; level < (read.over_time(field) ? read.times().size() : 1); ++level)
            all.push_back(read.values(field, level).value());
    return all;
}

bool same_bits(const std::vector<double>& a, const std::vector<double>& b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0;
}

TEST_F(SurfaceRunTest, any_number_of_threads_gives_the_same_bits) {
    const language::Model input = model(channel);
    RunOptions two;
    two.threads = 2;
    run_into("one", input);
    run_into("two", input, two);
    EXPECT_TRUE(bytes(folder / "one" / "checkpoint.h5") == bytes(folder / "two" / "checkpoint.h5"));
    const auto one = contents(folder / "one" / "surface.nc");
    EXPECT_GT(one.size(), 5U);
    EXPECT_TRUE(std::ranges::equal(one, contents(folder / "two" / "surface.nc"), same_bits));
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

}  // namespace
}  // namespace liriver::scenarios::runner
