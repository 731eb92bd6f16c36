// Processes in a run: what reacts on its way down a river or across a surface, against exact solutions.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "scenario_test.h"
#include "tests/unit/scenarios/channel_scenario.h"

namespace liriver::scenarios::runner {
namespace {

using testing::HasSubstr;

constexpr double saturation = 9.0924;  // mg/L at 20 deg C (Benson and Krause)

const std::string channel = text_of({.time = "duration = \"66 h\"\nstep = \"200 s\"\n",
                                     .length = "100 km",
                                     .head = "concentration = { DO = \"7.5924 mg/L\", CBOD = \"15 mg/L\" }\n",
                                     .output = "2 h"},
                                    "[[constituent]]\nname = \"DO\"\n[[constituent]]\nname = \"CBOD\"\n");

constexpr const char* streeter_phelps = R"([quality]
processes = "streeter-phelps"
reaeration = "given"
temperature = "20 degC"
[[quality.parameter]]
name = "k_d"
value = 0.3
[[quality.parameter]]
name = "k_a"
value = 0.7
)";

class ProcessesTest : public ScenarioTest {
  protected:
    [[nodiscard]] std::string content_of(const std::string& file) const {
        std::stringstream text;
        text << std::ifstream(folder_ / file).rdbuf();
        return text.str();
    }
};

// D = kd L0 / (ka - kd) (exp(-kd t) - exp(-ka t)) + D0 exp(-ka t), with the largest deficit 3.79090 mg/L at 1.76049 d
// (Streeter and Phelps 1925; L0 = 15, D0 = 1.5 mg/L, kd = .3, ka = .7 1/d).
TEST_F(ProcessesTest, RiverSagsWhereStreeterAndPhelpsHaveIt) {
    const RunReport report = run_well(channel + streeter_phelps);
    const std::vector<double> oxygen = last("DO");
    ASSERT_EQ(oxygen.size(), 501U);
    const auto lowest = std::min_element(oxygen.begin(), oxygen.end());
    EXPECT_NEAR(saturation - *lowest, 3.79090, 0.002 * 3.79090);
    const double where = 200.0 * static_cast<double>(std::distance(oxygen.begin(), lowest));
    EXPECT_NEAR(where, 1.76049 * 86400.0 * 0.5, 200.0) << "within one cell";
    for (std::size_t i = 1; i < oxygen.size(); ++i) {  // the first section stands above its half cell
        const double days = 200.0 * static_cast<double>(i) / 0.5 / 86400.0;
        const double deficit =
            0.3 * 15.0 / 0.4 * (std::exp(-0.3 * days) - std::exp(-0.7 * days)) + 1.5 * std::exp(-0.7 * days);
        EXPECT_NEAR(saturation - oxygen[i], deficit, 0.002 * 3.79090) << "at " << 200 * i << " m";
    }
    for (const auto& constituent : report.summary.constituents) {
        EXPECT_LE(constituent.relative_error, 1e-12) << constituent.name;
        EXPECT_NE(constituent.reaction, 0.0) << "what reacts stands in the balance";
    }
}

TEST_F(ProcessesTest, RestartedRunGoesOnAsItWouldHave) {
    const auto model = load(channel + streeter_phelps);
    ASSERT_TRUE(model);
    RunOptions options;
    options.output = folder_ / "whole";
    ASSERT_EQ(run(*model, options)->exit_code, 0);
    options.output = folder_ / "first";
    options.until = data::tables::after(*model->scenario.time.start, 13.3 * 3600.0);  // amid a window of reactions
    ASSERT_EQ(run(*model, options)->exit_code, 0);
    options.output = folder_ / "second";
    options.until.reset();
    options.restart = folder_ / "first" / "checkpoint.h5";
    ASSERT_EQ(run(*model, options)->exit_code, 0);
    for (const char* constituent : {"DO", "CBOD"}) {
        const auto whole = data::results::read_network(folder_ / "whole" / "network.nc");
        const auto second = data::results::read_network(folder_ / "second" / "network.nc");
        EXPECT_EQ(*whole->values(*whole->find(constituent), whole->times().size() - 1),
                  *second->values(*second->find(constituent), second->times().size() - 1))
            << "to the last bit";
    }
}

// A rate of second order in water at rest: c = c0 / (1 + k c0 t).
TEST_F(ProcessesTest, OwnRateOnASurfaceFollowsItsEquation) {
    write("basin.2dm", R"(MESH2D
E4Q 1 1 2 5 4 1
E4Q 2 2 3 6 5 1
ND 1 0 0 100
ND 2 10 0 100
ND 3 20 0 100
ND 4 0 10 100
ND 5 10 10 100
ND 6 20 10 100
)");
    const RunReport report = run_well(R"(schema = 1
[project]
name = "basin"
crs = "EPSG:32649"
vertical_datum = "EGM96"
[time]
start = 2025-11-01T00:00:00+08:00
duration = "2 d"
[[surface]]
name = "basin"
mesh = "basin.2dm"
manning_n = 0.03
initial_depth = "2 m"
[[constituent]]
name = "NH3-N"
initial = "4 mg/L"
[[constituent]]
name = "DO"
initial = "9 mg/L"
[[process]]
name = "loss"
rate = "k * NH3_N^2"
unit = "mg/L/d"
changes = { NH3-N = "-1", DO = "-0.5" }
[[quality.parameter]]
name = "k"
value = 0.25
source = "a test's own"
[output]
interval = "1 d"
)");
    const double left = 4.0 / (1.0 + 0.25 * 4.0 * 2.0);
    ASSERT_EQ(report.summary.constituents.size(), 2U);
    const auto& ammonia = report.summary.constituents[0];
    const auto& oxygen = report.summary.constituents[1];
    EXPECT_NEAR(ammonia.final / (400.0 * 1e-3), left, 1e-5) << "of 400 m3";
    EXPECT_NEAR(ammonia.reaction, ammonia.final - ammonia.initial, 1e-12);
    EXPECT_NEAR(oxygen.reaction, 0.5 * ammonia.reaction, 1e-12) << "by the rate's own proportions";
}

// A = 2 exp(-k x / u) below the head: at 900 s a step, seven volumes long, as at any other.
TEST_F(ProcessesTest, QuickRateIsRightAtLongSteps) {
    std::string text = channel;
    const auto put = [&text](const std::string& old, const std::string& now) {
        ASSERT_NE(text.find(old), std::string::npos) << old;
        text.replace(text.find(old), old.size(), now);
    };
    put("step = \"200 s\"", "step = \"900 s\"");
    put("DO = \"7.5924 mg/L\", CBOD = \"15 mg/L\"", "CBOD = \"2 mg/L\"");
    for (const char* step : {"", "step = \"10 s\"\n"}) {
        EXPECT_EQ(run_well(text + "[quality]\n" + step + R"([[process]]
name = "loss"
rate = "5 * CBOD"
unit = "mg/L/d"
changes = { CBOD = "-1" }
)")
                      .exit_code,
                  0);
        const std::vector<double> left = last("CBOD");
        for (const std::size_t i : {10U, 25U, 50U})
            EXPECT_NEAR(left[i] / (2.0 * std::exp(-5.0 / 86400.0 * 200.0 * static_cast<double>(i) / 0.5)), 1.0, 0.01)
                << "at " << 200 * i << " m";
    }
}

TEST_F(ProcessesTest, MassesOfARateAreConvertedToEachConstituentsUnit) {
    std::string text = channel;
    const std::string cbod = "[[constituent]]\nname = \"CBOD\"\n";
    text.replace(text.find(cbod), cbod.size(), "[[constituent]]\nname = \"CBOD\"\nunit = \"ug/L\"\n");
    const RunReport report = run_well(text + R"([[process]]
name = "exchange"
rate = "CBOD > 10 ? 0.0005 * CBOD : 0"
unit = "mg/L/d"
changes = { CBOD = "-1", DO = "1" }
)");
    const auto& oxygen = report.summary.constituents.at(0);
    const auto& demand = report.summary.constituents.at(1);
    EXPECT_LT(demand.reaction, -1.0) << "15 mg/L are 15000 ug/L";
    EXPECT_NEAR(oxygen.reaction / -demand.reaction, 1.0, 1e-12) << "what one loses the other gains, in kg";
}

TEST_F(ProcessesTest, WhatIsMissingIsToldAllAtOnce) {
    const std::string text = problems_of(channel + R"([quality]
processes = "eutro"
)");
    EXPECT_THAT(text, HasSubstr("no [[constituent]] ON, NH3-N, NO3-N, OP, PO4-P, CHLA"));
    const std::string weather = problems_of(channel + R"([quality]
processes = "streeter-phelps"
)");
    EXPECT_THAT(weather, HasSubstr("quality.temperature"));
}

TEST_F(ProcessesTest, WrongNamesAreRefusedWhereTheyStand) {
    EXPECT_THAT(problems_of(channel + "[quality]\nprocesses = \"streeter-phelp\"\n"), HasSubstr("streeter-phelps"));
    EXPECT_THAT(problems_of(channel + streeter_phelps + "[[quality.parameter]]\nname = \"k_b\"\nvalue = 1\n"),
                HasSubstr("quality.parameter[k_b].name"));
    const std::string rate = problems_of(channel + R"([[process]]
name = "loss"
rate = "0.1 * COD"
unit = "mg/L/d"
changes = { CBOD = "-1" }
)");
    EXPECT_THAT(rate, HasSubstr("process[loss].rate"));
    EXPECT_THAT(rate, HasSubstr("column 7"));
    EXPECT_THAT(problems_of(channel + R"([[process]]
name = "loss"
rate = "0.1 * CBOD"
unit = "mg/L/d"
changes = { COD = "-1" }
)"),
                HasSubstr("process[loss].changes"));
    EXPECT_THAT(problems_of(channel + R"([[process]]
name = "loss"
rate = "0.1 * CBOD"
unit = "mg"
changes = { CBOD = "-1" }
)"),
                HasSubstr("process[loss].unit"));
}

TEST_F(ProcessesTest, ParameterOutsideItsRangeIsRefused) {
    EXPECT_THAT(problems_of(channel + R"([quality]
processes = "streeter-phelps"
temperature = "20 degC"
[[quality.parameter]]
name = "k_d"
value = -1
)"),
                HasSubstr("quality.parameter[k_d].value"));
}

TEST_F(ProcessesTest, DecayBesideAProcessSetIsRefused) {
    std::string text = channel;
    text.replace(text.find("name = \"CBOD\"\n"), std::string("name = \"CBOD\"\n").size(),
                 "name = \"CBOD\"\ndecay_rate = \"0.1 1/d\"\n");
    EXPECT_THAT(problems_of(text + streeter_phelps), HasSubstr("constituent[CBOD].decay_rate"));
}

TEST_F(ProcessesTest, AssumedParametersOfASetAreSaid) {
    const RunReport report = run_well(channel + streeter_phelps);
    EXPECT_THAT(report.summary.assumptions, testing::Contains(HasSubstr("k_d = 0.3 1/d")));
}

}  // namespace
}  // namespace liriver::scenarios::runner
