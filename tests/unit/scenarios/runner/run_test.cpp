// What a run refuses or counts instead of guessing.
#include "scenarios/runner/run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "data/results/network_reader.h"
#include "scenarios/runner/channel_model.h"

namespace liriver::scenarios::runner {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr const char* small_river = R"(schema = 1
[project]
name = "small"
crs = "EPSG:32649"
vertical_datum = "EGM96"
time_zone = "+08:00"
[time]
start = 2025-11-01T00:00:00+08:00
duration = "4 h"
[[reach]]
name = "main"
length = "6 km"
slope = 0.001
bottom_width = "10 m"
upstream_bed = "150 m"
spacing = "300 m"
[[roughness]]
zone = "channel"
manning_n = 0.03
assumed = true
[[boundary]]
name = "head"
kind = "discharge"
reach = "main"
end = "upstream"
discharge = "5 m3/s"
[[boundary]]
name = "outlet"
kind = "normal_depth"
reach = "main"
end = "downstream"
[[station]]
name = "a, b"
reach = "main"
chainage = 3000
[output]
interval = "1 h"
)";

class RunTest : public testing::Test {
  protected:
    void SetUp() override {
        folder = fs::path(testing::TempDir()) /
                 (std::string("liriver 运行 ") + testing::UnitTest::GetInstance()->current_test_info()->name());
        fs::remove_all(folder);
        fs::create_directories(folder);
        std::ofstream(folder / "river.toml") << small_river;
        options.output = folder / "out";
    }
    void TearDown() override { fs::remove_all(folder); }

    [[nodiscard]] language::Model model(const std::vector<std::string>& overrides = {}) const {
        return language::load(folder / "river.toml", overrides).value();
    }

    fs::path folder;
    RunOptions options;
};

data::tables::Time time(const char* text) { return data::tables::parse_time(text).value(); }

TEST_F(RunTest, RefusesToStopAtATimeItNeverMeets) {
    for (const char* until : {"2025-11-01T00:00:00+08:00", "2025-10-01T00:00:00+08:00", "2025-11-01T04:00:01+08:00"}) {
        options.until = time(until);
        const auto report = run(model(), options);
        ASSERT_FALSE(report) << until;
        EXPECT_EQ(report.error().at(0).key, "--until");
        EXPECT_FALSE(fs::exists(options.output));
    }
    options.until = time("2025-11-01T04:00:00+08:00");
    EXPECT_TRUE(run(model(), options));
}

TEST_F(RunTest, RefusesACheckpointOfAnotherStart) {
    options.until = time("2025-11-01T02:00:00+08:00");
    ASSERT_TRUE(run(model(), options));
    options.restart = options.output / "checkpoint.h5";
    options.output = folder / "second";
    options.until.reset();
    const auto moved = run(model({"time.start=2025-11-01T01:00:00+08:00"}), options);
    ASSERT_FALSE(moved);
    EXPECT_EQ(moved.error().at(0).key, "time.start");
    EXPECT_FALSE(fs::exists(options.output));
    EXPECT_TRUE(run(model(), options));
}

TEST_F(RunTest, NamesAssumptionsAndInputsInItsSummaryAndQuotesNames) {
    const auto report = run(model(), options);
    ASSERT_TRUE(report);
    EXPECT_EQ(report->exit_code, 0);
    EXPECT_THAT(report->summary.assumptions, testing::ElementsAre("Manning's n 0.03 in channel: assumed"));
    ASSERT_EQ(report->summary.inputs.size(), 1U);
    EXPECT_EQ(report->summary.inputs[0].path, "river.toml");
    std::ifstream daily(options.output / "stations_daily.csv");
    std::string header, row;
    std::getline(daily, header);
    std::getline(daily, row);
    EXPECT_THAT(row, testing::StartsWith("2025-11-01,\"a, b\","));
}

TEST_F(RunTest, CountsWaterAboveTheEndsOfASection) {
    // 5 m3/s on 10 m at n = 0.03 and S = 0.001 are 0.69 m deep (Manning); the banks are 10 m high, then half a metre.
    const auto inside = run(model(), options);
    ASSERT_TRUE(inside);
    EXPECT_TRUE(inside->summary.events.empty());
    options.output = folder / "low banks";
    const auto over = run(model({"reach.main.bank_height=0.5 m"}), options);
    ASSERT_TRUE(over);
    ASSERT_EQ(over->summary.events.size(), 1U);
    EXPECT_THAT(over->summary.events[0].message, HasSubstr("above the ends of a section"));
    EXPECT_GE(over->summary.events[0].count, 20);  // all but the ends of the reach, in each step
}

TEST(Accounts, ABalanceOfWhatIsNoNumberIsNotGood) {
    Accounts accounts({}, 0, time("2025-11-01T00:00:00+08:00"), 3600.0, std::chrono::minutes(480));
    accounts.begin_water(100.0);
    EXPECT_EQ(accounts.water(100.0).relative_error, 0.0);
    EXPECT_EQ(accounts.water(99.0).relative_error, 0.01);
    accounts.add_inflow(std::nan(""));
    EXPECT_FALSE(accounts.water(100.0).relative_error <= balance_tolerance);
    EXPECT_FALSE(accounts.water(std::nan("")).relative_error <= balance_tolerance);
}

TEST_F(RunTest, AWeirStandsWhereItIsSaidAsHighAsItIsSaid) {
    std::ofstream(folder / "river.toml", std::ios::app)
        << "[[structure]]\nname = \"sill\"\nreach = \"main\"\nchainage = 1000\ncrest_height_above_bed = 0.8\n"
           "width = 7\ncoefficient = 0.4\n";
    const auto built = build_channel_model(model());
    ASSERT_TRUE(built);
    ASSERT_EQ(built->mesh.links.size(), 1U);
    const auto& link = built->mesh.links[0];
    EXPECT_EQ(built->nodes[link.left].chainage, 900.0);  // sections stand every 300 m
    EXPECT_EQ(built->nodes[link.right].chainage, 1200.0);
    const auto& weir = std::get<solver::structures::BroadCrestedWeir>(link.structure);
    EXPECT_NEAR(weir.crest, 150.0 - 0.9 + 0.8, 1e-9);  // above the higher of the two beds
    EXPECT_EQ(weir.width, 7.0);
    EXPECT_NEAR(weir.coefficient, 0.4 * std::sqrt(2.0 * 9.81), 1e-12);
    EXPECT_TRUE(built->notes.empty());
}

TEST_F(RunTest, CloseSectionsKeepTheirDistanceAndAMouthIsNoWarning) {
    std::ofstream(folder / "river.toml", std::ios::app)
        << "[[reach]]\nname = \"side\"\nlength = \"4 m\"\nslope = 0.001\nbottom_width = \"2 m\"\n"
           "upstream_bed = \"148 m\"\njoins = \"main\"\njoins_chainage = \"3 km\"\n";
    const auto built = build_channel_model(model());
    ASSERT_TRUE(built);
    EXPECT_TRUE(built->notes.empty()) << built->notes[0];
    const auto& mesh = built->mesh;
    for (std::size_t f = 0; f < mesh.left.size(); ++f) {
        const Node& left = built->nodes[mesh.left[f]];
        const Node& right = built->nodes[mesh.right[f]];
        if (left.reach == right.reach) {
            EXPECT_NEAR(mesh.distance[f], right.chainage - left.chainage, 1e-12);
        }
    }
    EXPECT_NEAR(mesh.length.back(), 2.0, 1e-12);
}

TEST_F(RunTest, WhatIsReallyLengthenedIsSaidWithItsPlace) {
    std::ofstream(folder / "river.toml", std::ios::app)
        << "[[reach]]\nname = \"side\"\nlength = \"0.06 m\"\nslope = 0.001\nbottom_width = \"2 m\"\n"
           "upstream_bed = \"148 m\"\njoins = \"main\"\njoins_chainage = \"3 km\"\n";
    const auto built = build_channel_model(model());
    ASSERT_TRUE(built);
    ASSERT_EQ(built->notes.size(), 3U);  // two cells and the distance between them
    EXPECT_THAT(built->notes[0], HasSubstr("on side at 0 m, which has 0.03 m of the reach, is taken as 0.1 m long"));
    EXPECT_THAT(built->notes[2], HasSubstr("two sections of side at 0 m are 0.06 m apart and taken as 0.1 m apart"));
}

// A uniform flow of 8 m3/s on 0.4 %, 6 m wide, n 0.03: by Manning's formula 0.83835 m deep, however close the sections.
TEST_F(RunTest, UniformFlowIsTheSameAtAnySpacing) {
    for (const char* spacing : {"10 m", "2 m", "0.5 m"}) {
        std::ofstream(folder / "river.toml")
            << "schema = 1\n[project]\nname = \"u\"\ncrs = \"EPSG:32649\"\nvertical_datum = \"EGM96\"\n[time]\n"
               "start = 2025-01-01T00:00:00Z\nsteady = true\n[[reach]]\nname = \"c\"\nlength = \"500 m\"\n"
               "slope = 0.004\nbottom_width = \"6 m\"\nupstream_bed = \"100 m\"\nmanning_n = 0.03\nspacing = \""
            << spacing
            << "\"\n[[boundary]]\nname = \"up\"\nkind = \"discharge\"\nreach = \"c\"\ndischarge = 8\n"
               "[[boundary]]\nname = \"dn\"\nkind = \"normal_depth\"\nslope = 0.004\nreach = \"c\"\n"
               "end = \"downstream\"\n";
        options.overwrite = true;
        const auto report = run(model(), options);
        ASSERT_TRUE(report);
        EXPECT_EQ(report->exit_code, 0) << report->message;
        EXPECT_TRUE(report->summary.events.empty());
        const auto results = data::results::read_network(options.output / "network.nc");
        const std::vector<double> depths = results->values(*results->find("depth"), 0).value();
        for (const double depth : depths)
            EXPECT_NEAR(depth, 0.838354, 0.838354e-3) << spacing;
    }
}

}  // namespace
}  // namespace liriver::scenarios::runner
