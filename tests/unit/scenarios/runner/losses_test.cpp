// Given what takes water out of a river on its way, when it runs, then each gets what it should and no more than there
// is, and every balance closes. The river: 5 m3/s on 6 km, 10 m wide, n = 0.03, S = 0.001.

#include <cmath>
#include <string>

#include "scenario_test.h"

namespace liriver::scenarios::runner {
namespace {

const std::string river = R"(schema = 1
[project]
name = "losses"
crs = "EPSG:32649"
vertical_datum = "EGM96"
[time]
start = 2025-11-01T00:00:00+08:00
duration = "4 h"
[[reach]]
name = "main"
length = "6 km"
slope = 0.001
bottom_width = "10 m"
upstream_bed = "150 m"
spacing = "100 m"
manning_n = 0.03
[[boundary]]
name = "head"
kind = "discharge"
reach = "main"
discharge = "5 m3/s"
concentration = { tracer = "7 mg/L" }
[[boundary]]
name = "outlet"
kind = "normal_depth"
reach = "main"
end = "downstream"
[[constituent]]
name = "tracer"
initial = "7 mg/L"
[[station]]
name = "middle"
reach = "main"
chainage = "3 km"
[[station]]
name = "end"
reach = "main"
chainage = "6 km"
)";

class LossesTest : public ScenarioTest {
  protected:
    data::results::Summary run_with(const std::string& more) {
        auto summary = run_only(more);
        if (summary.constituents.empty())
            return summary;
        EXPECT_NEAR(summary.constituents.at(0).minimum, 7.0, 7e-12);  // all water carries the same
        EXPECT_NEAR(summary.constituents.at(0).maximum, 7.0, 7e-12);
        return summary;
    }

    // Holds the balances alone.
    data::results::Summary run_only(const std::string& more) {
        auto summary = run_well(river + more).summary;
        EXPECT_LE(summary.water.relative_error, 1e-12);
        for (const auto& constituent : summary.constituents)
            EXPECT_LE(constituent.relative_error, 1e-12);
        return summary;
    }
};

constexpr double four_hours = 4.0 * 3600.0;

TEST_F(LossesTest, AnAbstractionGetsItsDemand) {
    const auto summary = run_with(
        "[[abstraction]]\nname = \"water works\"\nreach = \"main\"\nchainage = \"2 km\"\ndemand = \"2 m3/s\"\n");
    ASSERT_EQ(summary.abstractions.size(), 1U);
    EXPECT_NEAR(summary.abstractions[0].demanded, 2.0 * four_hours, 1e-6);
    EXPECT_NEAR(summary.abstractions[0].taken, 2.0 * four_hours, 1e-6);
    EXPECT_EQ(summary.abstractions[0].hours_short, 0.0);
    EXPECT_NEAR(mean_at(summary, "middle"), 3.0, 1e-4);  // 5 - 2
}

TEST_F(LossesTest, AnAbstractionGetsNoMoreThanThereIs) {
    const auto summary = run_with(
        "[[abstraction]]\nname = \"water works\"\nreach = \"main\"\nchainage = \"2 km\"\ndemand = \"8 m3/s\"\n");
    ASSERT_EQ(summary.abstractions.size(), 1U);
    EXPECT_NEAR(summary.abstractions[0].demanded, 8.0 * four_hours, 1e-6);
    EXPECT_LE(summary.abstractions[0].taken, 5.0 * four_hours);
    EXPECT_GT(summary.abstractions[0].taken, 4.5 * four_hours);
    EXPECT_NEAR(summary.abstractions[0].hours_short, 4.0, 1e-9);
    EXPECT_NEAR(mean_at(summary, "middle"), 5.0 - summary.abstractions[0].taken / four_hours, 1e-3);
}

TEST_F(LossesTest, AnIntakeAboveTheWaterGetsNothing) {
    const auto summary = run_with(
        "[[abstraction]]\nname = \"pump\"\nreach = \"main\"\nchainage = \"2 km\"\ndemand = \"2 m3/s\"\n"
        "intake_level = \"149.5 m\"\n");  // the bed is at 148 m, the water 0.7 m deep
    EXPECT_EQ(summary.abstractions.at(0).taken, 0.0);
    EXPECT_NEAR(mean_at(summary, "end"), 5.0, 1e-4);
}

// A weak exchange leaves the depth at Manning's y_n (A = 10 y, P = 10 + 2 y): the aquifer then gives
// C (head - mean stage), the mean stage being that half way, 147 m + y_n.
TEST_F(LossesTest, AnAquiferGivesConductanceTimesTheDifferenceOfHeads) {
    double y_n = 0.7;
    for (int k = 0; k < 100; ++k)
        y_n = std::pow(5.0 * 0.03 / std::sqrt(0.001), 0.6) * std::pow(10.0 + 2.0 * y_n, 0.4) / 10.0;
    const auto summary = run_with(
        "[[groundwater]]\nname = \"karst\"\nreach = \"main\"\nconductance = \"1e-4 m2/s\"\nhead = \"155 m\"\n"
        "concentration = { tracer = \"7 mg/L\" }\n");
    ASSERT_EQ(summary.groundwater.size(), 1U);
    EXPECT_NEAR(summary.groundwater[0].to_river / (1e-4 * (155.0 - 147.0 - y_n) * four_hours), 1.0, 2e-3);
    EXPECT_EQ(summary.groundwater[0].from_river, 0.0);
}

// An aquifer below the bed takes C (stage - bed), whatever its head.
TEST_F(LossesTest, AnAquiferBelowTheBedTakesByTheDepthAlone) {
    double y_n = 0.7;
    for (int k = 0; k < 100; ++k)
        y_n = std::pow(5.0 * 0.03 / std::sqrt(0.001), 0.6) * std::pow(10.0 + 2.0 * y_n, 0.4) / 10.0;
    const auto summary = run_with(
        "[[groundwater]]\nname = \"karst\"\nreach = \"main\"\nfrom_chainage = \"1 km\"\nto_chainage = \"5 km\"\n"
        "conductance = \"1e-4 m2/s\"\nhead = \"120 m\"\n");
    ASSERT_EQ(summary.groundwater.size(), 1U);
    EXPECT_NEAR(summary.groundwater[0].from_river / (1e-4 * y_n * four_hours), 1.0, 2e-3);
    EXPECT_EQ(summary.groundwater[0].to_river, 0.0);
}

TEST_F(LossesTest, AnAquiferTakesNoMoreThanThereIs) {
    const auto summary =
        run_with("[[groundwater]]\nname = \"karst\"\nreach = \"main\"\nconductance = \"50 m2/s\"\nhead = \"120 m\"\n");
    EXPECT_LE(summary.groundwater.at(0).from_river, 5.0 * four_hours * (1.0 + 1e-9));
    EXPECT_LT(mean_at(summary, "end"), 0.05);
}

// The channel's walls stand upright: its water is 10 m wide at any depth, 60 000 m2 on the whole reach.
constexpr double water_surface = 60000.0;

TEST_F(LossesTest, RainOnTheWaterRunsOffWithIt) {
    const auto summary =
        run_with("[[weather]]\nname = \"shower\"\nrain = \"30 mm/h\"\nconcentration = { tracer = \"7 mg/L\" }\n");
    ASSERT_EQ(summary.weather.size(), 1U);
    EXPECT_NEAR(summary.weather[0].rain, 0.030 * 4.0 * water_surface, 1e-6);
    EXPECT_EQ(summary.weather[0].evaporation, 0.0);
    EXPECT_NEAR(mean_at(summary, "middle"), 5.0 + 0.5 * 0.030 / 3600.0 * water_surface, 1e-3);
}

// In steady flow the amount carried is the same everywhere, while the water grows less: c_end = c Q / (Q - E). Within a
// step the water goes last: up to E dt / V, 0.1 %, more.
TEST_F(LossesTest, EvaporationTakesWaterAndLeavesWhatItCarries) {
    const auto summary = run_only("[[weather]]\nname = \"dry wind\"\nreach = \"main\"\nevaporation = \"20 mm/h\"\n");
    ASSERT_EQ(summary.weather.size(), 1U);
    EXPECT_NEAR(summary.weather[0].evaporation, 0.020 * 4.0 * water_surface, 1e-6);
    const double evaporated = 0.020 / 3600.0 * water_surface;
    EXPECT_NEAR(summary.constituents.at(0).maximum, 7.0 * 5.0 / (5.0 - evaporated), 7e-3);
    EXPECT_NEAR(summary.constituents.at(0).minimum, 7.0, 0.01);
}

TEST_F(LossesTest, EvaporationTakesNoMoreThanThereIs) {
    const auto summary = run_only("[[weather]]\nname = \"furnace\"\nevaporation = \"500 mm/h\"\n");
    ASSERT_EQ(summary.weather.size(), 1U);
    EXPECT_LE(summary.weather[0].evaporation, summary.water.initial + 5.0 * four_hours);
    EXPECT_GT(summary.weather[0].evaporation, 4.9 * four_hours);
    EXPECT_LT(mean_at(summary, "end"), 0.01);
}

// Half as much falls on the reach that has a weather of its own as on one under the general one.
TEST_F(LossesTest, AReachsOwnWeatherGoesBeforeTheGeneralOne) {
    const auto summary = run_only(
        "[[weather]]\nname = \"everywhere\"\nrain = \"30 mm/h\"\n"
        "[[weather]]\nname = \"here\"\nreach = \"main\"\nrain = \"15 mm/h\"\n");
    ASSERT_EQ(summary.weather.size(), 2U);
    EXPECT_EQ(summary.weather[0].rain, 0.0);
    EXPECT_NEAR(summary.weather[1].rain, 0.015 * 4.0 * water_surface, 1e-6);
}

TEST_F(LossesTest, ASinkingStreamComesBackWithWhatItCarries) {
    const auto summary = run_with(
        "[[sinking_stream]]\nname = \"cave\"\nreach = \"main\"\nchainage = \"2 km\"\ncapacity = \"2 m3/s\"\n"
        "lag = \"1 h\"\nreturns = { reach = \"main\", chainage = \"4 km\" }\n");
    ASSERT_EQ(summary.sinking_streams.size(), 1U);
    const auto& cave = summary.sinking_streams[0];
    EXPECT_NEAR(cave.sunk, 2.0 * four_hours, 1e-3);
    EXPECT_NEAR(cave.under_way_at_start, 2.0 * 3600.0, 1e-3);
    EXPECT_NEAR(cave.under_way, 2.0 * 3600.0, 1e-2);
    EXPECT_NEAR(cave.sunk, cave.returned + cave.under_way - cave.under_way_at_start, 1e-9 * cave.sunk);
    EXPECT_NEAR(mean_at(summary, "middle"), 3.0, 1e-3);
    EXPECT_NEAR(mean_at(summary, "end"), 5.0, 1e-3);
}

TEST_F(LossesTest, ASwallowHoleLargerThanTheStreamTakesItAll) {
    const auto summary = run_with(
        "[[sinking_stream]]\nname = \"cave\"\nreach = \"main\"\nchainage = \"2 km\"\ncapacity = \"20 m3/s\"\n");
    const auto& cave = summary.sinking_streams.at(0);
    EXPECT_LE(cave.sunk, 5.0 * four_hours * (1.0 + 1e-9));
    EXPECT_GT(cave.sunk, 4.9 * four_hours);
    EXPECT_EQ(cave.returned, 0.0);
    EXPECT_LT(mean_at(summary, "middle"), 0.1);
}

TEST_F(LossesTest, ARestartHasTheSameWaterUnderground) {
    const std::string cave =
        "[[sinking_stream]]\nname = \"cave\"\nreach = \"main\"\nchainage = \"2 km\"\ncapacity = \"2 m3/s\"\n"
        "lag = \"1 h\"\nreturns = { reach = \"main\", chainage = \"4 km\" }\n";
    const auto whole = run_with(cave);
    const auto model = language::load(folder_ / "river.toml");
    RunOptions options;
    options.output = folder_ / "first";
    options.until = data::tables::parse_time("2025-11-01T02:00:00+08:00").value();
    ASSERT_TRUE(run(*model, options));
    options.restart = options.output / "checkpoint.h5";
    options.output = folder_ / "second";
    options.until.reset();
    const auto second = run(*model, options);
    ASSERT_TRUE(second);
    EXPECT_EQ(second->summary.sinking_streams.at(0).sunk, whole.sinking_streams.at(0).sunk);
    EXPECT_EQ(second->summary.sinking_streams.at(0).returned, whole.sinking_streams.at(0).returned);
    EXPECT_EQ(second->summary.sinking_streams.at(0).under_way, whole.sinking_streams.at(0).under_way);
    EXPECT_EQ(second->summary.water.final, whole.water.final);
}

}  // namespace
}  // namespace liriver::scenarios::runner
