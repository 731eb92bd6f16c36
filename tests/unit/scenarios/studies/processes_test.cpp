#include "scenarios/studies/processes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <map>
#include <stdexcept>

namespace liriver::scenarios::studies {
namespace {

using testing::HasSubstr;

std::map<std::size_t, JobResult> run(std::size_t count, int at_most, const std::function<JobResult(std::size_t)>& job) {
    std::map<std::size_t, JobResult> results;
    EXPECT_TRUE(run_processes(
        count, at_most, job, [&](std::size_t k, JobResult result) { results[k] = std::move(result); }, nullptr));
    return results;
}

TEST(Processes, EachResultComesBackWhateverTheirNumber) {
    for (const int at_most : {1, 2, 5}) {
        const auto results = run(7, at_most, [](std::size_t k) {
            return JobResult{std::vector<double>(20000 * k, 0.1 * static_cast<double>(k)), "", false};
        });
        ASSERT_EQ(results.size(), 7U);
        for (const auto& [k, result] : results) {
            EXPECT_FALSE(result.lost);
            EXPECT_EQ(result.numbers, std::vector<double>(20000 * k, 0.1 * static_cast<double>(k)));
        }
    }
}

TEST(Processes, AJobIsAProcessOfItsOwn) {
    int touched = 0;
    const auto results = run(2, 2, [&](std::size_t) {
        touched = 1;
        return JobResult{{static_cast<double>(getpid())}, "", false};
    });
    EXPECT_EQ(touched, 0);
    EXPECT_NE(results.at(0).numbers, results.at(1).numbers);
    EXPECT_NE(results.at(0).numbers.front(), static_cast<double>(getpid()));
}

TEST(Processes, TroubleIsToldAndACrashIsALoss) {
    const auto results = run(4, 2, [](std::size_t k) -> JobResult {
        if (k == 0)
            return {{}, "the river is dry", false};
        if (k == 1)
            std::raise(SIGKILL);
        if (k == 2)
            throw std::runtime_error("out of numbers");
        return {{1.0}, "", false};
    });
    EXPECT_EQ(results.at(0).trouble, "the river is dry");
    EXPECT_FALSE(results.at(0).lost);
    EXPECT_TRUE(results.at(1).lost);
    EXPECT_THAT(results.at(1).trouble, HasSubstr("signal 9"));
    EXPECT_THAT(results.at(2).trouble, HasSubstr("out of numbers"));
    EXPECT_EQ(results.at(3).numbers.front(), 1.0);
}

TEST(Processes, AStopEndsWhatStillRuns) {
    std::atomic<bool> stop{false};
    const bool whole = run_processes(
        100, 2,
        [](std::size_t k) {
            if (k == 1)
                pause();  // it would never end by itself
            return JobResult{{1.0}, "", false};
        },
        [&](std::size_t, const JobResult&) { stop = true; }, &stop);
    EXPECT_FALSE(whole);
}

}  // namespace
}  // namespace liriver::scenarios::studies
