// Loads from land: what a calendar year brings is people x coefficient x ratio, whatever the months or the runoff, and
// the river's balance has it.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <numeric>
#include <sstream>
#include <string>

#include "data/tables/time.h"
#include "scenario_test.h"
#include "scenarios/language/calendar.h"
#include "scenarios/runner/channel_model.h"
#include "scenarios/runner/diffuse_rates.h"
#include "tests/unit/scenarios/channel_scenario.h"

namespace liriver::scenarios::runner {
namespace {

using testing::HasSubstr;

// 12000 persons x 1.5 kg x 0.1 + 800 pigs x 2 g a day x 0.2 + 300 ha x 20 kg x 0.05:
// 1800 kg a year + 0.32 kg a day + 300 kg a year.
std::string village(const std::string& course) {
    return R"toml([[constituent]]
name = "NH3-N"
[[station]]
name = "below"
reach = "r"
chainage = "18 km"
[[diffuse_load]]
name = "village"
reach = "r"
from_chainage = "5 km"
to_chainage = "12 km"
)toml" + course +
           R"toml([[diffuse_load.sources]]
name = "residents"
people = 12000
coefficient = { NH3-N = "1.5 kg/(person a)" }
entry_ratio = 0.1
assumed = true
[[diffuse_load.sources]]
name = "pigs"
livestock = 800
coefficient = { NH3-N = "2 g/(head d)" }
entry_ratio = 0.2
[[diffuse_load.sources]]
name = "paddy"
land = "3 km2"
coefficient = { NH3-N = "20 kg/ha/a" }
entry_ratio = 0.05
)toml";
}
constexpr const char* by_months =
    "monthly_shares = [0.02, 0.03, 0.05, 0.1, 0.2, 0.25, 0.15, 0.1, 0.04, 0.03, 0.02, 0.01]\nbase_flow_share = 0.3\n";

double kilograms(int days) { return 1800.0 + 0.32 * days + 300.0; }

std::string days_from(const char* start, double days) {
    std::string text =
        text_of({.time = fmt::format("duration = \"{} d\"\nstep = \"6 h\"\n", days), .output = "30 d"}, "");
    text.replace(text.find("2025-11-01"), 10, start);
    return text;
}

class DiffuseLoadTest : public ScenarioTest {
  protected:
    /// The load's rate of NH3-N in a scenario.
    [[nodiscard]] solver::forcing::Function rate(const std::string& scenario) const {
        const auto model = load(scenario);
        if (!model) {
            ADD_FAILURE() << to_string(model.error().front());
            return {};
        }
        return diffuse_rate(model->scenario.diffuse_loads.at(0), "NH3-N", model->scenario);
    }
    /// What a rate brings from one local midnight to another; times count from `start`.
    [[nodiscard]] static double between(const solver::forcing::Function& rate, const char* start, const char* from,
                                        const char* to) {
        const auto at = [](const char* day) {
            return data::tables::parse_time(fmt::format("{}T00:00:00+08:00", day)).value();
        };
        return rate.integral(data::tables::seconds_between(at(start), at(from)),
                             data::tables::seconds_between(at(start), at(to)));
    }
};

TEST_F(DiffuseLoadTest, AYearBringsWhatItsSourcesGiveOffWhateverTheMonths) {
    for (const char* course : {"", by_months}) {
        const auto load = rate(days_from("2023-11-01", 900) + village(course));
        const double usual = between(load, "2023-11-01", "2025-01-01", "2026-01-01");
        const double leap = between(load, "2023-11-01", "2024-01-01", "2025-01-01");
        EXPECT_NEAR(usual / kilograms(365), 1.0, 1e-14) << course;
        EXPECT_NEAR(leap / kilograms(366), 1.0, 1e-14) << course;
    }
}

// June has a quarter of what does not come with base flow, and 30 days of what does.
TEST_F(DiffuseLoadTest, AMonthBringsItsShareBesideBaseFlow) {
    const auto load = rate(days_from("2025-03-01", 200) + village(by_months));
    EXPECT_NEAR(between(load, "2025-03-01", "2025-06-01", "2025-07-01"),
                kilograms(365) * (0.7 * 0.25 + 0.3 * 30.0 / 365.0), 1e-9);
}

// A straight line from 1 m3/s to 3 m3/s over each year: the first half brings 1.5 of 4 parts.
TEST_F(DiffuseLoadTest, GoesAsTheDischargeGoes) {
    write("q.csv",
          "time,discharge_m3_s\n2024-12-01T00:00:00+08:00,1\n2025-01-01T00:00:00+08:00,1\n"
          "2026-01-01T00:00:00+08:00,3\n2026-01-02T00:00:00+08:00,1\n2027-01-01T00:00:00+08:00,3\n");
    const std::string by = "discharge = { file = \"q.csv\" }\nbase_flow_share = 0.2\n";
    const auto load = rate(days_from("2025-06-01", 400) + village(by));
    EXPECT_NEAR(between(load, "2025-06-01", "2025-01-01", "2026-01-01") / kilograms(365), 1.0, 1e-12);
    EXPECT_NEAR(between(load, "2025-06-01", "2026-01-01", "2027-01-01") / kilograms(365), 1.0, 1e-12);
    const double half = kilograms(365) * (0.8 * (1.0 + 2.0) / 2.0 / 4.0 + 0.2 * 0.5);
    const auto noon = [](const char* time) { return data::tables::parse_time(time).value(); };
    const auto start = noon("2025-06-01T00:00:00+08:00");
    EXPECT_NEAR(load.integral(data::tables::seconds_between(start, noon("2025-01-01T00:00:00+08:00")),
                              data::tables::seconds_between(start, noon("2025-07-02T12:00:00+08:00"))),
                half, 1e-9 * half);
    // twice as wet as the mean of many years
    const auto wet =
        rate(days_from("2025-06-01", 30) + village("discharge = { file = \"q.csv\" }\nmean_discharge = 1\n"));
    EXPECT_NEAR(between(wet, "2025-06-01", "2025-01-01", "2026-01-01") / (2.0 * kilograms(365)), 1.0, 1e-12);
}

TEST_F(DiffuseLoadTest, TheRunsBalanceHasItAndSaysItsName) {
    const RunReport report = run_well(days_from("2025-05-22", 20) + village(by_months));
    const double may = kilograms(365) * (0.7 * 0.2 / 31.0 + 0.3 / 365.0) * 10.0;
    const double june = kilograms(365) * (0.7 * 0.25 / 30.0 + 0.3 / 365.0) * 10.0;
    const auto& balance = report.summary.constituents.at(0);
    EXPECT_NEAR(balance.load / (may + june), 1.0, 1e-13);
    EXPECT_LT(balance.relative_error, 1e-12);
    ASSERT_EQ(report.summary.loads.size(), 1U);
    const auto& load = report.summary.loads.at(0);
    EXPECT_EQ(load.kind, "diffuse_load");
    EXPECT_EQ(load.name, "village");
    EXPECT_TRUE(load.assumed);
    EXPECT_NEAR(load.constituents.at(0).load / (may + june), 1.0, 1e-13);
    EXPECT_NEAR(load.constituents.at(0).a_year.value(), kilograms(365), 1e-9);
    EXPECT_THAT(report.summary.assumptions, testing::Contains("residents of diffuse load village: assumed"));
    EXPECT_THAT(bytes("out/summary.json"), HasSubstr("\"diffuse_loads\""));
}

// In 20 m3/s; halfway down the stretch half of it has come in.
TEST_F(DiffuseLoadTest, IsSpreadAlongItsStretchInASteadyState) {
    std::string text = text_of({.time = "steady = true\n"}, village(""));
    text += "[[station]]\nname = \"within\"\nreach = \"r\"\nchainage = \"8500 m\"\n";
    static_cast<void>(run_well(text));
    const double seconds = 365.0 * 86400.0;
    const auto concentration = last("NH3-N");
    const double all = kilograms(365) / seconds / 20.0 * 1000.0;  // mg/L
    EXPECT_NEAR(concentration.back() / all, 1.0, 1e-6);
    EXPECT_NEAR(concentration.front(), 0.0, 1e-12);
    const std::size_t within = 8400 / 200;  // a section every 200 m
    EXPECT_NEAR(concentration[within] / all, (8400.0 - 5000.0) / 7000.0, 1e-3);
}

TEST_F(DiffuseLoadTest, EntersWhereAnInflowDoes) {
    std::string text = days_from("2025-11-01", 3) + village("") +
                       "[[inflow]]\nname = \"brook\"\nreach = \"r\"\nchainage = \"6 km\"\ndischarge = 1\n";
    const std::string place = "reach = \"r\"\nfrom_chainage = \"5 km\"\nto_chainage = \"12 km\"\n";
    text.replace(text.find(place), place.size(), "inflow = \"brook\"\n");
    const auto model = load(text);
    ASSERT_TRUE(model) << to_string(model.error().front());
    const auto channel = build_channel_model(*model).value();
    ASSERT_EQ(channel.driver.spread_loads.at(0).shares.size(), 1U);
    const auto cell = static_cast<std::size_t>(channel.driver.spread_loads[0].shares[0].volume);
    EXPECT_NEAR(channel.nodes[cell].chainage, 6000.0, 101.0);
}

TEST_F(DiffuseLoadTest, IsASourceOfItsOwnWhereSourcesAreTagged) {
    std::string text = days_from("2025-11-01", 3) + village("");
    text.replace(text.find("name = \"NH3-N\"\n"), 15, "name = \"NH3-N\"\ntag_sources = true\n");
    static_cast<void>(run_well(text));
    std::istringstream rows(bytes("out/tagged_sources.csv"));
    double part = 0.0;
    for (std::string row; std::getline(rows, row);)
        if (row.find("diffuse_load,village,") != std::string::npos)
            part = std::stod(row.substr(row.find("village,") + 8));
    const double all = kilograms(365) / (365.0 * 86400.0) / 20.0 * 1000.0;
    EXPECT_NEAR(part / all, 1.0, 1e-3);
}

TEST_F(DiffuseLoadTest, GoesOnFromACheckpointWithTheSameBits) {
    expect_same_bits_after_a_restart(days_from("2025-05-22", 20) + village(by_months), std::chrono::hours(9 * 24));
}

}  // namespace
}  // namespace liriver::scenarios::runner
