#include "scenarios/cli/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
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
    EXPECT_THAT(liriver({"render", folder.string()}).err, HasSubstr("surface.nc.part, a run that has not ended"));
    EXPECT_THAT(liriver({"render", folder.string(), "--time", "noon"}).err, HasSubstr("--time"));
    EXPECT_THAT(liriver({"render", folder.string(), "--size", "huge"}).err, HasSubstr("--size"));
}

TEST_F(CommandLine, SchemaComesAsJsonAndMarkdown) {
    EXPECT_THAT(liriver({"schema"}).out, HasSubstr("\"$schema\": \"https://json-schema.org/draft/2020-12/schema\""));
    EXPECT_THAT(liriver({"schema", "--markdown"}).out, testing::StartsWith("# The scenario language"));
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
