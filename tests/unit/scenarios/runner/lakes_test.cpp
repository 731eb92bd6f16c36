// Lakes of a scenario as the run takes them: what joins them, what they hold, and that nothing is lost or made in them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <string>

#include "scenario_test.h"
#include "scenarios/runner/channel_domain.h"

namespace liriver::scenarios::runner {
namespace {

using testing::HasSubstr;

// A river that runs through a lake, and a basin beside it that a weir fills and a pump empties.
constexpr const char* river = R"(schema = 1
[project]
name = "lakes"
crs = "EPSG:32649"
vertical_datum = "EGM96"
[[reach]]
name = "upper"
length = "3 km"
slope = 0.001
bottom_width = "10 m"
upstream_bed = "150 m"
spacing = "150 m"
manning_n = 0.03
[[reach]]
name = "lower"
length = "3 km"
slope = 0.001
bottom_width = "10 m"
upstream_bed = "146 m"
spacing = "150 m"
manning_n = 0.03
[[boundary]]
name = "head"
kind = "discharge"
reach = "upper"
end = "upstream"
discharge = { file = "head.csv" }
concentration = { salt = 0.7 }
[[boundary]]
name = "outlet"
kind = "normal_depth"
reach = "lower"
end = "downstream"
[[constituent]]
name = "salt"
unit = "g/L"
initial = 0.7
dispersion = "5 m2/s"
[[structure]]
name = "spill"
kind = "weir"
from_lake = "pond"
to_lake = "basin"
crest = 146.8
width = 8
[[structure]]
name = "pump"
kind = "pump"
from_lake = "basin"
to = { reach = "lower", chainage = 1500 }
capacity = 0.8
stop_stage = 144.1
start_stage = 144.5
)";
constexpr const char* lakes = R"([[lake]]
name = "pond"
storage = "pond.csv"
from_reaches = ["upper"]
to_reaches = ["lower"]
inflow = 0.2
concentration = { salt = 0.7 }
[[lake]]
name = "basin"
area = "5000 m2"
bottom = "144 m"
stage = "144 m"
)";
constexpr const char* two_days = R"([time]
start = 2025-11-01T00:00:00+08:00
duration = "2 d"
)";

// The river without what its water carries.
std::string without_salt() {
    std::string text = river;
    const auto cut = [&text](const std::string& from, const std::string& to) {
        const std::size_t begin = text.find(from);
        text.erase(begin, text.find(to, begin) - begin);
    };
    cut("concentration = { salt", "[[boundary]]");
    cut("[[constituent]]", "[[structure]]");
    return text;
}

class LakesTest : public ScenarioTest {
  protected:
    void SetUp() override {
        ScenarioTest::SetUp();
        write("pond.csv", "level_m,area_m2\n144,1000\n146,20000\n150,60000\n");
        write("head.csv",
              "time,discharge_m3_s\n2025-11-01T00:00:00+08:00,1\n2025-11-01T06:00:00+08:00,30\n"
              "2025-11-01T12:00:00+08:00,0\n2025-11-03T00:00:00+08:00,0\n");
    }

    RunReport go(const language::Model& model, const std::string& name, RunOptions options = {}) const {
        options.output = folder_ / name;
        auto report = run(model, options);
        EXPECT_TRUE(report) << (report ? std::string() : to_string(report.error().front()));
        return report ? *report : RunReport{};
    }
    [[nodiscard]] std::string content(const std::string& name) const {
        std::ifstream in(folder_ / name);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    [[nodiscard]] std::string problems(const std::string& text) const {
        const auto model = load(text);
        std::string all;
        if (!model) {
            for (const auto& problem : model.error())
                all += to_string(problem) + "\n";
            return all;
        }
        const auto built = build_channel_model(*model);
        if (!built)
            for (const auto& problem : built.error())
                all += to_string(problem) + "\n";
        return all;
    }
};

TEST_F(LakesTest, KeepTheirWaterAndAnEvenConcentrationWhileTheyFillAndFallDryAgain) {
    const auto model = load(std::string(river) + lakes + two_days);
    ASSERT_TRUE(model) << to_string(model.error().front());
    const RunReport report = go(*model, "out");
    EXPECT_EQ(report.exit_code, 0) << report.message;
    EXPECT_LE(report.summary.water.relative_error, 1e-12);
    ASSERT_EQ(report.summary.constituents.size(), 1U);
    EXPECT_NEAR(report.summary.constituents[0].minimum, 0.7, 1e-12);
    EXPECT_NEAR(report.summary.constituents[0].maximum, 0.7, 1e-12);
    ASSERT_EQ(report.summary.lakes.size(), 2U);
    EXPECT_GT(report.summary.lakes[0].highest_stage, 147.0);
    EXPECT_EQ(report.summary.lakes[1].initial, 0.0);          // begins dry
    EXPECT_GT(report.summary.lakes[1].highest_stage, 144.5);  // fills over the weir
    EXPECT_LT(report.summary.lakes[1].final, 5000.0 * 0.2);   // and is pumped out
    EXPECT_THAT(content("out/lakes.csv"),
                HasSubstr("time_utc,time_local,lake,stage_m,volume_m3,area_m2,inflow_m3_s,outflow_m3_s,salt_g_L\n"));
    EXPECT_THAT(content("out/csv-metadata.json"), HasSubstr("lakes.csv"));
    EXPECT_THAT(content("out/summary.json"), HasSubstr("\"highest_stage_m\""));
}

// 5000 m2 of upright walls: 48 h of 2 mm/h less 0.5 mm/h are 72 mm on the basin, where nothing else comes and goes.
TEST_F(LakesTest, ARainAndAWindOfTheirOwnRaiseAndLowerThem) {
    const std::string alone = R"([[lake]]
name = "pond"
storage = "pond.csv"
from_reaches = ["upper"]
to_reaches = ["lower"]
[[lake]]
name = "basin"
area = "5000 m2"
bottom = "144 m"
stage = "145 m"
[[weather]]
name = "everywhere"
rain = "0 mm/h"
[[weather]]
name = "basin's"
lake = "basin"
rain = "2 mm/h"
evaporation = "0.5 mm/h"
concentration = { salt = 0.7 }
)";
    std::string still = river;  // without the structures
    still.erase(still.find("[[structure]]"));
    const auto model = load(still + alone + two_days);
    ASSERT_TRUE(model) << to_string(model.error().front());
    const RunReport report = go(*model, "out");
    EXPECT_EQ(report.exit_code, 0) << report.message;
    ASSERT_EQ(report.summary.lakes.size(), 2U);
    EXPECT_NEAR(report.summary.lakes[1].final - report.summary.lakes[1].initial, 5000.0 * 0.072, 1e-6);
    ASSERT_EQ(report.summary.weather.size(), 2U);
    EXPECT_EQ(report.summary.weather[0].rain, 0.0);
    EXPECT_NEAR(report.summary.weather[1].rain, 5000.0 * 0.096, 1e-6);
    EXPECT_NEAR(report.summary.weather[1].evaporation, 5000.0 * 0.024, 1e-6);
}

TEST_F(LakesTest, AWeatherNeedsALakeThatIsThere) {
    const std::string sky = "[[weather]]\nname = \"sky\"\nlake = \"lost\"\nrain = \"1 mm/h\"\n";
    EXPECT_THAT(problems(std::string(river) + lakes + sky + two_days), HasSubstr("weather[sky].lake"));
}

TEST_F(LakesTest, GoOnFromACheckpointToTheSameBits) {
    const auto model = load(std::string(river) + lakes + two_days);
    ASSERT_TRUE(model) << to_string(model.error().front());
    EXPECT_EQ(go(*model, "whole").exit_code, 0);
    RunOptions half;
    half.until = data::tables::after(*model->scenario.time.start, 10 * 3600.0);
    EXPECT_EQ(go(*model, "first", half).exit_code, 0);
    RunOptions rest;
    rest.restart = folder_ / "first" / "checkpoint.h5";
    const RunReport second = go(*model, "second", rest);
    EXPECT_EQ(second.exit_code, 0) << second.message;
    const std::string rows = content("second/lakes.csv");
    EXPECT_EQ(content("whole/lakes.csv"), content("first/lakes.csv") + rows.substr(rows.find('\n') + 1));
    EXPECT_EQ(second.summary.lakes[1].initial, 0.0);
}

TEST_F(LakesTest, BeginAtTheStageTheyAreGivenWhileTheRiverIsSteadyBesideThem) {
    const auto model = load(std::string(river) + R"([[lake]]
name = "pond"
storage = "pond.csv"
stage = "147.25 m"
from_reaches = ["upper"]
to_reaches = ["lower"]
[[lake]]
name = "basin"
area = "5000 m2"
bottom = "144 m"
stage = "145 m"
)" + two_days);
    ASSERT_TRUE(model) << to_string(model.error().front());
    auto built = build_channel_model(*model);
    ASSERT_TRUE(built);
    ChannelSettings settings;
    settings.start = *model->scenario.time.start;
    settings.duration = 3600.0;
    const ChannelDomain simulation(*std::move(built), {}, settings);
    const ChannelModel& channel = simulation.model();
    EXPECT_EQ(simulation.solver().stage()[channel.lakes[0].cell], 147.25);
    EXPECT_EQ(simulation.solver().stage()[channel.lakes[1].cell], 145.0);
    // 1 m3/s comes down to the lake; the lake sends down what its stage drives
    EXPECT_NEAR(simulation.solver().face_discharge_now()[channel.lakes[0].faces[0].index], 1.0, 1e-6);
    EXPECT_GT(simulation.solver().face_discharge_now()[channel.lakes[0].faces[1].index], 5.0);
}

TEST_F(LakesTest, SettleInASteadyRunWithOneTimeInEveryFile) {
    const auto model = load(without_salt() + R"([[lake]]
name = "pond"
storage = "pond.csv"
from_reaches = ["upper"]
to_reaches = ["lower"]
[[lake]]
name = "basin"
area = "5000 m2"
bottom = "144 m"
[[station]]
name = "mouth"
reach = "lower"
chainage = 2900
[time]
start = 2025-11-01T03:00:00+08:00
steady = true
)");
    ASSERT_TRUE(model) << to_string(model.error().front());
    const RunReport report = go(*model, "out");
    EXPECT_EQ(report.exit_code, 0) << report.message;
    ASSERT_TRUE(report.summary.steady);
    EXPECT_LE(report.summary.steady->imbalance, 1e-9);
    EXPECT_EQ(report.summary.simulated_seconds, 0.0);
    ASSERT_EQ(report.summary.stations.size(), 1U);
    EXPECT_NEAR(report.summary.stations[0].mean_discharge, 15.5, 15.5e-8);  // half way from 1 to 30 m3/s
    const std::string rows = content("out/lakes.csv");
    EXPECT_EQ(std::count(rows.begin(), rows.end(), '\n'), 3);
}

TEST_F(LakesTest, SayWhatIsWrongWithThemAllAtOnce) {
    write("bad.csv", "level_m,area_m2\n144,0\n143,10\n");
    const std::string all = problems(std::string(river) + R"([[lake]]
name = "pond"
storage = "bad.csv"
from_reaches = ["uper"]
to_reaches = ["upper"]
[[lake]]
name = "basin"
area = "5000 m2"
[[lake]]
name = "sump"
area = "5000 m2"
bottom = "1 m"
[[structure]]
name = "lost"
kind = "weir"
from_lake = "pnd"
crest = 146
)" + two_days);
    EXPECT_THAT(all, HasSubstr("unknown-reach"));
    EXPECT_THAT(all, HasSubstr("did you mean"));
    EXPECT_THAT(all, HasSubstr("the upstream end of upper, which meets the boundary head"));
    EXPECT_THAT(all, HasSubstr("bad.csv:2"));
    EXPECT_THAT(all, HasSubstr("bad.csv:3"));
    EXPECT_THAT(all, HasSubstr("`area` with `bottom`"));
    EXPECT_THAT(all, HasSubstr("unknown-lake"));
    EXPECT_THAT(all, HasSubstr("a weir out of a lake"));
    EXPECT_THAT(all, HasSubstr("a lake that no water leaves"));
}

TEST_F(LakesTest, AreRefusedWhereAReachMeetsThemBelowTheirLowestLevel) {
    write("pond.csv", "level_m,area_m2\n146.5,1000\n150,60000\n");
    EXPECT_THAT(problems(std::string(river) + lakes + two_days), HasSubstr("at most the bed of lower"));
}

}  // namespace
}  // namespace liriver::scenarios::runner
