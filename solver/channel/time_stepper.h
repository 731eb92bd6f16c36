#pragma once
// Chooses time steps by accuracy: a step is as long as the flow stays close to what the two steps before it foretold.
#include <array>
#include <cstdint>
#include <span>

#include "solver/channel/channel_solver.h"

namespace liriver::solver::channel {

struct TimeStepOptions {
    double first = 1.0;      ///< s
    double least = 1e-3;     ///< s; a step that still fails at this length ends the run
    double largest = 900.0;  ///< s
    /// Aimed departure of depth from the foretold, relative; four times as much and the step is taken again, shorter.
    double tolerance = 0.03;
};

/// Remembers the step that accuracy asks for; the caller may take a shorter one to hit an output time.
class TimeStepper {
  public:
    explicit TimeStepper(TimeStepOptions options) : options_(options), wanted_{options.first} {}

    /// Length of the next step, s: the wanted one, or what is left until `remaining`, without leaving a sliver behind.
    [[nodiscard]] double propose(double remaining) const;

    /// A step taken may differ from the foretold by this much; infinite at the least length.
    [[nodiscard]] double largest_change(double dt) const;

    /// Learns from a step of length dt. True: it stands, go on; false: take it again with propose().
    bool judge(double dt, const StepOutcome& outcome);

    [[nodiscard]] bool exhausted() const { return exhausted_; }
    [[nodiscard]] std::int64_t retries() const { return retries_[0]; }

    /// What a restart needs: one value each.
    [[nodiscard]] std::span<double> wanted() { return wanted_; }
    [[nodiscard]] std::span<std::int64_t> retry_count() { return retries_; }

  private:
    TimeStepOptions options_;
    std::array<double, 1> wanted_;
    std::array<std::int64_t, 1> retries_{0};
    bool exhausted_ = false;
};

}  // namespace liriver::solver::channel
