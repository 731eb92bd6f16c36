#include "data/results/summary.h"

#include <fstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "data/results/atomic_file.h"
#include "tests/unit/data/results/example_network.h"

namespace liriver::data::results {
namespace {

Summary example_summary() {
    Summary summary;
    summary.scenario = "枯水期";
    summary.version = "0.1.0";
    summary.threads = 2;
    summary.simulated_seconds = 2'592'000.0;
    summary.steps = 40'000;
    summary.water = {
        .initial = 1e8, .inflow = 1.0 / 3.0, .outflow = 2.0, .sources = -4.0, .final = 5.0, .relative_error = 1e-16};
    summary.constituents = {
        {.name = "NH3-N", .unit = "mg/L", .amount_unit = "kg", .initial = 7.0, .load = 0.1, .maximum = 2.5}};
    summary.reservoirs = {{.name = "青狮潭", .natural = 12.0, .released = 34.0}};
    summary.stations = {{.name = "Guilin",
                         .mean_discharge = 44.0,
                         .target_discharge = 60.0,
                         .hours_below_target = 7.5,
                         .days_below_target = 3,
                         .volume_below_target = 1.25e6},
                        {.name = "Daxu", .mean_discharge = 50.0}};
    summary.events = {{"retry", "step halved", 12}};
    summary.assumptions = {"weir 甲: assumed"};
    summary.inputs = {{"../河.csv", "0123456789abcdef"}};
    return summary;
}

TEST(Summary, a_station_that_was_dry_says_when_water_arrived_and_null_where_none_came) {
    Summary summary = example_summary();
    summary.stations[0].greatest = {
        {141.5, "2025-11-03T00:00:00Z"}, {1.5, "2025-11-03T00:00:00Z"}, {0.7, "2025-11-02T00:00:00Z"}};
    summary.stations[1].greatest = {{}, {0.0, "2025-11-01T00:00:00Z"}, {}, true};
    const auto stations = nlohmann::json::parse(to_json(summary)).at("stations");
    EXPECT_EQ(stations.at("Guilin").at("greatest_stage_m"), 141.5);
    EXPECT_EQ(stations.at("Guilin").at("greatest_speed_m_s"), 0.7);
    EXPECT_EQ(stations.at("Guilin").at("greatest_speed_time"), "2025-11-02T00:00:00Z");
    EXPECT_FALSE(stations.at("Guilin").contains("arrival_time"));
    EXPECT_TRUE(stations.at("Guilin").at("target_first_met").is_null());
    EXPECT_TRUE(stations.at("Daxu").at("greatest_stage_m").is_null());
    EXPECT_TRUE(stations.at("Daxu").at("greatest_stage_time").is_null());
    EXPECT_TRUE(stations.at("Daxu").at("arrival_time").is_null());
}

TEST(Summary, has_the_keys_of_the_output_contract_and_the_same_bits) {
    const example::Folder folder;
    const std::filesystem::path path = folder.path() / "summary.json";
    ASSERT_TRUE(write_summary(path, example_summary()));
    const nlohmann::json json = nlohmann::json::parse(std::ifstream(path));
    EXPECT_EQ(json.at("scenario"), "枯水期");
    EXPECT_EQ(json.at("threads"), 2);
    EXPECT_EQ(json.at("steps"), 40'000);
    EXPECT_EQ(json.at("water").at("inflow_m3").get<double>(), 1.0 / 3.0);
    EXPECT_EQ(json.at("water").at("sources_m3"), -4.0);
    EXPECT_EQ(json.at("constituents").at("NH3-N").at("load").get<double>(), 0.1);
    EXPECT_EQ(json.at("constituents").at("NH3-N").at("unit"), "mg/L");
    EXPECT_EQ(json.at("reservoirs").at("青狮潭").at("released_m3"), 34.0);
    EXPECT_EQ(json.at("stations").at("Guilin").at("days_below_target"), 3);
    EXPECT_EQ(json.at("stations").at("Guilin").at("volume_below_target_m3"), 1.25e6);
    EXPECT_FALSE(json.at("stations").at("Daxu").contains("target_discharge_m3_s"));
    EXPECT_EQ(json.at("events").at(0).at("count"), 12);
    EXPECT_EQ(json.at("assumptions").at(0), "weir 甲: assumed");
    EXPECT_EQ(json.at("inputs").at("../河.csv"), "0123456789abcdef");
    for (const char* key : {"git", "wall_seconds", "cpu_seconds", "cell_updates", "simulated_seconds", "version"})
        EXPECT_TRUE(json.contains(key)) << key;
    EXPECT_FALSE(std::filesystem::exists(part_name(path)));
}

TEST(Summary, a_folder_that_is_not_there_is_an_error_that_names_the_file) {
    const auto written = write_summary("/nonexistent-folder/summary.json", example_summary());
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().place, "/nonexistent-folder/summary.json");
}

}  // namespace
}  // namespace liriver::data::results
