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
    s.constituents = {{.name = "dye", .unit = "mg/L", .relative_error = 2e-15, .maximum = 5.0}};
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

}  // namespace
}  // namespace liriver::scenarios::cli
