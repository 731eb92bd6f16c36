// A source that moves along a reach: its mass is exact whatever the step, and the water downstream has what the
// integral over the moving point's plumes says.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <numbers>
#include <string>
#include <vector>

#include "scenario_test.h"
#include "scenarios/runner/moving_way.h"
#include "tests/unit/scenarios/channel_scenario.h"

namespace liriver::scenarios::runner {
namespace {

// 20 m3/s in 40 m2. From 4 km to 13 km in three hours, half an hour at the pier, and back to 10 km in one.
constexpr const char* boat = R"([[constituent]]
name = "dye"
unit = "g/m3"
dispersion = "30 m2/s"
[[station]]
name = "s"
reach = "r"
chainage = "16 km"
[[moving_load]]
name = "boat"
reach = "r"
timetable = [
    { time = 2025-11-01T01:00:00+08:00, chainage = "4 km" },
    { time = 2025-11-01T04:00:00+08:00, chainage = "13 km" },
    { time = 2025-11-01T04:30:00+08:00, chainage = "13 km" },
    { time = 2025-11-01T05:30:00+08:00, chainage = "10 km" },
]
)";
constexpr double under_way = 4.5 * 3600.0, way = 12000.0;

std::string river(const char* step, const std::string& more) {
    return text_of({.time = fmt::format("duration = \"9 h\"\nstep = \"{}\"\n", step), .output = "1 h"}, boat + more);
}

using MovingLoadTest = ScenarioTest;

TEST_F(MovingLoadTest, PutsInItsMassWhateverTheStep) {
    for (const char* step : {"47 s", "300 s", "3000 s"}) {
        const RunReport report =
            run_well(river(step, "load = { dye = \"2 g/s\" }\nload_per_distance = { dye = \"30 g/km\" }\n"));
        const double mass = 2e-3 * under_way + 30e-6 * way;
        const auto& balance = report.summary.constituents.at(0);
        EXPECT_NEAR(balance.load / mass, 1.0, 1e-13) << step;
        EXPECT_LT(balance.relative_error, 1e-12) << step;
        ASSERT_EQ(report.summary.loads.size(), 1U);
        EXPECT_EQ(report.summary.loads[0].kind, "moving_load");
        EXPECT_NEAR(report.summary.loads[0].constituents.at(0).load / mass, 1.0, 1e-13) << step;
    }
}

// Each moment's discharge is a plume of its own (Fischer et al. 1979, 2.3):
// c = integral of w / (A sqrt(4 pi D s)) exp(-(x - x0(t - s) - u s)^2 / (4 D s)) ds over the age s.
double exact(double hours) {
    constexpr double rate = 2.0, area = 40.0, speed = 0.5, mixing = 30.0, place = 16000.0;
    const double now = 3600.0 * hours;
    const auto chainage = [](double t) {
        return t < 14400.0   ? 4000.0 + 9000.0 * (t - 3600.0) / 10800.0
               : t < 16200.0 ? 13000.0
                             : 13000.0 - 3000.0 * (t - 16200.0) / 3600.0;
    };
    double sum = 0.0;
    constexpr int parts = 200000;
    const double end = std::min(now, 19800.0), dt = (end - 3600.0) / parts;
    for (int i = 0; i < parts; ++i) {
        const double t = 3600.0 + (i + 0.5) * dt, age = now - t;
        const double off = place - chainage(t) - speed * age;
        sum += rate * dt / (area * std::sqrt(4.0 * std::numbers::pi * mixing * age)) *
               std::exp(-off * off / (4.0 * mixing * age));
    }
    return sum;
}

TEST_F(MovingLoadTest, ComesAsTheIntegralOverItsPlumesSays) {
    static_cast<void>(run_well(river("60 s", "load = { dye = \"2 g/s\" }\n")));
    const auto shown = concentrations();
    ASSERT_EQ(shown.size(), 10U);
    double largest = 0.0;
    for (int hour = 4; hour <= 9; ++hour)
        largest = std::max(largest, exact(hour));
    EXPECT_GT(largest, 0.1);
    for (int hour = 4; hour <= 9; ++hour)
        EXPECT_NEAR(shown[static_cast<std::size_t>(hour)], exact(hour), 0.01 * largest) << hour;
}

TEST(MovingWay, SharesAStepAmongTheVolumesThatItPasses) {
    MovingSource source;
    source.times = {0.0, 100.0, 150.0, 200.0};
    source.positions = {0.0, 50.0, 50.0, 25.0};
    source.stretches = {{7, 0.0, 20.0}, {8, 20.0, 30.0}, {9, 30.0, 60.0}};
    std::vector<Passage> passages;
    find_passages(source, 20.0, 80.0, passages);  // from 10 m to 40 m at 0.5 m/s
    ASSERT_EQ(passages.size(), 3U);
    EXPECT_DOUBLE_EQ(passages[0].seconds, 20.0);
    EXPECT_DOUBLE_EQ(passages[1].seconds, 20.0);
    EXPECT_DOUBLE_EQ(passages[2].seconds, 20.0);
    EXPECT_DOUBLE_EQ(passages[2].metres, 10.0);
    find_passages(source, 100.0, 1000.0, passages);  // 50 s at 50 m, then upstream to 25 m
    ASSERT_EQ(passages.size(), 2U);
    EXPECT_EQ(passages[0].volume, 8);
    EXPECT_DOUBLE_EQ(passages[0].metres, 5.0);
    EXPECT_DOUBLE_EQ(passages[0].seconds, 10.0);
    EXPECT_DOUBLE_EQ(passages[1].seconds, 90.0);
    find_passages(source, 200.0, 300.0, passages);
    EXPECT_TRUE(passages.empty());
}

TEST_F(MovingLoadTest, ReadsItsTimetableFromATable) {
    write("boat.csv",
          "time,chainage_m\n2025-11-01T01:00:00+08:00,4000\n2025-11-01T04:00:00+08:00,13000\n"
          "2025-11-01T04:30:00+08:00,13000\n2025-11-01T05:30:00+08:00,10000\n");
    static_cast<void>(run_well(river("300 s", "load = { dye = \"2 g/s\" }\n")));
    const std::string by_rows = bytes("out/stations.csv");
    std::string text = river("300 s", "load = { dye = \"2 g/s\" }\n");
    const std::size_t at = text.find("timetable");
    text.replace(at, text.find("]\n", at) + 2 - at, "chainage = { file = \"boat.csv\", column = \"chainage_m\" }\n");
    static_cast<void>(run_well(text));
    EXPECT_EQ(bytes("out/stations.csv"), by_rows);
}

TEST_F(MovingLoadTest, GoesOnFromACheckpointWithTheSameBitsAndAsATaggedSource) {
    std::string scenario = river("300 s", "load = { dye = \"2 g/s\" }\n");
    scenario.replace(scenario.find("name = \"dye\"\n"), 13, "name = \"dye\"\ntag_sources = true\n");
    expect_same_bits_after_a_restart(scenario, std::chrono::seconds(11160));
    EXPECT_NE(bytes("out/tagged_sources.csv").find("moving_load,boat,"), std::string::npos);
}

}  // namespace
}  // namespace liriver::scenarios::runner
