#include "scenarios/language/rewrite.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/language/reader.h"

namespace liriver::scenarios::language {
namespace {

using testing::HasSubstr;

Scenario parsed(const std::string& text, const std::string& file = "/rivers/li/river.toml") {
    data::tables::Problems problems;
    auto scenario = parse_scenario(text, file, {}, problems);
    EXPECT_TRUE(problems.empty()) << (problems.empty() ? "" : to_string(problems.front()));
    return std::move(scenario).value();
}

constexpr const char* tables = R"(# 漓江: the comment stays
schema = 1
[project]
name = "漓江"   # the name too
crs = "EPSG:32649"
vertical_datum = "EGM96"
[network]
reaches = "表/reaches.csv"
sections = ["a.csv", "/elsewhere/b.csv"]
[[roughness]]
zone = "channel"
manning_n = 0.03  # guessed
assumed = true
[[roughness]]
zone = "channel"
reach = "lower"
manning_n = 0.05
source = "a \"book\""
[[reach]]
name = "short"
length = "1 km"
manning_n = 0.02
[[boundary]]
name = "head"
kind = "discharge"
reach = "short"
discharge = { file = "../q.csv", column = "q" }
concentration = { NH3 = { file = "c.csv" } }
)";

const std::vector<ScenarioChange> changes{{ParameterKind::manning_n, "channel", "", 0.041, "found"},
                                          {ParameterKind::manning_n, "channel", "lower", 0.0512345678901234, "found"},
                                          {ParameterKind::manning_n, "channel", "short", 0.022, "found"},
                                          {ParameterKind::manning_n, "floodplain", "upper \"a\"", 0.1, "found"},
                                          {ParameterKind::width_factor, "", "short", 1.25, "found"},
                                          {ParameterKind::width_factor, "", "upper \"a\"", 0.5, "found"}};

TEST(Rewrite, PutsNumbersInTheirPlacesAndKeepsTheRest) {
    const auto text = rewrite_scenario(parsed(tables), changes, "/rivers/results/漓江");
    ASSERT_TRUE(text) << to_string(text.error().front());
    EXPECT_THAT(*text, HasSubstr("# 漓江: the comment stays\n"));
    EXPECT_THAT(*text, HasSubstr("name = \"漓江\"   # the name too\n"));
    EXPECT_THAT(*text, HasSubstr("manning_n = 0.041  # guessed\nassumed = false\n"));
    const Scenario again = parsed(*text, "/rivers/results/漓江/calibrated.toml");
    ASSERT_EQ(again.roughness.size(), 3U);
    EXPECT_EQ(again.roughness[0].manning_n, 0.041);
    EXPECT_EQ(again.roughness[0].provenance.source, "found");
    EXPECT_EQ(again.roughness[1].manning_n, 0.0512345678901234);
    EXPECT_EQ(again.roughness[1].provenance.source, "found");
    EXPECT_EQ(again.roughness[2].reach, "upper \"a\"");
    EXPECT_EQ(again.roughness[2].manning_n, 0.1);
    ASSERT_EQ(again.reaches.size(), 2U);
    EXPECT_EQ(again.reaches[0].manning_n, 0.022);
    EXPECT_EQ(again.reaches[0].width_factor, 1.25);
    EXPECT_EQ(again.reaches[1].name, "upper \"a\"");
    EXPECT_EQ(again.reaches[1].width_factor, 0.5);
}

TEST(Rewrite, PathsLeadToTheSameFilesFromTheNewFolder) {
    const auto text = rewrite_scenario(parsed(tables), {}, "/rivers/results/漓江");
    ASSERT_TRUE(text);
    const Scenario before = parsed(tables);
    const Scenario after = parsed(*text, "/rivers/results/漓江/calibrated.toml");
    EXPECT_THAT(*text, HasSubstr("reaches = \"../../li/表/reaches.csv\"\n"));
    EXPECT_THAT(*text, HasSubstr("sections = [\"../../li/a.csv\", \"/elsewhere/b.csv\"]\n"));
    EXPECT_EQ(after.network.reaches.path.lexically_normal(), before.network.reaches.path.lexically_normal());
    EXPECT_EQ(after.boundaries[0].discharge->file.path.lexically_normal(), "/rivers/q.csv");
    EXPECT_EQ(after.boundaries[0].concentration.at("NH3").file.path.lexically_normal(), "/rivers/li/c.csv");
}

TEST(Rewrite, TablesInOneLineAreServedToo) {
    constexpr const char* in_line = R"(schema = 1
project = { name = "x", crs = "EPSG:32649", vertical_datum = "EGM96" }
roughness = [{ zone = "channel", manning_n = 0.03 }]
reach = [ { name = "short", length = 1000 }, ])";
    const auto text = rewrite_scenario(parsed(in_line), changes, "/elsewhere");
    ASSERT_TRUE(text) << to_string(text.error().front());
    const Scenario again = parsed(*text);
    EXPECT_EQ(again.roughness.size(), 4U);
    EXPECT_EQ(again.reaches.size(), 2U);
}

TEST(Rewrite, WithoutAnyListTheyAreAdded) {
    const auto text = rewrite_scenario(
        parsed("schema = 1\nproject = { name = \"x\", crs = \"EPSG:32649\", vertical_datum = \"EGM96\" }"), changes,
        "/a");
    ASSERT_TRUE(text);
    EXPECT_EQ(parsed(*text).roughness.size(), 4U);
}

}  // namespace
}  // namespace liriver::scenarios::language
