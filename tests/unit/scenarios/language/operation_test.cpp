// Pools, rules and target flows in a scenario: what is read, and that all mistakes are named at once.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "scenarios/language/load.h"
#include "scenarios/language/operation.h"

namespace liriver::scenarios::language {
namespace {

namespace fs = std::filesystem;

constexpr const char* river = R"(schema = 1
[project]
name = "small"
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
[[roughness]]
zone = "channel"
manning_n = 0.03
[[boundary]]
name = "outlet"
kind = "normal_depth"
reach = "main"
end = "downstream"
[[station]]
name = "town"
reach = "main"
chainage = 3000
[[constituent]]
name = "NH3-N"
)";

class OperationTest : public testing::Test {
  protected:
    void SetUp() override {
        folder = fs::path(testing::TempDir()) /
                 (std::string("liriver 调度 ") + testing::UnitTest::GetInstance()->current_test_info()->name());
        fs::remove_all(folder);
        fs::create_directories(folder);
        std::ofstream(folder / "storage.csv") << "level_m,volume_m3\n200,1e6\n220,2e7\n";
    }
    void TearDown() override { fs::remove_all(folder); }

    tl::expected<Model, data::tables::Problems> load_with(const std::string& tables) {
        std::ofstream(folder / "river.toml") << river << tables;
        return load(folder / "river.toml", {});
    }

    fs::path folder;
};

constexpr const char* dam = R"([[reservoir]]
name = "dam"
reach = "main"
inflow = "3 m3/s"
storage = "storage.csv"
initial_level = "210 m"
dead_level = "205 m"
)";

TEST_F(OperationTest, IsReadInSiUnits) {
    const auto model = load_with(std::string(dam) + R"(ramp_up = "7.2 m3/s/h"
flood_limit_level = "212 m"
flood_season = "04-01 to 08-31"
evaporation = "2 mm/d"
[[rule]]
name = "flush"
reservoir = "dam"
release = "20 m3/s"
dates = "11-01 to 03-31"
hours = "22:00 to 06:00"
[[rule.when]]
station = "town"
concentration_above = { NH3-N = "1 mg/L" }
until_concentration = { NH3-N = 0.5 }
[[target_flow]]
name = "town"
station = "town"
target = "8 m3/s"
reservoirs = [{ name = "dam", travel_time = "3 h" }]
)");
    ASSERT_TRUE(model.has_value()) << to_string(model.error().front());
    const Pool& pool = model->scenario.reservoirs.at(0).pool;
    EXPECT_DOUBLE_EQ(*pool.ramp_up, 0.002);
    EXPECT_DOUBLE_EQ(*pool.evaporation->constant, 0.002 / 86400.0);
    EXPECT_EQ(pool.flood_dates->to, (data::registers::MonthDay{8, 31}));
    EXPECT_EQ(pool.storage_table.volume.back(), 2e7);
    const OperationRule& rule = model->scenario.rules.at(0);
    EXPECT_DOUBLE_EQ(rule.hour_span->from, 79200.0);
    EXPECT_DOUBLE_EQ(*rule.when.at(0).concentration_above.at("NH3-N").constant, 1e-3);
    EXPECT_DOUBLE_EQ(*rule.when.at(0).until_concentration.at("NH3-N").constant, 0.5e-3);
    EXPECT_EQ(model->scenario.target_flows.at(0).reservoirs.at(0).travel_time, 10800.0);
}

// A rule sets what the structure's own key would, within that key's bounds.
TEST_F(OperationTest, ASettingKeepsTheBoundsOfTheKeyThatItSets) {
    const auto model = load_with(R"([[structure]]
name = "gate"
kind = "sluice_gate"
reach = "main"
chainage = 2000
crest = "148 m"
width = "10 m"
opening = "1 m"
[[structure]]
name = "off-take"
kind = "diversion"
reach = "main"
chainage = 4000
share = 0.2
[[rule]]
name = "shut"
structure = "gate"
setting = -1
[[rule]]
name = "all and more"
structure = "off-take"
setting = 3
[[rule]]
name = "half"
structure = "off-take"
setting = 0.5
)");
    ASSERT_FALSE(model);
    ASSERT_EQ(model.error().size(), 2U) << to_string(model.error().back());
    EXPECT_EQ(model.error()[0].key, "rule[shut].setting");
    EXPECT_EQ(model.error()[0].code, "out-of-bounds");
    EXPECT_EQ(model.error()[1].key, "rule[all and more].setting");
    EXPECT_EQ(model.error()[1].expected, "at least 0 and at most 1, as `open_share` of a diversion");
}

TEST_F(OperationTest, NamesAllItsMistakesAtOnce) {
    const auto model = load_with(std::string(dam) + R"(normal_level = "204 m"
flood_season = "summer"
[[reservoir]]
name = "plain"
reach = "main"
release = "1 m3/s"
ramp_up = "1 m3/s/h"
[[rule]]
name = "a"
reservoir = "plain"
setting = 1
hours = "25:00 to 06:00"
[[rule.when]]
station = "twon"
discharge_above = "3 m3/s"
until_discharge = "4 m3/s"
[[rule.when]]
station = "town"
[[target_flow]]
name = "t"
station = "town"
reservoirs = [{ name = "dam" }, { name = "dam" }]
)");
    ASSERT_FALSE(model.has_value());
    std::vector<std::string> keys;
    for (const auto& problem : model.error()) {
        EXPECT_GT(problem.line, 0) << to_string(problem);
        keys.push_back(problem.code + " " + problem.key);
    }
    EXPECT_THAT(keys, testing::IsSupersetOf({
                          std::string("missing-key reservoir[dam].flood_limit_level"),
                          std::string("bad-date reservoir[dam].flood_season"),
                          std::string("missing-key reservoir[plain].ramp_up"),
                          std::string("missing-key reservoir[plain].storage"),
                          std::string("missing-key rule[a].release"),
                          std::string("not-used rule[a].setting"),
                          std::string("bad-date rule[a].hours"),
                          std::string("unknown-station rule[a].when.station"),
                          std::string("out-of-order rule[a].when.until_discharge"),
                          std::string("missing-key rule[a].when"),
                          std::string("missing-key target_flow[t].target"),
                          std::string("repeated-name target_flow[t].reservoirs"),
                      }));
}

TEST_F(OperationTest, RefusesLevelsOutOfTheirOrder) {
    const auto model = load_with(std::string(dam) +
                                 "normal_level = \"204 m\"\nspillway_crest = \"221 m\"\n"
                                 "spillway_width = \"10 m\"\n");
    ASSERT_FALSE(model.has_value());
    ASSERT_EQ(model.error().size(), 2U);
    EXPECT_EQ(model.error()[0].key, "reservoir[dam].normal_level");
    EXPECT_EQ(model.error()[0].expected, "205 m to 220 m");
    EXPECT_EQ(model.error()[1].key, "reservoir[dam].spillway_crest");
}

TEST(Spans, OfDatesAndHours) {
    EXPECT_EQ(parse_dates("11-01 to 03-31")->to, (data::registers::MonthDay{3, 31}));
    EXPECT_FALSE(parse_dates("11-01"));
    EXPECT_FALSE(parse_dates("11-31 to 03-31"));
    EXPECT_EQ(parse_hours("22:00 to 24:00")->to, 86400.0);
    EXPECT_FALSE(parse_hours("24:30 to 06:00"));
}

}  // namespace
}  // namespace liriver::scenarios::language
