// What a run says at its end: which balance failed, and what its boundaries were.
#include "scenarios/cli/results_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace liriver::scenarios::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

data::results::Summary summary() {
    data::results::Summary s;
    s.scenario = "ponds";
    s.water = {1e6, 2e6, 1e6, 0.0, 2e6, 3e-16};
    s.constituents = {{.name = "dye", .unit = "mg/L", .amount_unit = "kg", .relative_error = 2e-15, .maximum = 5.0}};
    return s;
}

TEST(ResultsTable, a_balance_that_failed_is_said_to_have_failed) {
    EXPECT_THAT(results_table(summary()), Not(HasSubstr("FAILED")));
    auto off = summary();
    off.constituents[0].relative_error = 3e-6;
    EXPECT_THAT(results_table(off), HasSubstr("balance of dye: 3.0e-06; from 0 to 5 mg/L  FAILED\n"));
    EXPECT_THAT(results_table(off), HasSubstr("balance of water: 3.0e-16 of 3 million m3\n"));
}

TEST(ResultsTable, each_boundary_of_a_surface_has_its_stretch_and_what_came_in) {
    EXPECT_THAT(results_table(summary()), Not(HasSubstr("boundary")));
    auto on_surface = summary();
    on_surface.boundaries = {{"上游 head", "discharge", 4, 40.0, 149.95, 0.0, 8.25, 1.5e6}};
    EXPECT_THAT(
        results_table(on_surface),
        HasSubstr("上游 head  discharge           40.0       4      149.95         0.0       8.2       1.5e+06\n"));
}

TEST(ResultsTable, an_intake_that_got_less_than_it_wanted_is_told) {
    EXPECT_THAT(results_table(summary()), Not(HasSubstr("intake")));
    auto short_of_water = summary();
    short_of_water.abstractions = {{"水厂", 2e6, 1.5e6, 36.25}};
    EXPECT_THAT(results_table(short_of_water),
                HasSubstr("水厂                   2             1.5             0.5         36.2\n"));
}

TEST(ResultsTable, figures_are_readable_for_a_tank_and_for_a_long_river) {
    auto tank = summary();
    tank.simulated_seconds = 22.5;
    tank.stations = {{.name = "gate", .mean_discharge = 0.000123, .maximum_discharge = 0.045}};
    EXPECT_THAT(results_table(tank), HasSubstr("ponds: 22.5 s in "));
    EXPECT_THAT(results_table(tank), HasSubstr("  0.000123"));
    auto wave = summary();
    wave.simulated_seconds = 5400.0;
    EXPECT_THAT(results_table(wave), HasSubstr("ponds: 1.5 h in "));
    auto river = summary();
    river.simulated_seconds = 60 * 86400.0;
    EXPECT_THAT(results_table(river), HasSubstr("ponds: 60 days in "));
}

data::results::StationAccount gauge(const std::string& name) {
    return {.name = name, .mean_discharge = 10.0, .minimum_discharge = 5.0, .maximum_discharge = 20.0};
}

TEST(ResultsTable, tells_how_long_after_the_start_a_target_was_first_met) {
    auto s = summary();
    s.start = "2025-11-01T00:00:00Z";
    s.stations = {gauge("桂林"), gauge("阳朔"), gauge("平乐")};
    s.stations[0].target_discharge = s.stations[1].target_discharge = 60.0;
    s.stations[0].target_first_met = "2025-11-06T23:15:00Z";
    EXPECT_THAT(results_table(s), HasSubstr("     60.00           0.0            0     5.97 days\n"));
    EXPECT_THAT(results_table(s), HasSubstr("     60.00           0.0            0         never\n"));
    EXPECT_THAT(results_table(s), HasSubstr("平乐         10.00      5.00     20.00\n"));
}

TEST(ResultsTable, has_each_constituent_of_each_station_with_its_unit_three_beside_each_other) {
    EXPECT_THAT(results_table(summary()), Not(HasSubstr("concentration")));
    auto s = summary();
    s.stations = {gauge("桂林"), gauge("dry")};
    for (const char* name : {"NH3-N", "COD", "TP", "salt"}) {
        s.stations[0].concentrations.push_back({name, "mg/L", 0.1284, {1.5, ""}});
        s.stations[1].concentrations.push_back({name, "mg/L", std::nan(""), {}});
    }
    EXPECT_THAT(results_table(s),
                HasSubstr("concentration                 NH3-N                 COD                  TP\n"
                          "                     mean   largest      mean   largest      mean   largest\n"
                          "                     mg/L      mg/L      mg/L      mg/L      mg/L      mg/L\n"
                          "桂林                0.128       1.5     0.128       1.5     0.128       1.5\n"
                          "dry                     -         -         -         -         -         -\n\n"
                          "concentration                  salt\n"));
}

TEST(ResultsTable, tells_how_long_releases_take_to_stations_below_by_table_and_by_rule) {
    EXPECT_THAT(results_table(summary()), Not(HasSubstr("travel time")));
    auto s = summary();
    s.stations = {gauge("桂林"), gauge("above the dams")};
    s.reservoirs = {{.name = "青狮潭", .travel = {{"桂林", 67.31, 13.5}}}, {.name = "川江"}};
    s.target_flows = {{.name = "supply", .station = "桂林", .members = {{"川江", 38.0, 21.2}}}};
    EXPECT_THAT(results_table(s), HasSubstr("travel time, h               青狮潭              川江\n"
                                            "                   at first    full  at first    full\n"
                                            "桂林                   67.3    13.5      38.0    21.2\n\n"));
    EXPECT_THAT(results_table(s), HasSubstr("above the dams       10.00"));
    EXPECT_THAT(results_table(s), Not(HasSubstr("above the dams        ")));
}

}  // namespace
}  // namespace liriver::scenarios::cli
