#include "scenarios/studies/compare.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "data/results/summary.h"

namespace liriver::scenarios::studies {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

class CompareRuns : public testing::Test {
  protected:
    void SetUp() override {
        folder = fs::path(testing::TempDir()) /
                 (std::string("liriver 比较 ") + testing::UnitTest::GetInstance()->current_test_info()->name());
        fs::remove_all(folder);
    }
    void TearDown() override { fs::remove_all(folder); }

    // A run of four hours with its output at uneven times.
    [[nodiscard]] fs::path make(const std::string& name, double below, const std::string& options,
                                const std::string& rows) const {
        fs::create_directories(folder / name);
        data::results::Summary s;
        s.scenario = "small";
        s.version = "0.1.0";
        s.options = options;
        s.water = {100.0, 50.0, 40.0, 0.0, 110.0, 1e-16};
        s.stations = {{"桥, bridge", 20.0, 10.0, 30.0, 25.0, below, 1}};
        s.constituents = {{"NH3-N", "mg/L", "kg", 1.0, 2.0, 0.5, 0.25, -0.5, 2.25, 0.0, 0.1, 3.0}};
        s.inputs = {{"river.toml", "00ff"}, {"q.csv", name == "a" ? "1234" : "5678"}};
        EXPECT_TRUE(data::results::write_summary(folder / name / "summary.json", s));
        std::ofstream(folder / name / "stations.csv")
            << "time_utc,time_local,station,stage_m,discharge_m3_s,velocity_m_s,depth_m,NH3-N_mg_L\n"
            << rows;
        return folder / name;
    }

    [[nodiscard]] static std::string row(int hour, const char* stage, const char* discharge, const char* ammonia) {
        return "2025-11-01T0" + std::to_string(hour) + ":00:00Z,2025-11-01T0" + std::to_string(hour) +
               ":00:00Z,\"桥, bridge\"," + stage + "," + discharge + ",1,1," + ammonia + "\n";
    }

    [[nodiscard]] static std::vector<double> values(const Comparison& comparison, const std::string& name,
                                                    const std::string& unit) {
        for (const ComparedNumber& n : comparison.numbers)
            if (n.group == "stations" && n.name == name && n.unit == unit)
                return n.values;
        return {};
    }

    fs::path folder;
};

TEST_F(CompareRuns, ShowsStationsSideBySide) {
    const auto a = make("a", 3.5, "", row(0, "100", "10", "") + row(1, "102", "20", "1") + row(4, "102", "30", "3"));
    const auto b = make("b", 1.0, "--set x=1", row(0, "100", "10", "2") + row(4, "104", "27", "2"));
    const auto comparison = compare_runs({a, b});
    ASSERT_TRUE(comparison) << to_string(comparison.error().front());
    EXPECT_THAT(values(*comparison, "below target", "h"), ElementsAre(3.5, 1.0));
    // By trapezoids: (101 * 1 h + 102 * 3 h) / 4 h, and 102.
    EXPECT_THAT(values(*comparison, "mean stage", "m"), ElementsAre(testing::DoubleNear(101.75, 1e-12), 102.0));
    EXPECT_THAT(values(*comparison, "largest stage", "m"), ElementsAre(102.0, 104.0));
    // Where there was no water there is no concentration: only 1 and 3 count.
    EXPECT_THAT(values(*comparison, "mean NH3-N", "mg/L"), ElementsAre(2.0, 2.0));
    EXPECT_THAT(values(*comparison, "smallest NH3-N", "mg/L"), ElementsAre(1.0, 2.0));
    // At the times that both have: hours 0 and 4.
    EXPECT_THAT(values(*comparison, "farthest from the first in discharge", "m3/s"), ElementsAre(0.0, 3.0));
    EXPECT_THAT(values(*comparison, "mean discharge", "m3/s"), ElementsAre(20.0, 20.0));
}

TEST_F(CompareRuns, NamesWhatDiffersInOptionsAndInputs) {
    const auto a = make("a", 3.5, "", row(0, "100", "10", "1"));
    const auto b = make("b", 1.0, "--set x=1", row(0, "100", "10", "2"));
    const auto comparison = compare_runs({a, b, a});
    ASSERT_TRUE(comparison);
    ASSERT_EQ(comparison->differences.size(), 2U);
    EXPECT_EQ(comparison->differences[0].name, "options");
    EXPECT_THAT(comparison->differences[0].values, ElementsAre("", "--set x=1", ""));
    EXPECT_EQ(comparison->differences[1].name, "input q.csv");
    EXPECT_THAT(comparison->differences[1].values, ElementsAre("1234", "5678", "1234"));
    const auto json = nlohmann::json::parse(comparison_json(*comparison));
    EXPECT_EQ(json["runs"].size(), 3U);
    EXPECT_EQ(json["numbers"].size(), comparison->numbers.size());
}

TEST_F(CompareRuns, NamesEveryFolderThatHoldsNoRun) {
    const auto a = make("a", 3.5, "", row(0, "100", "10", "1") + row(1, "x", "10", "1"));
    fs::create_directories(folder / "empty");
    fs::create_directories(folder / "other");
    std::ofstream(folder / "other" / "summary.json") << "{\"scenario\": 5}";
    std::ofstream(folder / "other" / "stations.csv") << "time_utc,station\n";
    const auto comparison = compare_runs({a, folder / "empty", folder / "none", folder / "other"});
    ASSERT_FALSE(comparison);
    std::string all;
    for (const auto& problem : comparison.error())
        all += to_string(problem) + "\n";
    EXPECT_THAT(all, HasSubstr("stations.csv:3:"));
    EXPECT_THAT(all, HasSubstr("empty/summary.json: error[no-results]"));
    EXPECT_THAT(all, HasSubstr("none: error[no-results]: found no folder"));
    EXPECT_THAT(all, HasSubstr("other/summary.json: error[no-results]: found what is no run's summary"));
}

}  // namespace
}  // namespace liriver::scenarios::studies
