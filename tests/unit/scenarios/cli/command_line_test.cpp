#include "scenarios/cli/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

namespace liriver::scenarios::cli {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

struct Result {
    Exit exit = Exit::good;
    std::string out, err;
};

Result liriver(const std::vector<std::string>& arguments) {
    std::ostringstream out, err;
    Result result;
    result.exit = run_command_line(arguments, out, err);
    result.out = out.str();
    result.err = err.str();
    return result;
}

class CommandLine : public testing::Test {
  protected:
    void SetUp() override {
        folder = fs::path(testing::TempDir()) /
                 (std::string("liriver 命令 ") + testing::UnitTest::GetInstance()->current_test_info()->name());
        fs::remove_all(folder);
        fs::create_directories(folder);
    }
    void TearDown() override { fs::remove_all(folder); }

    /// Every file below the folder with its size and its time of writing.
    [[nodiscard]] std::map<std::string, std::pair<std::uintmax_t, fs::file_time_type>> state() const {
        std::map<std::string, std::pair<std::uintmax_t, fs::file_time_type>> files;
        for (const auto& entry : fs::recursive_directory_iterator(folder))
            if (entry.is_regular_file())
                files[entry.path().string()] = {entry.file_size(), entry.last_write_time()};
        return files;
    }

    fs::path folder;
};

TEST_F(CommandLine, ANewScenarioPassesItsCheck) {
    const std::string fresh = (folder / "我的 河流").string();
    const Result made = liriver({"new", fresh});
    EXPECT_EQ(made.exit, Exit::good) << made.err;
    const Result checked = liriver({"check", fresh + "/river.toml"});
    EXPECT_EQ(checked.exit, Exit::good) << checked.err;
    EXPECT_THAT(checked.out, HasSubstr("2 reaches, 132 sections, 1 station, 1 constituent, 1 outfall; "
                                       "2025-11-01T00:00:00+08:00 to 2025-11-06T00:00:00+08:00"));
}

TEST_F(CommandLine, NewRefusesAFolderInUseAndAFile) {
    std::ofstream(folder / "mine.txt") << "x";
    EXPECT_EQ(liriver({"new", folder.string()}).exit, Exit::bad_input);
    EXPECT_EQ(liriver({"new", (folder / "mine.txt").string()}).exit, Exit::bad_input);
    EXPECT_EQ(liriver({"new", (folder / "mine.txt" / "below").string()}).exit, Exit::bad_input);
    EXPECT_EQ(state().size(), 1U);
}

TEST_F(CommandLine, CheckNamesProblemsExitsTwoAndWritesNothing) {
    const std::string fresh = (folder / "river").string();
    ASSERT_EQ(liriver({"new", fresh}).exit, Exit::good);
    const auto before = state();
    const Result result = liriver({"check", fresh + "/river.toml", "--set", "time.duration=10 m", "--set",
                                   "outfall.treatment works.chainage=99 km", "--set", "output.intervall=5"});
    EXPECT_EQ(result.exit, Exit::bad_input);
    EXPECT_EQ(result.out, "");
    EXPECT_THAT(result.err, HasSubstr("--set time.duration=10 m: error[wrong-unit]"));
    EXPECT_THAT(result.err, HasSubstr("error[off-reach]"));
    EXPECT_THAT(result.err, HasSubstr("error[unknown-key]"));
    EXPECT_THAT(result.err, HasSubstr("3 problems; nothing was written."));
    EXPECT_EQ(state(), before);
}

TEST_F(CommandLine, CheckTakesChangesInAnyPlace) {
    const std::string fresh = (folder / "river").string();
    ASSERT_EQ(liriver({"new", fresh}).exit, Exit::good);
    const Result result = liriver({"check", "--set", "time.duration=2 d", fresh + "/river.toml"});
    EXPECT_EQ(result.exit, Exit::good) << result.err;
    EXPECT_THAT(result.out, HasSubstr("to 2025-11-03T00:00:00+08:00"));
}

TEST_F(CommandLine, FilesThatCannotBeReadAreBadInput) {
    EXPECT_THAT(liriver({"check", (folder / "none.toml").string()}).err, HasSubstr("error[missing-file]"));
    EXPECT_THAT(liriver({"check", folder.string()}).err, HasSubstr("found a directory"));
    std::ofstream(folder / "gbk.toml", std::ios::binary) << "schema = 1\n# \xC0\xEC\xBD\xAD\n";
    const Result result = liriver({"check", (folder / "gbk.toml").string()});
    EXPECT_EQ(result.exit, Exit::bad_input);
    EXPECT_THAT(result.err, HasSubstr(":2: error[not-utf8]: found text in GB18030 (GBK)"));
}

TEST_F(CommandLine, MeshRefusesAScenarioWithoutLines) {
    const std::string fresh = (folder / "river").string();
    ASSERT_EQ(liriver({"new", fresh}).exit, Exit::good);
    const Result result = liriver({"mesh", fresh + "/river.toml"});
    EXPECT_EQ(result.exit, Exit::bad_input);
    EXPECT_THAT(result.err, HasSubstr("error[not-for-mesh]"));
}

TEST_F(CommandLine, CheckOfAMeshScenarioReadsItsRastersAndLines) {
    std::ofstream(folder / "terrain.toml") << R"(schema = 1
[project]
name = "x"
crs = "EPSG:32649"
vertical_datum = "EGM96"
[[terrain.rasters]]
file = "cut.tif"
vertical_datum = "EGM96"
[[network.lines]]
file = "none.geojson"
[[reach]]
name = "漓江"
)";
    // The first bytes of a GeoTIFF and no more.
    std::ofstream(folder / "cut.tif", std::ios::binary) << std::string("II*\0\x08\0\0\0\x10\0", 10);
    const Result result = liriver({"check", (folder / "terrain.toml").string()});
    EXPECT_EQ(result.exit, Exit::bad_input);
    EXPECT_THAT(result.err, HasSubstr("cut.tif"));
    EXPECT_THAT(result.err, HasSubstr("none.geojson"));
}

TEST_F(CommandLine, RenderSaysWhatIsMissing) {
    const Result result = liriver({"render", folder.string()});
    EXPECT_EQ(result.exit, Exit::bad_input);
    EXPECT_THAT(result.err, HasSubstr("found an empty folder, expected the results of a run or a mesh: network.nc"));
    EXPECT_THAT(result.err, HasSubstr("surface.nc"));
    EXPECT_THAT(liriver({"render", (folder / "none").string()}).err, HasSubstr("found no such folder"));
    std::ofstream(folder / "notes.txt") << "x";
    EXPECT_THAT(liriver({"render", folder.string()}).err, HasSubstr("found neither, but notes.txt, expected"));
    std::ofstream(folder / "surface.nc.part") << "x";
    EXPECT_THAT(liriver({"render", folder.string()}).err, HasSubstr("surface.nc.part"));
    EXPECT_THAT(liriver({"render", folder.string(), "--time", "noon"}).err, HasSubstr("--time"));
    EXPECT_THAT(liriver({"render", folder.string(), "--size", "huge"}).err, HasSubstr("--size"));
}

TEST_F(CommandLine, VersionIsAnOptionToo) {
    const Result option = liriver({"--version"});
    EXPECT_EQ(option.exit, Exit::good);
    EXPECT_EQ(option.out, liriver({"version"}).out);
    EXPECT_THAT(option.out, testing::StartsWith("liriver "));
}

TEST_F(CommandLine, AnUnknownCommandIsNamedWithTheOneThatWasMeant) {
    const Result result = liriver({"rnu", "river.toml"});
    EXPECT_EQ(result.exit, Exit::bad_input);
    EXPECT_THAT(result.err, HasSubstr("error[unknown-command]: found \"rnu\", expected one of "));
    EXPECT_THAT(result.err, HasSubstr("did you mean run?"));
}

TEST_F(CommandLine, QuotesAndDashesOfADocumentAreNamed) {
    for (const char* argument : {"“my river.toml”", "‘river.toml’", "–output", "—set"}) {
        const Result result = liriver({"check", argument});
        EXPECT_EQ(result.exit, Exit::bad_input);
        EXPECT_THAT(result.err, HasSubstr(std::string("error[curly-quotes]: found ") + argument));
    }
}

TEST_F(CommandLine, CheckTellsAProgramInJson) {
    const std::string fresh = (folder / "river").string();
    ASSERT_EQ(liriver({"new", fresh}).exit, Exit::good);
    const Result good = liriver({"check", "--json", fresh + "/river.toml"});
    EXPECT_EQ(good.exit, Exit::good) << good.err;
    const auto read = nlohmann::json::parse(good.out);
    EXPECT_EQ(read["good"], true);
    EXPECT_EQ(read["problem_count"], 0);
    EXPECT_THAT(std::string(read["notes"].back()), HasSubstr("good. 2 reaches"));
    const Result bad = liriver({"check", "--json", fresh + "/river.toml", "--set", "output.intervall=5"});
    EXPECT_EQ(bad.exit, Exit::bad_input);
    EXPECT_EQ(bad.err, "");
    const auto refused = nlohmann::json::parse(bad.out);
    EXPECT_EQ(refused["good"], false);
    EXPECT_EQ(refused["problems"][0]["error"], "unknown-key");
    EXPECT_EQ(refused["problems"][0]["file"], "--set output.intervall=5");
}

TEST_F(CommandLine, ProblemsBesideJsonProgressAreJsonLines) {
    const std::string fresh = (folder / "river").string();
    ASSERT_EQ(liriver({"new", fresh}).exit, Exit::good);
    const Result result = liriver({"run", fresh + "/river.toml", "--output", (folder / "o").string(), "--json-progress",
                                   "--set", "output.intervall=5"});
    EXPECT_EQ(result.exit, Exit::bad_input);
    std::istringstream lines(result.err);
    std::vector<std::string> codes;
    for (std::string line; std::getline(lines, line);)
        codes.push_back(nlohmann::json::parse(line)["error"]);
    EXPECT_THAT(codes, testing::ElementsAre("unknown-key", "bad-input"));
}

TEST_F(CommandLine, OfManyProblemsAHundredAreShownAndAllAreCounted) {
    std::string text = "schema = 1\n";
    for (int key = 0; key < 3000; ++key)
        text += "unknown_" + std::to_string(key) + " = 1\n";
    std::ofstream(folder / "many.toml") << text;
    const Result result = liriver({"check", (folder / "many.toml").string()});
    EXPECT_EQ(result.exit, Exit::bad_input);
    EXPECT_EQ(std::count(result.err.begin(), result.err.end(), '\n'), 101);
    EXPECT_THAT(result.err, HasSubstr(" problems, of which these are the first 100; nothing was written."));
}

TEST_F(CommandLine, RenderRefusesATimeOutsideTheRunAndTellsLocalTimes) {
    const std::string fresh = (folder / "river").string();
    const std::string out = (folder / "o").string();
    ASSERT_EQ(liriver({"new", fresh}).exit, Exit::good);
    ASSERT_EQ(liriver({"run", fresh + "/river.toml", "--output", out, "--set", "time.duration=2 h"}).exit, Exit::good);
    const Result within = liriver({"render", out, "--size", "300", "--time", "2025-11-01T01:00:00+08:00"});
    EXPECT_EQ(within.exit, Exit::good) << within.err;
    EXPECT_THAT(within.out, HasSubstr("at 2025-11-01T01:00:00+08:00"));
    for (const char* time : {"2025-10-31T23:59:59+08:00", "2025-11-01T02:00:01+08:00", "1999-01-01T00:00:00Z"}) {
        const Result outside = liriver({"render", out, "--size", "300", "--time", time});
        EXPECT_EQ(outside.exit, Exit::bad_input);
        EXPECT_THAT(outside.err,
                    HasSubstr("expected a time from 2025-11-01T00:00:00+08:00 to 2025-11-01T02:00:00+08:00"));
    }
}

TEST_F(CommandLine, SchemaComesAsJsonAndMarkdown) {
    EXPECT_THAT(liriver({"schema"}).out, HasSubstr("\"$schema\": \"https://json-schema.org/draft/2020-12/schema\""));
    EXPECT_THAT(liriver({"schema", "--markdown"}).out, testing::StartsWith("# The scenario language"));
}

TEST_F(CommandLine, ClassifySaysWhyAndWritesWhatItSays) {
    std::ofstream(folder / "s.csv") << "station,time,NH3-N (mg/L)\na,2025-11-05T09:00:00+08:00,2.5\n";
    const std::string table = (folder / "s.csv").string(), output = (folder / "out").string();
    const Result judged = liriver({"classify", table, "--target", "Ⅲ类", "--output", output});
    EXPECT_EQ(judged.exit, Exit::good) << judged.err;
    EXPECT_THAT(judged.out,
                HasSubstr("a 2025-11: worse than V 劣Ⅴ类; target III missed; main pollutants NH3-N (1.50)"));
    EXPECT_THAT(judged.out, HasSubstr("above 2.0 mg/L, the limit of class V (GB 3838-2002, table 1 no. 7)"));
    for (const char* name : {"classes.csv", "classes.json", "csv-metadata.json"})
        EXPECT_TRUE(fs::exists(folder / "out" / name)) << name;
    const Result again = liriver({"classify", table, "--output", output});
    EXPECT_EQ(again.exit, Exit::bad_input);
    EXPECT_THAT(again.err, HasSubstr("--overwrite"));
    EXPECT_EQ(liriver({"classify", table, "--output", output, "--overwrite"}).exit, Exit::good);
}

TEST_F(CommandLine, ClassifyRefusesOptionsThatAreNoneAndWritesNothing) {
    std::ofstream(folder / "s.csv") << "station,time,NH3-N (mg/L)\na,2025-11-05T09:00:00+08:00,2.5\n";
    const Result result = liriver({"classify", (folder / "s.csv").string(), "--target", "VI", "--time-zone", "east",
                                   "--flood-season", "4-13", "--item", "x", "--output", (folder / "out").string()});
    EXPECT_EQ(result.exit, Exit::bad_input);
    for (const char* key : {"--target", "--time-zone", "--flood-season", "--item"})
        EXPECT_THAT(result.err, HasSubstr(key));
    EXPECT_THAT(result.err, HasSubstr("4 problems; nothing was written."));
    EXPECT_FALSE(fs::exists(folder / "out"));
    const Result unknown = liriver({"classify", (folder / "s.csv").string(), "--rule", "mee-2012", "--output", "out"});
    EXPECT_EQ(unknown.exit, Exit::bad_input);
    EXPECT_THAT(unknown.err, HasSubstr("did you mean mee-2011-22?"));
}

TEST_F(CommandLine, SchemaShowsTheStandardsToo) {
    const Result schema = liriver({"schema", "--standards"});
    EXPECT_EQ(schema.exit, Exit::good);
    EXPECT_THAT(schema.out, HasSubstr("| NH3-N 氨氮 |  | <= | 0.15 | 0.5 | 1.0 | 1.5 | 2.0 |"));
}

TEST_F(CommandLine, VersionNamesTheCommit) {
    EXPECT_THAT(liriver({"version"}).out, testing::MatchesRegex("liriver [0-9.]+ \\(git [0-9a-z+]+, compiler .*\\)\n"));
}

TEST_F(CommandLine, WrongUsageIsBadInputAndHelpIsNot) {
    EXPECT_EQ(liriver({}).exit, Exit::bad_input);
    EXPECT_EQ(liriver({"chekc", "x"}).exit, Exit::bad_input);
    EXPECT_EQ(liriver({"check"}).exit, Exit::bad_input);
    EXPECT_EQ(liriver({"check", "a", "--nonsense"}).exit, Exit::bad_input);
    const Result help = liriver({"--help"});
    EXPECT_EQ(help.exit, Exit::good);
    EXPECT_THAT(help.out, HasSubstr("Exit codes: 0 good"));
    EXPECT_EQ(liriver({"check", "--help"}).exit, Exit::good);
}

}  // namespace
}  // namespace liriver::scenarios::cli
