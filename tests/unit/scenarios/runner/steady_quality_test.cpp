// The steady state of what is dissolved: what a long run comes to, and the exact solutions.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "scenario_test.h"
#include "tests/unit/scenarios/channel_scenario.h"

namespace liriver::scenarios::runner {
namespace {

constexpr double saturation = 9.0924;  // mg/L at 20 deg C (Benson and Krause)

using SteadyQualityTest = ScenarioTest;

std::string sag(const std::string& time) {
    return text_of(
        {.time = time, .length = "100 km", .head = "concentration = { DO = \"7.5924 mg/L\", CBOD = \"15 mg/L\" }\n"},
        R"([[constituent]]
name = "DO"
[[constituent]]
name = "CBOD"
[quality]
processes = "streeter-phelps"
reaeration = "given"
temperature = "20 degC"
[[quality.parameter]]
name = "k_d"
value = 0.3
[[quality.parameter]]
name = "k_a"
value = 0.7
)");
}

// Outfalls into that river, decay and dispersion.
std::string outfalls(const std::string& time, const std::string& dispersion) {
    return text_of(
        {.time = time, .length = "40 km", .head = "concentration = { COD = \"10 mg/L\" }\n", .output = "1 d"},
        R"([[outfall]]
name = "works"
reach = "r"
chainage = "5 km"
load = { COD = "60 g/s" }
[[outfall]]
name = "ditch"
reach = "r"
chainage = "15 km"
discharge = 0.5
concentration = { COD = "80 mg/L" }
[[constituent]]
name = "COD"
decay_rate = "0.5 1/d"
dispersion = ")" +
            dispersion + " m2/s\"\n");
}

// Within 1e-6 of the largest concentration for a run whose reactions are not split over windows.
TEST_F(SteadyQualityTest, IsWhatALongRunAtTheSameStepComesTo) {
    for (const char* dispersion : {"0", "30"})
        for (const char* step : {"step = \"60 s\"\n", "step = \"900 s\"\n"}) {
            EXPECT_EQ(run_well(outfalls(step + std::string("duration = \"5 d\"\n"), dispersion)).exit_code, 0);
            const std::vector<double> run = last("COD");
            const RunReport report = run_well(outfalls(step + std::string("steady = true\n"), dispersion));
            const std::vector<double> steady = last("COD");
            ASSERT_EQ(run.size(), steady.size());
            const double largest = *std::max_element(run.begin(), run.end());
            double off = 0.0;
            for (std::size_t i = 0; i < run.size(); ++i)
                off = std::max(off, std::abs(run[i] - steady[i]));
            EXPECT_LT(off, 1e-6 * largest) << step << dispersion;
            EXPECT_GT(largest, 12.0);
            ASSERT_TRUE(report.summary.steady);
            EXPECT_LE(report.summary.steady->quality_correction, 1e-9);
            EXPECT_GT(report.summary.steady->quality_iterations, 1);
        }
}

// Streeter and Phelps (1925): L0 = 15, D0 = 1.5 mg/L, kd = 0.3, ka = 0.7 1/d: the largest deficit is 3.79090 mg/L after
// 1.76049 d, 76.05 km down.
TEST_F(SteadyQualityTest, HasTheSagOfStreeterAndPhelps) {
    static_cast<void>(run_well(sag("steady = true\n")));
    const std::vector<double> oxygen = last("DO");
    const auto least = std::min_element(oxygen.begin(), oxygen.end());
    EXPECT_NEAR(saturation - *least, 3.79090, 2e-3 * 3.79090);
    EXPECT_NEAR(static_cast<double>(least - oxygen.begin()) * 200.0, 1.76049 * 86400.0 * 0.5, 300.0);
    EXPECT_NEAR(last("CBOD")[380] / (15.0 * std::exp(-0.3 / 86400.0 * 76000.0 / 0.5)), 1.0, 2e-3);
}

TEST_F(SteadyQualityTest, WithProcessesIsWithinATenthOfAPerCentOfALongRun) {
    static_cast<void>(run_well(sag("step = \"200 s\"\nduration = \"5 d\"\n")));
    const std::vector<double> run = last("DO");
    static_cast<void>(run_well(sag("step = \"200 s\"\nsteady = true\n")));
    const std::vector<double> steady = last("DO");
    for (std::size_t i = 0; i < run.size(); ++i)
        EXPECT_NEAR(steady[i], run[i], 1e-3 * saturation) << i;
}

}  // namespace
}  // namespace liriver::scenarios::runner
