#include "scenarios/language/reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

namespace liriver::scenarios::language {
namespace {

using data::tables::Problem;
using data::tables::Problems;
using testing::IsEmpty;

const char* const least = R"(schema = 1
[project]
name = "枯水期"
crs = "EPSG:32649"
vertical_datum = "EGM96"
[time]
start = 2025-11-01T00:00:00+08:00
duration = "30 d"
)";

struct Result {
    Scenario scenario;
    Problems problems;
};

Result read(const std::string& text, const std::vector<std::string>& overrides = {}) {
    Result result;
    if (auto scenario = parse_scenario(text, "/rivers/dry season/a.toml", overrides, result.problems))
        result.scenario = *scenario;
    return result;
}

Problem only(const std::string& text, const std::vector<std::string>& overrides = {}) {
    const Result result = read(text, overrides);
    EXPECT_EQ(result.problems.size(), 1U);
    for (const Problem& problem : result.problems)
        if (result.problems.size() != 1)
            ADD_FAILURE() << to_string(problem);
    return result.problems.empty() ? Problem{} : result.problems.front();
}

TEST(Reader, ReadsTheLeastScenarioAndKeepsDefaults) {
    const Result result = read(least);
    EXPECT_THAT(result.problems, IsEmpty());
    EXPECT_EQ(result.scenario.project.name, "枯水期");
    EXPECT_EQ(result.scenario.project.time_zone.count(), 480);
    EXPECT_EQ(data::tables::format_utc(*result.scenario.time.start), "2025-10-31T16:00:00Z");
    EXPECT_EQ(result.scenario.time.duration, 30.0 * 86400.0);
    EXPECT_EQ(result.scenario.output.interval, 3600.0);
    EXPECT_EQ(result.scenario.time.at.line, 6);
}

TEST(Reader, TakesUtcAsATimeZone) {
    for (const char* zone : {"UTC", "Z", "+00:00", "+00"}) {
        const std::string text =
            std::regex_replace(least, std::regex("\\[time\\]"), std::string("time_zone = \"") + zone + "\"\n[time]");
        const Result result = read(text);
        EXPECT_THAT(result.problems, IsEmpty()) << zone;
        EXPECT_EQ(result.scenario.project.time_zone.count(), 0) << zone;
    }
}

TEST(Reader, ReadsEveryKindOfValue) {
    const Result result = read(std::string(least) + R"(
[network]
sections = ["../a.csv", "b c.csv"]
surveyed = "one.csv"
[[network.lines]]
file = "r.geojson"
names_by_id = { 839051432 = "川江" }
kinds = ["river"]
[[boundary]]
name = "head"
kind = "discharge"
reach = "漓江"
end = "upstream"
discharge = { file = "q.csv", column = "q_m3_s", interpolation = "hold" }
concentration = { NH3-N = "0.3 mg/L", Cl = 5 }
[[station]]
name = "Guilin"
sections = [{ reach = "漓江", chainage = "95 km" }, { reach = "小东江", chainage = 1200 }]
target = "60 m3/s"
[[outfall]]
name = "a"
reach = "漓江"
point = { lon = 110.3, lat = 25.28 }
load = { NH3-N = "5 g/s" }
assumed = true
confidence = "L"
)");
    for (const Problem& problem : result.problems)
        ADD_FAILURE() << to_string(problem);
    const Scenario& s = result.scenario;
    EXPECT_EQ(s.network.sections.at(0).path, "/rivers/a.csv");
    EXPECT_EQ(s.network.sections.at(1).path, "/rivers/dry season/b c.csv");
    EXPECT_EQ(s.network.surveyed.at(0).path, "/rivers/dry season/one.csv");
    EXPECT_EQ(s.network.lines.at(0).names_by_id.at("839051432"), "川江");
    const Boundary& head = s.boundaries.at(0);
    EXPECT_EQ(head.discharge->column, "q_m3_s");
    EXPECT_EQ(head.discharge->interpolation, Interpolation::hold);
    EXPECT_EQ(head.concentration.at("NH3-N").constant, 0.0003);
    EXPECT_TRUE(head.concentration.at("Cl").in_constituent_unit);
    EXPECT_EQ(s.stations.at(0).sections.at(0).chainage, 95000.0);
    EXPECT_EQ(s.stations.at(0).target->constant, 60.0);
    EXPECT_TRUE(s.outfalls.at(0).place.point->geographic);
    EXPECT_EQ(s.outfalls.at(0).load.at("NH3-N").constant, 0.005);
    EXPECT_TRUE(s.outfalls.at(0).provenance.assumed);
    EXPECT_EQ(s.outfalls.at(0).provenance.confidence, "L");
}

TEST(Reader, AnUnknownKeyIsNamedWithTheNearestOne) {
    const Problem problem = only(std::string(least) + "step_maxx = 5\n");
    EXPECT_EQ(problem.code, "unknown-key");
    EXPECT_EQ(problem.line, 9);
    EXPECT_EQ(problem.column, 1);
    EXPECT_EQ(problem.key, "time.step_maxx");
    EXPECT_EQ(problem.hint, "step_max");
}

TEST(Reader, AKeyInTheWrongTableIsNamedWithItsHome) {
    EXPECT_EQ(only(std::string(least) + "vtk_interval = 5\n").hint, "output.vtk_interval");
}

TEST(Reader, EachMistakeHasItsCodeAndLine) {
    const struct {
        const char* line;
        const char* code;
    } cases[] = {
        {"step_max = \"900 m\"", "wrong-unit"},
        {"step_max = \"900 fortnights\"", "unknown-unit"},
        {"step_max = \"long\"", "not-a-number"},
        {"step_max = nan", "not-a-number"},
        {"step_max = 0", "out-of-bounds"},
        {"step_max = true", "wrong-type"},
        {"step_max = [1]", "wrong-type"},
        {"end = 2025-12-01T00:00:00", "no-offset"},
        {"end = 2025-12-01", "wrong-type"},
        {"end = \"2025-02-30T00:00:00+08:00\"", "bad-time"},
        {"[network]\nclose_gaps = -1", "out-of-bounds"},
        {"[network]\nsections = [1.5]", "wrong-type"},
        {"[network]\nreaches = \"\"", "empty-text"},
        {"[output]\nrelief = \"a\\nb\"", "control-character"},
        {"[[station]]\ntarget = 3", "missing-key"},
        {"[station]\nname = \"x\"", "wrong-type"},
        {"[[outfall]]\nname = \"x\"\npoint = [1]", "wrong-type"},
        {"[[outfall]]\nname = \"x\"\npoint = { lon = 200, lat = 0 }", "out-of-bounds"},
        {"[[outfall]]\nname = \"x\"\nload = 5", "wrong-type"},
        {"[[outfall]]\nname = \"x\"\nload = { a = \"5 m\" }", "wrong-unit"},
        {"[[outfall]]\nname = \"x\"\ndischarge = \"-1 m3/s\"", "out-of-bounds"},
        {"[[boundary]]\nname = \"x\"\nkind = \"discarge\"", "unknown-word"},
        {"[[boundary]]\nname = \"x\"\nkind = \"stage\"\nstage = { colum = 1, file = \"x\" }", "unknown-key"},
    };
    for (const auto& c : cases) {
        const Problem problem = only(std::string(least) + c.line + "\n");
        EXPECT_EQ(problem.code, c.code) << c.line << ": " << to_string(problem);
        EXPECT_GE(problem.line, 9) << c.line;
        EXPECT_NE(problem.expected, "") << c.line;
    }
}

TEST(Reader, MissingTablesAndKeysAreNamed) {
    const Result result = read("[project]\nname = \"x\"\n");
    std::vector<std::string> keys;
    for (const Problem& problem : result.problems)
        keys.push_back(problem.key);
    EXPECT_THAT(keys, testing::UnorderedElementsAre("schema", "project.crs", "project.vertical_datum"));
}

TEST(Reader, ASyntaxErrorIsReportedAlone) {
    for (const char* text : {"schema = = 1\nnonsense = 2\n", "a = 1\na = 2\n", "t = 2025-02-30T00:00:00Z\n"})
        EXPECT_EQ(only(text).code, "toml-syntax");
    EXPECT_EQ(only("schema = 1\nt = 2025-02-30T00:00:00Z\n").line, 2);
}

TEST(Reader, AScenarioInGbkIsRefusedWithTheReason) {
    const Problem problem = only("schema = 1\nname = \"\xC0\xEC\xBD\xAD\"\n");
    EXPECT_EQ(problem.code, "not-utf8");
    EXPECT_EQ(problem.line, 2);
    EXPECT_EQ(problem.found, "text in GB18030 (GBK)");
}

TEST(Reader, OverridesGoThroughTheSameTable) {
    const std::string text = std::string(least) + "[[outfall]]\nname = \"七里店\"\nreach = \"漓江\"\n";
    const Result result =
        read(text, {"time.duration=10 d", "output.interval=\"2 h\"", "outfall.七里店.chainage=50",
                    "outfall.1.discharge=0.5 m3/s", "project.name=other=name", "time.start=2026-01-01T00:00:00+08:00"});
    for (const Problem& problem : result.problems)
        ADD_FAILURE() << to_string(problem);
    EXPECT_EQ(result.scenario.time.duration, 864000.0);
    EXPECT_EQ(result.scenario.output.interval, 7200.0);
    EXPECT_EQ(result.scenario.outfalls.at(0).place.chainage, 50.0);
    EXPECT_EQ(result.scenario.outfalls.at(0).discharge->constant, 0.5);
    EXPECT_EQ(result.scenario.project.name, "other=name");
    EXPECT_EQ(data::tables::format_utc(*result.scenario.time.start), "2025-12-31T16:00:00Z");
}

TEST(Reader, AWrongOverrideIsNamedByItsArgument) {
    EXPECT_EQ(to_string(only(least, {"time.duration=10 m"})),
              "--set time.duration=10 m: error[wrong-unit]: time.duration: found \"10 m\", a length (m), expected "
              "a duration (s)");
    EXPECT_EQ(only(least, {"time.duratoin=10 d"}).hint, "duration");
    EXPECT_EQ(only(least, {"nonsense"}).code, "bad-override");
    EXPECT_EQ(only(least, {"a..b=1"}).code, "bad-override");
    EXPECT_EQ(only(least, {"schema.x=1"}).code, "bad-override");
    EXPECT_EQ(only(std::string(least) + "[[outfall]]\nname = \"bridge\"\n", {"outfall.brigde.chainage=1"}).hint,
              "bridge");
}

}  // namespace
}  // namespace liriver::scenarios::language
