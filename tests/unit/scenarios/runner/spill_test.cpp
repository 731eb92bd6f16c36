// A mass put into a river at once, and where it is then: the plume of an instantaneous source in a uniform channel,
// c = M / (A sqrt(4 pi D t)) exp(-(x - u t)^2 / (4 D t)) (Taylor 1954; Fischer et al. 1979, 2.3).
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <numbers>
#include <string>
#include <vector>

#include "scenario_test.h"

namespace liriver::scenarios::runner {
namespace {

using testing::HasSubstr;

// 60 m3/s in a trapezoid of 82.06636 m2 in uniform flow.
constexpr const char* channel = R"(schema = 1
[project]
name = "spill"
crs = "EPSG:32649"
vertical_datum = "EGM96"
time_zone = "+08:00"
[[reach]]
name = "r"
length = "60 km"
slope = 0.0005
bottom_width = "80 m"
side_slope = 2
upstream_bed = "140 m"
spacing = "100 m"
manning_n = 0.03
[[boundary]]
name = "head"
kind = "discharge"
reach = "r"
discharge = 60
[[boundary]]
name = "end"
kind = "normal_depth"
reach = "r"
end = "downstream"
[[constituent]]
name = "dye"
unit = "g/m3"
dispersion = "30 m2/s"
[[station]]
name = "s"
reach = "r"
chainage = "30 km"
[output]
interval = "1 h"
[[outfall]]
name = "tank"
reach = "r"
chainage = "10 km"
)";
constexpr const char* nine_hours = R"([time]
start = 2025-11-01T00:00:00+08:00
duration = "9 h"
)";

using SpillTest = ScenarioTest;

double plume(double hours) {
    constexpr double mass = 1e6, area = 82.06636, mixing = 30.0, distance = 20000.0;
    const double t = 3600.0 * hours;
    const double off = distance - 60.0 / area * t;
    return mass / (area * std::sqrt(4.0 * std::numbers::pi * mixing * t)) * std::exp(-off * off / (4.0 * mixing * t));
}

TEST_F(SpillTest, ComesWhenThePlumeSaysWhateverTheStep) {
    ASSERT_NEAR(plume(7.0), 1.739046, 1e-6);
    ASSERT_NEAR(plume(8.0), 2.677972, 1e-6);
    for (const double step : {10.0, 30.0, 60.0, 100.0, 300.0}) {
        const RunReport report =
            run_well(channel + std::string("spill = { dye = \"1e6 g\" }\n") +
                     "spill_time = 2025-11-01T00:00:00+08:00\n" + nine_hours + fmt::format("step = {}\n", step));
        ASSERT_EQ(concentrations().size(), 10U);
        EXPECT_NEAR(concentrations()[7] / plume(7.0), 1.0, 0.01) << step;
        EXPECT_NEAR(concentrations()[8] / plume(8.0), 1.0, 0.01) << step;
        EXPECT_EQ(report.summary.constituents.at(0).load, 1000.0);
        EXPECT_LT(report.summary.constituents.at(0).relative_error, 1e-13);
    }
}

// At a time that no output and no multiple of the step has: 37 min 41 s before the row at 8 h.
TEST_F(SpillTest, IsPutInAtItsTimeBetweenSteps) {
    const RunReport report = run_well(channel + std::string("spill = { dye = \"1000 kg\" }\n") +
                                      "spill_time = 2025-11-01T00:37:41+08:00\n" + nine_hours + "step = 300\n");
    EXPECT_NEAR(concentrations()[8] / plume(8.0 - 37.0 / 60.0 - 41.0 / 3600.0), 1.0, 0.01);
    EXPECT_EQ(report.summary.constituents.at(0).load, 1000.0);
}

// A load over ten minutes is the sum of such plumes; its steps of five minutes carry it from the moment it comes in.
TEST_F(SpillTest, AShortLoadIsTheSumOfPlumes) {
    write("tank.csv",
          "time,load_kg_s\n2025-11-01T00:00:00+08:00,1.6666666666666667\n2025-11-01T00:10:00+08:00,0\n"
          "2025-11-02T00:00:00+08:00,0\n");
    double exact = 0.0;
    for (int i = 0; i < 600; ++i)
        exact += plume(7.0 - (i + 0.5) / 3600.0) / 600.0;
    std::string fine = channel;  // the section that takes all of the load in is half as long as elsewhere
    fine.replace(fine.find("spacing = \"100 m\""), std::string("spacing = \"100 m\"").size(), "spacing = \"50 m\"");
    for (const double step : {30.0, 60.0, 300.0}) {
        const RunReport report =
            run_well(fine + std::string("load = { dye = { file = \"tank.csv\", interpolation = \"hold\" } }\n") +
                     nine_hours + fmt::format("step = {}\n", step));
        EXPECT_NEAR(concentrations()[7] / exact, 1.0, 0.01) << step;
        EXPECT_NEAR(report.summary.constituents.at(0).load, 1000.0, 1e-9);
    }
}

// A run that goes on from a checkpoint at the spill's own time puts it in once.
TEST_F(SpillTest, IsPutInOnceByARestart) {
    const std::string scenario = channel + std::string("spill = { dye = \"1000 kg\" }\n") +
                                 "spill_time = 2025-11-01T02:00:00+08:00\n" + nine_hours + "step = 300\n";
    ASSERT_EQ(run_well(scenario).exit_code, 0);
    const std::vector<double> whole = concentrations();
    const auto model = load(scenario);
    ASSERT_TRUE(model);
    RunOptions options;
    options.output = folder_ / "first";
    options.until = data::tables::after(*model->scenario.time.start, 7200.0);
    const auto first = run(*model, options);
    ASSERT_TRUE(first);
    EXPECT_EQ(first->summary.constituents.at(0).load, 0.0);
    options.until.reset();
    options.output = folder_ / "out";
    options.overwrite = true;
    options.restart = folder_ / "first" / "checkpoint.h5";
    const auto rest = run(*model, options);
    ASSERT_TRUE(rest);
    EXPECT_EQ(rest->summary.constituents.at(0).load, 1000.0);
    EXPECT_EQ(concentrations().back(), whole.back());
}

TEST_F(SpillTest, WhatIsNoSpillIsRefusedByName) {
    const auto told = [&](const std::string& keys) {
        const auto model = load(channel + keys + nine_hours);
        return model ? std::string() : to_string(model.error().at(0));
    };
    const std::string at_one = "spill_time = 2025-11-01T01:00:00+08:00\n";
    EXPECT_EQ(told("spill = { dye = 5 }\n" + at_one), "");
    EXPECT_THAT(
        told("spill = { dye = \"-5 kg\" }\n" + at_one),
        testing::AllOf(HasSubstr("river.toml:40:"), HasSubstr("spill.dye: found \"-5 kg\""), HasSubstr("at least 0")));
    EXPECT_THAT(told("spill = { dye = \"5 kg/s\" }\n" + at_one),
                HasSubstr("error[wrong-unit]: outfall[tank].spill.dye"));
    EXPECT_THAT(told("spill = { ink = \"5 kg\" }\n" + at_one),
                HasSubstr("error[unknown-constituent]: outfall[tank].spill.ink"));
    EXPECT_THAT(told("spill = { dye = { file = \"x.csv\" } }\n" + at_one), HasSubstr("outfall[tank].spill.dye"));
    EXPECT_THAT(told("spill = { dye = \"5 kg\" }\n"), HasSubstr("error[missing-key]: outfall[tank].spill_time"));
    EXPECT_THAT(told("load = { dye = \"5 g/s\" }\n" + at_one), HasSubstr("error[missing-key]: outfall[tank].spill:"));
    for (const char* time : {"2025-10-31T23:59:59+08:00", "2025-11-01T09:00:00+08:00"})
        EXPECT_THAT(
            told(std::string("spill = { dye = \"5 kg\" }\nspill_time = ") + time + "\n"),
            testing::AllOf(HasSubstr("river.toml:41:"), HasSubstr("error[out-of-bounds]: outfall[tank].spill_time")));
}

}  // namespace
}  // namespace liriver::scenarios::runner
