// Given a run that does not come to its end (a signal, a limit, a disk without room), when its folder is read, then it
// says so: status and reason, no file under its own name that is not whole, exit 3 or 130.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/regression/runs/program.h"

namespace liriver::tests::runs {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;

nlohmann::json summary(const TestFolder& folder, const std::string& name) {
    return nlohmann::json::parse(folder.text(name), nullptr, false);
}

TEST(UnfinishedRuns, ARunThatReachesItsEndSaysSoAndLeavesNoPart) {
    const TestFolder folder;
    const auto run =
        liriver(folder.at("log"), {"run", folder.write("a.toml", one_reach(1)), "--output", folder.at("o")});
    ASSERT_EQ(run.exit, 0) << run.err;
    const auto read = summary(folder, "o/summary.json");
    EXPECT_EQ(read["status"], "finished");
    EXPECT_EQ(read["stop_reason"], "");
    EXPECT_EQ(read["start"], "2025-10-31T16:00:00Z");
    EXPECT_EQ(read["end"], "2025-11-01T16:00:00Z");
    EXPECT_THAT(folder.names("o"), ElementsAre("checkpoint.h5", "csv-metadata.json", "network.nc", "stations.csv",
                                               "stations_daily.csv", "summary.json"));
}

TEST(UnfinishedRuns, OneStoppedByUntilIsWholeUpToThere) {
    const TestFolder folder;
    const auto run = liriver(folder.at("log"), {"run", folder.write("a.toml", one_reach(1)), "--output", folder.at("o"),
                                                "--until", "2025-11-01T06:00:00+08:00"});
    ASSERT_EQ(run.exit, 0) << run.err;
    const auto read = summary(folder, "o/summary.json");
    EXPECT_EQ(read["status"], "stopped");
    EXPECT_EQ(read["stop_reason"], "--until 2025-11-01T06:00:00+08:00");
    EXPECT_EQ(read["end"], "2025-10-31T22:00:00Z");
    EXPECT_THAT(folder.names("o"), Contains("network.nc"));
}

TEST(UnfinishedRuns, OneThatASignalEndsKeepsItsPartsAndItsCheckpoint) {
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
        const TestFolder folder;
        Program program(folder.at("log"), {"run", folder.write("a.toml", one_reach(20000)), "--output", folder.at("o"),
                                           "--json-progress"});
        program.wait_for_err("water_relative_error");
        program.signal(number);
        EXPECT_EQ(program.wait(), 130) << "signal " << number;
        const auto read = summary(folder, "o/summary.json");
        EXPECT_EQ(read["status"], "interrupted");
        EXPECT_THAT(std::string(read["stop_reason"]), HasSubstr("--restart"));
        EXPECT_THAT(folder.names("o"), ElementsAre("checkpoint.h5", "csv-metadata.json.part", "network.nc.part",
                                                   "stations.csv.part", "stations_daily.csv.part", "summary.json"));
        EXPECT_EQ(liriver(folder.at("log"), {"report", folder.at("o")}).exit, 0);
        EXPECT_THAT(folder.text("o/report.html"),
                    AllOf(HasSubstr("class=\"banner\""), HasSubstr("This run was interrupted at 20")));
        EXPECT_EQ(liriver(folder.at("log"), {"render", folder.at("o"), "--size", "300"}).exit, 0);
    }
}

TEST(UnfinishedRuns, AHangupDoesNotEndOneThatNohupStarted) {
    const TestFolder folder;
    Program program(folder.at("log"),
                    {"run", folder.write("a.toml", one_reach(20000)), "--output", folder.at("o"), "--json-progress"},
                    {.file_size = {}, .ignore_hangup = true});
    const std::string progress = "water_relative_error";
    program.wait_for_err(progress);
    program.signal(SIGHUP);
    // A signal that counted would end the run at the end of the step at hand, with one line of progress more at most.
    program.wait_for_err(progress, program.count_in_err(progress) + 3);
    ASSERT_FALSE(program.ended());
    program.signal(SIGTERM);
    EXPECT_EQ(program.wait(), 130);
    EXPECT_FALSE(folder.text("o/summary.json").empty());
}

TEST(UnfinishedRuns, OneThatIsKilledCanBeReportedAndDrawn) {
    const TestFolder folder;
    Program program(folder.at("log"),
                    {"run", folder.write("a.toml", one_reach(20000)), "--output", folder.at("o"), "--json-progress"});
    while (folder.text("o/stations.csv.part").size() < 20000 && !program.ended()) {
    }
    program.signal(SIGKILL);
    EXPECT_EQ(program.wait(), -SIGKILL);
    const auto report = liriver(folder.at("log"), {"report", folder.at("o")});
    EXPECT_EQ(report.exit, 0) << report.err;
    EXPECT_THAT(folder.text("o/report.html"), HasSubstr("This run has not ended, or it was killed"));
    const auto picture = liriver(folder.at("log"), {"render", folder.at("o"), "--size", "300"});
    EXPECT_EQ(picture.exit, 0) << picture.err;
}

// RLIMIT_FSIZE lets no file grow beyond it: each write then fails as on a full disk, with EFBIG.
class NoRoom : public testing::TestWithParam<std::size_t> {};

TEST_P(NoRoom, NamesTheFileAndTheBytesAndGivesNoFileItsOwnName) {
    const TestFolder folder;
    const auto run = liriver(
        folder.at("log"),
        {"run", folder.write("a.toml", one_reach(60, "checkpoint_interval = \"40 d\"\n")), "--output", folder.at("o")},
        {.file_size = GetParam(), .ignore_hangup = false});
    EXPECT_EQ(run.exit, 3) << run.err;
    EXPECT_THAT(run.err, HasSubstr("File too large, expected room for "));
    EXPECT_THAT(run.err, HasSubstr(" bytes more"));
    EXPECT_THAT(run.err, HasSubstr("/o/"));
    std::vector<std::string> names = folder.names("o");
    names.erase(std::remove(names.begin(), names.end(), "checkpoint.h5"), names.end());  // an earlier one, whole
    EXPECT_THAT(names, Each(EndsWith(".part")));
}

INSTANTIATE_TEST_SUITE_P(UnfinishedRuns, NoRoom, testing::Values(1000, 5000, 30000, 60000, 100000));

TEST(UnfinishedRuns, OneWithoutRoomOnASurfaceEndsInTheSameWay) {
    const TestFolder folder;
    std::string mesh = "MESH2D\n";
    int element = 0;
    for (int row = 0; row < 20; ++row)
        for (int column = 0; column < 20; ++column) {
            const int a = 21 * row + column + 1;
            mesh += "E4Q " + std::to_string(++element) + " " + std::to_string(a) + " " + std::to_string(a + 1) + " " +
                    std::to_string(a + 22) + " " + std::to_string(a + 21) + " 1\n";
        }
    for (int node = 0; node < 21 * 21; ++node)
        mesh += "ND " + std::to_string(node + 1) + " " + std::to_string(430000 + 10 * (node % 21)) + " " +
                std::to_string(2790000 + 10 * (node / 21)) + " 0\n";
    static_cast<void>(folder.write("m.2dm", mesh));
    const std::string scenario = folder.write("a.toml", R"(schema = 1
[project]
name = "pond"
crs = "EPSG:32649"
vertical_datum = "EGM96"
[time]
start = 2025-11-01T00:00:00Z
duration = "1 h"
[[surface]]
name = "pond"
mesh = "m.2dm"
manning_n = 0.03
rain = "20 mm/h"
[output]
interval = "60 s"
)");
    const auto run = liriver(folder.at("log"), {"run", scenario, "--output", folder.at("o")},
                             {.file_size = 150000, .ignore_hangup = false});
    EXPECT_EQ(run.exit, 3) << run.err;
    EXPECT_THAT(run.err, HasSubstr("expected room for "));
    EXPECT_THAT(folder.names("o"), Each(EndsWith(".part")));
}

}  // namespace
}  // namespace liriver::tests::runs
