// Given a file that could not be written to its end, or whose run did not come to its end, when it is closed, then it
// never has its own name; and what is written can be read at any moment.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <functional>

#include "data/results/atomic_file.h"
#include "data/results/folder_lock.h"
#include "data/results/network_file.h"
#include "data/results/network_reader.h"
#include "data/results/results_folder.h"
#include "data/results/row_file.h"
#include "data/results/stations_csv.h"
#include "data/results/summary.h"
#include "tests/unit/data/results/example_network.h"

namespace liriver::data::results {
namespace {

namespace fs = std::filesystem;
using std::chrono::hours;
using testing::HasSubstr;

// Linux's /dev/full takes no byte: each write to it fails as on a full disk (full(4)).
TEST(UnfinishedFiles, RowsThatFoundNoRoomNeverGetTheirName) {
    const example::Folder folder;
    const fs::path path = folder.path() / "rows.csv";
    fs::create_symlink("/dev/full", part_name(path));
    RowFile file = RowFile::create(path).value();
    const auto put = file.put("a,b\n1,2\n");
    ASSERT_FALSE(put);
    EXPECT_EQ(put.error().place, path.string());
    EXPECT_THAT(put.error().found, HasSubstr("No space left on device"));
    EXPECT_EQ(put.error().expected, "room for 8 bytes more");
    EXPECT_FALSE(file.put("3,4\n")) << "a row that is lost makes the file not whole, whatever follows";
    const auto closed = file.close();
    ASSERT_FALSE(closed);
    EXPECT_EQ(to_string(closed.error()), to_string(put.error()));
    EXPECT_FALSE(fs::exists(path));
}

TEST(UnfinishedFiles, AWholeTextThatFoundNoRoomIsTakenAway) {
    const example::Folder folder;
    const fs::path path = folder.path() / "summary.json";
    fs::create_symlink("/dev/full", part_name(path));
    const auto written = write_whole(path, "{}");
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().expected, "room for 2 bytes more");
    EXPECT_FALSE(fs::exists(path));
}

TEST(UnfinishedFiles, KeepTheirPartAndAreFoundUnderIt) {
    const example::Folder folder;
    const fs::path path = folder.path() / "network.nc";
    {
        auto file =
            NetworkFile::create(path, example::mesh(), example::provenance(), example::start(), example::descriptions())
                .value();
        ASSERT_TRUE(file.append(example::start(), example::Level(example::mesh(), 0).fields()));
    }
    EXPECT_FALSE(fs::exists(path));
    const auto found = results_in(folder.path());
    ASSERT_TRUE(found);
    EXPECT_EQ(found->file, part_name(path));
    EXPECT_EQ(read_network(found->file)->times().size(), 1U) << "with all its levels";
    EXPECT_THAT(unfinished_note(folder.path()), HasSubstr("has not ended, or it was killed"));
    Summary summary;
    summary.status = RunStatus::failed;
    summary.stop_reason = "no step of 0.01 s converges";
    ASSERT_TRUE(write_summary(folder.path() / "summary.json", summary));
    EXPECT_EQ(unfinished_note(folder.path()), "This run failed: no step of 0.01 s converges");
}

TEST(UnfinishedFiles, CanBeReadWhileTheyAreWrittenAndDoNotStopTheirWriter) {
    const example::Folder folder;
    const fs::path path = folder.path() / "network.nc";
    auto file =
        NetworkFile::create(path, example::mesh(), example::provenance(), example::start(), example::descriptions())
            .value();
    for (std::size_t level = 0; level < 300; ++level) {
        ASSERT_TRUE(file.append(example::start() + level * hours(1), example::Level(example::mesh(), level).fields()));
        if (level % 50 != 49)
            continue;
        ASSERT_TRUE(file.flush());
        const auto read = read_network(part_name(path));  // stays open while the next levels are written
        ASSERT_TRUE(read) << to_string(read.error());
        EXPECT_EQ(read->times().size(), level + 1);
        EXPECT_EQ(read->values(0, level).value(), example::Level(example::mesh(), level).stage);
    }
    ASSERT_TRUE(file.close());
    EXPECT_TRUE(fs::exists(path));
}

TEST(UnfinishedFiles, HoldNoLockThatAnotherProgramsReaderWouldWaitFor) {
    const example::Folder folder;
    const fs::path path = folder.path() / "network.nc";
    auto file =
        NetworkFile::create(path, example::mesh(), example::provenance(), example::start(), example::descriptions())
            .value();
    const int other = ::open(part_name(path).c_str(), O_RDONLY);
    EXPECT_EQ(::flock(other, LOCK_SH | LOCK_NB), 0) << "what HDF5 asks for when it opens a file to read";
    ::close(other);
}

// In a child: a limit on the size of files holds for the whole process.
int child_with_limit(std::size_t bytes, const std::function<int()>& work) {
    const pid_t child = fork();
    if (child == 0) {
        std::signal(SIGXFSZ, SIG_IGN);
        const struct rlimit limit { bytes, bytes };
        ::setrlimit(RLIMIT_FSIZE, &limit);
        const int outcome = work();
        std::exit(outcome);  // with all that libraries do at the end of a program
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

TEST(UnfinishedFiles, OfNetcdfThatFoundNoRoomSayHowMuchAndLetTheProgramEnd) {
    const example::Folder folder;
    const fs::path path = folder.path() / "network.nc";
    for (const std::size_t limit : {0U, 4000U, 20000U, 40000U}) {
        const int end = child_with_limit(limit, [&] {
            auto file = NetworkFile::create(path, example::mesh(), example::provenance(), example::start(),
                                            example::descriptions());
            std::string trouble = file ? "" : to_string(file.error());
            for (std::size_t level = 0; trouble.empty() && level < 3000; ++level) {
                const auto added =
                    file->append(example::start() + level * hours(1), example::Level(example::mesh(), level).fields());
                if (!added)
                    trouble = to_string(added.error());
            }
            const bool closed = file && file->close().has_value();
            return !closed && trouble.find("expected room for ") != std::string::npos &&
                           trouble.find("network.nc") != std::string::npos
                       ? 7
                       : 8;
        });
        EXPECT_EQ(end, 7) << limit;
        EXPECT_FALSE(fs::exists(path)) << limit;
    }
}

TEST(FolderLock, IsHeldOnceAndGoneWithItsProcess) {
    const example::Folder folder;
    int ready[2] = {};
    ASSERT_EQ(::pipe(ready), 0);
    const pid_t child = fork();
    if (child == 0) {
        const auto lock = FolderLock::take(folder.path());
        static_cast<void>(::write(ready[1], lock ? "y" : "n", 1));
        for (;;)
            ::pause();
    }
    char answer = 0;
    ASSERT_EQ(::read(ready[0], &answer, 1), 1);
    EXPECT_EQ(answer, 'y');
    const auto refused = FolderLock::take(folder.path());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().found, "process " + std::to_string(child) + ", which still writes there");
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    {
        const auto lock = FolderLock::take(folder.path());
        ASSERT_TRUE(lock) << "the file of a killed process is no lock";
        EXPECT_TRUE(lock->held());
    }
    EXPECT_FALSE(fs::exists(folder.path() / FolderLock::file_name));
}

}  // namespace
}  // namespace liriver::data::results
