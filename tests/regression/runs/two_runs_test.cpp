// Given a run that writes into a folder, when a second one wants the same folder, then it is refused while the first
// lives, whatever its options; and taken once the first is gone, however it ended.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/regression/runs/program.h"

namespace liriver::tests::runs {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

TEST(TwoRuns, TheSecondIsRefusedWhileTheFirstLives) {
    const TestFolder folder;
    const std::string forever = folder.write("a.toml", one_reach(20000));
    const std::string short_one = folder.write("b.toml", one_reach(1));
    Program first(folder.at("log1"), {"run", forever, "--output", folder.at("o"), "--json-progress"});
    first.wait_for_err("water_relative_error");
    const auto plain = liriver(folder.at("log2"), {"run", short_one, "--output", folder.at("o")});
    EXPECT_EQ(plain.exit, 2);
    const auto second = liriver(folder.at("log2"), {"run", short_one, "--output", folder.at("o"), "--overwrite"});
    EXPECT_EQ(second.exit, 2) << second.err;
    EXPECT_THAT(second.err, HasSubstr("error[folder-in-use]: --output: found process "));
    EXPECT_FALSE(first.ended());
    first.signal(SIGTERM);
    EXPECT_EQ(first.wait(), 130);
    EXPECT_THAT(folder.text("o/summary.json"), HasSubstr("\"interrupted\""));
    EXPECT_THAT(folder.names("o"), Not(Contains(".lock")));
}

TEST(TwoRuns, OneOfAPairStartedAtOnceRunsWholeAndTheOtherIsRefused) {
    const TestFolder folder;
    const std::string scenario = folder.write("a.toml", one_reach(3));
    for (int pair = 0; pair < 12; ++pair) {
        Program a(folder.at("log1"), {"run", scenario, "--output", folder.at("o"), "--overwrite"});
        Program b(folder.at("log2"), {"run", scenario, "--output", folder.at("o"), "--overwrite"});
        const int ends[2] = {a.wait(), b.wait()};
        // Either ran alone after the other had ended, or was refused while it lived.
        EXPECT_TRUE(ends[0] == 0 || ends[1] == 0) << a.err() << b.err();
        EXPECT_TRUE(ends[0] == 0 || ends[0] == 2) << a.err();
        EXPECT_TRUE(ends[1] == 0 || ends[1] == 2) << b.err();
        EXPECT_THAT(folder.text("o/summary.json"), HasSubstr("\"finished\""));
        for (const std::string& name : folder.names("o"))
            EXPECT_THAT(name, Not(HasSubstr(".part")));
    }
}

TEST(TwoRuns, TheLockOfAKilledRunIsGone) {
    const TestFolder folder;
    Program first(folder.at("log1"),
                  {"run", folder.write("a.toml", one_reach(20000)), "--output", folder.at("o"), "--json-progress"});
    first.wait_for_err("water_relative_error");
    first.signal(SIGKILL);
    first.wait();
    const auto second = liriver(
        folder.at("log2"), {"run", folder.write("b.toml", one_reach(1)), "--output", folder.at("o"), "--overwrite"});
    EXPECT_EQ(second.exit, 0) << second.err;
    EXPECT_THAT(folder.names("o"), Not(Contains(HasSubstr(".part"))));
}

TEST(TwoRuns, ARestartIntoItsCheckpointsFolderIsRefusedBecauseItsRowsWouldBeLost) {
    const TestFolder folder;
    const std::string scenario = folder.write("a.toml", one_reach(1));
    ASSERT_EQ(
        liriver(folder.at("log"), {"run", scenario, "--output", folder.at("o"), "--until", "2025-11-01T06:00:00+08:00"})
            .exit,
        0);
    const std::string rows = folder.text("o/stations.csv");
    for (const std::string& output : {folder.at("o"), folder.at("o/."), folder.at("log/../o")}) {
        const auto again = liriver(folder.at("log"), {"run", scenario, "--output", output, "--overwrite", "--restart",
                                                      folder.at("o/checkpoint.h5")});
        EXPECT_EQ(again.exit, 2);
        EXPECT_THAT(again.err, HasSubstr("error[folder-in-use]"));
        EXPECT_EQ(folder.text("o/stations.csv"), rows);
    }
}

}  // namespace
}  // namespace liriver::tests::runs
