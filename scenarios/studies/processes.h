#pragma once
// Jobs in processes of their own: each a fork of one thread, its result read through a pipe.
#include <atomic>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace liriver::scenarios::studies {

/// What a job gives back: numbers, or, when there are none, why.
struct JobResult {
    std::vector<double> numbers;
    std::string trouble;
    bool lost = false;  ///< its process crashed, was killed or could not be made: nothing is known of the job
};

/// Runs job(0) to job(count - 1), each in a process of its own, at most `at_most` at once, and calls done(index,
/// result) in this process as each ends, in the order of their ending. A job that crashes is lost, with trouble.
/// Children ignore SIGINT (this process decides for all), and end with their parent. Returns false when `stop` became
/// true: what still ran was ended and not reported.
[[nodiscard]] bool run_processes(std::size_t count, int at_most, const std::function<JobResult(std::size_t)>& job,
                                 const std::function<void(std::size_t, JobResult)>& done,
                                 const std::atomic<bool>* stop);

}  // namespace liriver::scenarios::studies
