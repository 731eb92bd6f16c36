// What a run refuses or counts instead of guessing.
#include "scenarios/runner/run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>

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

TEST_F(RunTest, WhatIsLengthenedIsCounted) {
    std::ofstream(folder / "river.toml", std::ios::app)
        << "[[reach]]\nname = \"side\"\nlength = \"4 m\"\nslope = 0.001\nbottom_width = \"2 m\"\n"
           "upstream_bed = \"148 m\"\njoins = \"main\"\njoins_chainage = \"3 km\"\n";
    const auto built = build_channel_model(model());
    ASSERT_TRUE(built);
    ASSERT_EQ(built->notes.size(), 1U);
    EXPECT_THAT(built->notes[0], HasSubstr("taken as 1 m long (cells) or 5 m (from section to section): 2"));
}

}  // namespace
}  // namespace liriver::scenarios::runner
