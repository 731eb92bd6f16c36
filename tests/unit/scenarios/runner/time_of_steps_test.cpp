// The steps of a run are chosen by accuracy: neither the times of output nor the rows of a series decide what is
// computed.
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "data/tables/csv.h"
#include "scenario_test.h"

namespace liriver::scenarios::runner {
namespace {

constexpr const char* river = R"(schema = 1
[project]
name = "steps"
crs = "EPSG:32649"
vertical_datum = "EGM96"
time_zone = "+08:00"
[[reach]]
name = "r"
length = "3 km"
slope = 0.002
bottom_width = "20 m"
upstream_bed = "140 m"
spacing = "100 m"
manning_n = 0.03
[[boundary]]
name = "end"
kind = "normal_depth"
reach = "r"
end = "downstream"
[[station]]
name = "s"
reach = "r"
chainage = "200 m"
)";

class TimeOfStepsTest : public ScenarioTest {
  protected:
    // The numbers of a column in rows of a table in `out`, by name.
    [[nodiscard]] std::vector<double> column(const std::string& file, const std::string& name) const {
        data::tables::Problems problems;
        const auto table = data::tables::read_csv(folder_ / "out" / file, problems);
        std::vector<double> values;
        std::size_t at = 0;
        while (table->header.at(at).text != name)
            ++at;
        for (std::size_t row = 0; row < table->row_count(); ++row)
            values.push_back(std::stod(table->cell(row, at).text));
        return values;
    }
};

// A dh/dt = -C b h^1.5 by Runge and Kutta's fourth order, at 10 s.
std::vector<double> heads_by_runge_kutta(double head, double surface, double interval, int rows) {
    const double coefficient = 0.385 * std::sqrt(2.0 * 9.81) * 0.5;
    const auto rate = [&](double h) { return -coefficient * std::pow(h, 1.5) / surface; };
    constexpr double dt = 10.0;
    std::vector<double> heads{head};
    for (int row = 1; row < rows; ++row) {
        for (int i = 0; i < std::lround(interval / dt); ++i) {
            const double k1 = rate(head);
            const double k2 = rate(head + 0.5 * dt * k1);
            const double k3 = rate(head + 0.5 * dt * k2);
            const double k4 = rate(head + dt * k3);
            head += dt / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + k4);
        }
        heads.push_back(head);
    }
    return heads;
}

TEST_F(TimeOfStepsTest, ALakeEmptiesOverAWeirAlikeWhateverTheOutputInterval) {
    for (const double longest : {900.0, 21600.0})
        for (const double interval : {300.0, 2220.0, 3600.0, 10800.0, 21600.0}) {
            const std::string scenario = river + fmt::format(R"([time]
start = 2025-11-01T00:00:00+08:00
duration = "2 d"
step_max = {0}
[[boundary]]
name = "head"
kind = "discharge"
reach = "r"
discharge = 0.5
[[lake]]
name = "pond"
area = "20000 m2"
bottom = "148 m"
stage = "152 m"
[[structure]]
name = "throttle"
kind = "weir"
from_lake = "pond"
to = {{ reach = "r", chainage = "1500 m" }}
crest = "150 m"
width = "0.5 m"
coefficient = 0.385
[output]
interval = {1}
)",
                                                             longest, interval);
            ASSERT_EQ(run_well(scenario).exit_code, 0);
            const std::vector<double> stage = column("lakes.csv", "stage_m");
            const std::vector<double> flow = column("structures.csv", "discharge_m3_s");
            const int whole = static_cast<int>(172800.0 / interval) + 1;
            const std::vector<double> heads = heads_by_runge_kutta(2.0, 20000.0, interval, whole);
            ASSERT_GE(stage.size(), heads.size());
            for (std::size_t i = 0; i < heads.size(); ++i) {
                const double exact = 0.385 * std::sqrt(2.0 * 9.81) * 0.5 * std::pow(heads[i], 1.5);
                EXPECT_NEAR((stage[i] - 150.0) / heads[i], 1.0, 2e-3) << interval << " s, row " << i;
                EXPECT_NEAR(flow[i] / exact, 1.0, 2.5e-3) << interval << " s, row " << i;
            }
        }
}

// Two days of a flood in rows of two minutes: the steps are those of the flow, the water is that of the rows, and the
// flow is as with steps of 30 s, which end at every row.
TEST_F(TimeOfStepsTest, RowsOfASmoothSeriesEndNoStep) {
    std::string rows = "time,discharge_m3_s\n";
    double volume = 0.0;
    const auto flood = [](int i) { return 10.0 + 50.0 * std::exp(-std::pow((120.0 * i - 7e4) / 1.5e4, 2)); };
    const auto rounded = [&](int i) { return std::stod(fmt::format("{:.6f}", flood(i))); };
    for (int i = 0; i <= 1440; ++i) {
        rows +=
            fmt::format("2025-11-{:02}T{:02}:{:02}:00+08:00,{:.6f}\n", 1 + i / 720, i / 30 % 24, i % 30 * 2, flood(i));
        volume += i == 1440 ? 0.0 : 60.0 * (rounded(i) + rounded(i + 1));
    }
    write("head.csv", rows);
    const std::string scenario = std::string(river) + R"([[boundary]]
name = "head"
kind = "discharge"
reach = "r"
discharge = { file = "head.csv" }
[output]
interval = "1 h"
[time]
start = 2025-11-01T00:00:00+08:00
duration = "2 d"
)";
    ASSERT_EQ(run_well(scenario + "step = 30\n").exit_code, 0);
    const std::vector<double> exact = column("stations.csv", "discharge_m3_s");
    const RunReport report = run_well(scenario);
    EXPECT_LT(report.summary.steps, 300);  // 192 of 900 s; the rows are 1440
    EXPECT_NEAR(report.summary.water.inflow, volume, 1e-9 * volume);
    const std::vector<double> flow = column("stations.csv", "discharge_m3_s");
    ASSERT_EQ(flow.size(), exact.size());
    for (std::size_t i = 0; i < flow.size(); ++i)
        EXPECT_NEAR(flow[i], exact[i], 0.005 * exact[i]) << "hour " << i;
}

// A triangle's peak is a bend, and a step ends there.
TEST_F(TimeOfStepsTest, APeakBetweenOutputsIsMet) {
    write("head.csv",
          "time,discharge_m3_s\n2025-11-01T00:00:00+08:00,10\n2025-11-01T05:00:00+08:00,10\n"
          "2025-11-01T06:07:00+08:00,100\n2025-11-01T08:00:00+08:00,10\n2025-11-02T00:00:00+08:00,10\n");
    const std::string scenario = std::string(river) + R"([[boundary]]
name = "head"
kind = "discharge"
reach = "r"
discharge = { file = "head.csv" }
[time]
start = 2025-11-01T00:00:00+08:00
duration = "1 d"
)";
    ASSERT_EQ(run_well(scenario + "step = 10\n[output]\ninterval = 60\n").exit_code, 0);
    const std::vector<double> exact = column("stations.csv", "discharge_m3_s");
    const RunReport report = run_well(scenario + "[output]\ninterval = 60\n");
    const std::vector<double> flow = column("stations.csv", "discharge_m3_s");
    EXPECT_NEAR(*std::max_element(flow.begin(), flow.end()), *std::max_element(exact.begin(), exact.end()), 0.5);
    EXPECT_NEAR(report.summary.water.inflow, 10.0 * 86400.0 + 0.5 * 90.0 * 10800.0, 1e-6);
}

// A gate that is shut at a time flows until then: the step that ends there does not know of it yet.
TEST_F(TimeOfStepsTest, AGateFlowsUntilItIsShut) {
    write("gate.csv",
          "time,opening_m\n2025-11-01T00:00:00+08:00,0.2\n2025-11-01T06:00:00+08:00,0\n"
          "2025-11-02T00:00:00+08:00,0\n");
    const RunReport report = run_well(std::string(river) + R"([[boundary]]
name = "head"
kind = "discharge"
reach = "r"
discharge = 0.5
[[lake]]
name = "pond"
area = "1e7 m2"
bottom = "148 m"
stage = "152 m"
[[structure]]
name = "gate"
kind = "sluice_gate"
from_lake = "pond"
to = { reach = "r", chainage = "1500 m" }
crest = "150 m"
width = "0.5 m"
opening = { file = "gate.csv", interpolation = "hold" }
[output]
interval = "1 h"
[time]
start = 2025-11-01T00:00:00+08:00
duration = "1 d"
)");
    const std::vector<double> flow = column("structures.csv", "discharge_m3_s");
    const std::vector<double> volume = column("lakes.csv", "volume_m3");
    EXPECT_GT(flow[5], 0.1);
    EXPECT_EQ(flow[7], 0.0);
    // the level hardly falls in a lake of 10 km2: what has left is the flow times the six hours
    EXPECT_NEAR(volume.front() - volume.back(), 21600.0 * flow[1], 1e-3 * 21600.0 * flow[1]);
    EXPECT_EQ(report.exit_code, 0);
}

}  // namespace
}  // namespace liriver::scenarios::runner
