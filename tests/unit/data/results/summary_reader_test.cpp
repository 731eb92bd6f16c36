#include "data/results/summary_reader.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>

namespace liriver::data::results {
namespace {

TEST(SummaryReader, ReadsBackEveryBitThatWasWritten) {
    Summary s;
    s.scenario = "漓江";
    s.version = "0.1.0";
    s.git = "abc";
    s.threads = 2;
    s.options = "--set a=1";
    s.simulated_seconds = 1.0 / 3.0;
    s.wall_seconds = 0.1;
    s.cpu_seconds = 0.2;
    s.steps = 7;
    s.cell_updates = 1LL << 40;
    s.water = {1.0, 2.0, 3.0, -0.1, 0.3, 1e-16};
    s.constituents = {{"NH3-N", "mg/L", "kg", 1.0, 2.0, 3.0, 4.0, -5.0, 6.0, 1e-17, 0.1, 0.7}};
    s.reservoirs = {{"青狮潭", 1e6, 2e6}};
    s.boundaries = {{"上游", "discharge", 5, 49.7, 147.0 + 1.0 / 3.0, 0.1, 8.2, 3.6e5}};
    s.stations = {{"Guilin", 47.3, 18.4, 60.2, 60.0, 412.8, 17}, {"Daxu", 53.5, 25.1, 66.8}};
    s.reservoirs[0].travel = {{"Guilin", 67.3, 40.0 / 3.0}};
    s.stations[0].target_first_met = "2025-11-06T23:15:00Z";
    s.stations[0].concentrations = {{"NH3-N", "mg/L", 0.1 / 3.0, {0.2 / 3.0, "2025-11-02T01:02:03Z"}}};
    s.stations[0].greatest = {
        {140.0 + 1.0 / 3.0, "2025-11-03T00:00:00Z"}, {2.5, "2025-11-03T00:00:00Z"}, {1.1, "2025-11-04T00:00:00Z"}};
    // dry from end to end: no stage, no speed, no arrival
    s.stations[1].greatest = {{}, {0.0, "2025-11-01T00:00:00Z"}, {}, true};
    s.events = {{"retry", "steps taken again, shorter", 3}};
    s.assumptions = {"n: assumed"};
    s.inputs = {{"river.toml", "00ff"}};
    const auto path = std::filesystem::path(testing::TempDir()) / "liriver summary 读.json";
    ASSERT_TRUE(write_summary(path, s));
    const auto read = read_summary(path);
    std::filesystem::remove(path);
    ASSERT_TRUE(read);
    EXPECT_EQ(to_json(*read), to_json(s));
    EXPECT_EQ(read->stations[0].greatest->stage.value, 140.0 + 1.0 / 3.0);
    EXPECT_TRUE(std::isnan(read->stations[1].greatest->stage.value));
    EXPECT_TRUE(read->stations[1].greatest->dry_at_start);
}

TEST(SummaryReader, RefusesWhatIsNone) {
    const auto path = std::filesystem::path(testing::TempDir()) / "liriver no summary.json";
    for (const char* text : {"", "[1]", "{\"scenario\": 1}", "{\"scenario\": \"x\"}"}) {
        std::ofstream(path) << text;
        const auto read = read_summary(path);
        ASSERT_FALSE(read) << text;
        EXPECT_EQ(read.error().place, path.string());
    }
    std::filesystem::remove(path);
    EXPECT_FALSE(read_summary(path));
}

}  // namespace
}  // namespace liriver::data::results
