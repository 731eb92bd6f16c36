// The steady state of what is dissolved: what a long run comes to, and the exact solutions.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "scenario_test.h"

namespace liriver::scenarios::runner {
namespace {

constexpr double saturation = 9.0924;  // mg/L at 20 deg C (Benson and Krause)

// 20 m3/s in a rectangle of 20 m, 2 m deep in uniform flow: u = 0.5 m/s, as sqrt(S) = n u / R^(2/3), R = 40/24 m.
constexpr const char* channel = R"([[reach]]
name = "r"
length = "100 km"
slope = 0.000113864
bottom_width = "20 m"
side_slope = 0
upstream_bed = "140 m"
spacing = "200 m"
manning_n = 0.03
[[boundary]]
name = "head"
kind = "discharge"
reach = "r"
discharge = 20
concentration = { DO = "7.5924 mg/L", CBOD = "15 mg/L" }
[[boundary]]
name = "end"
kind = "normal_depth"
reach = "r"
end = "downstream"
[[constituent]]
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
)";

// Outfalls into that river, decay and dispersion.
constexpr const char* outfalls = R"([[reach]]
name = "r"
length = "40 km"
slope = 0.000113864
bottom_width = "20 m"
side_slope = 0
upstream_bed = "140 m"
spacing = "200 m"
manning_n = 0.03
[[boundary]]
name = "head"
kind = "discharge"
reach = "r"
discharge = 20
concentration = { COD = "10 mg/L" }
[[boundary]]
name = "end"
kind = "normal_depth"
reach = "r"
end = "downstream"
[[outfall]]
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
dispersion = "DISPERSION m2/s"
[output]
interval = "1 d"
)";

class SteadyQualityTest : public ScenarioTest {
  protected:
    [[nodiscard]] static std::string scenario(const std::string& time, const std::string& river) {
        return "schema = 1\n[project]\nname = \"steady\"\ncrs = \"EPSG:32649\"\nvertical_datum = \"EGM96\"\n[time]\n"
               "start = 2025-11-01T00:00:00+08:00\n" +
               time + river;
    }
};

// The bound of issue 14: 1e-6 of the largest concentration for a run whose reactions are not split over windows.
TEST_F(SteadyQualityTest, IsWhatALongRunAtTheSameStepComesTo) {
    for (const char* dispersion : {"0", "30"})
        for (const char* step : {"step = \"60 s\"\n", "step = \"900 s\"\n"}) {
            std::string river = outfalls;
            river.replace(river.find("DISPERSION"), 10, dispersion);
            EXPECT_EQ(run_well(scenario(step + std::string("duration = \"5 d\"\n"), river)).exit_code, 0);
            const std::vector<double> run = last("COD");
            const RunReport report = run_well(scenario(step + std::string("steady = true\n"), river));
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
    static_cast<void>(run_well(scenario("steady = true\n", channel)));
    const std::vector<double> oxygen = last("DO");
    const auto least = std::min_element(oxygen.begin(), oxygen.end());
    EXPECT_NEAR(saturation - *least, 3.79090, 2e-3 * 3.79090);
    EXPECT_NEAR(static_cast<double>(least - oxygen.begin()) * 200.0, 1.76049 * 86400.0 * 0.5, 300.0);
    EXPECT_NEAR(last("CBOD")[380] / (15.0 * std::exp(-0.3 / 86400.0 * 76000.0 / 0.5)), 1.0, 2e-3);
}

TEST_F(SteadyQualityTest, WithProcessesIsWithinATenthOfAPerCentOfALongRun) {
    static_cast<void>(run_well(scenario("step = \"200 s\"\nduration = \"5 d\"\n", channel)));
    const std::vector<double> run = last("DO");
    static_cast<void>(run_well(scenario("step = \"200 s\"\nsteady = true\n", channel)));
    const std::vector<double> steady = last("DO");
    for (std::size_t i = 0; i < run.size(); ++i)
        EXPECT_NEAR(steady[i], run[i], 1e-3 * saturation) << i;
}

}  // namespace
}  // namespace liriver::scenarios::runner
