#pragma once
// Operation rules: conditions on what is measured, on the clock and on the calendar, that set a gate, a pump, a crest
// or a release. Read once each control time.
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "solver/structures/rule_calendar.h"

namespace liriver::solver::structures {

/// A measured value against a mark, with hysteresis. `above`: it comes to hold at or above `on`, and ceases below
/// `off` (off <= on); otherwise at or below `on`, and ceases above `off` (off >= on). A value that is not there (NaN:
/// no water) leaves it as it was.
struct Threshold {
    std::int32_t signal = 0;  ///< of the values handed to RuleBook::evaluate
    bool above = true;
    double on = 0.0, off = 0.0;
};

/// Holds while all its conditions do. A rule without any always holds.
struct Rule {
    std::string name;
    std::int32_t target = 0;  ///< what it sets
    int priority = 1;         ///< of several rules that hold for one target the smallest number counts, then
                              ///< the first
    std::vector<Threshold> when;
    std::optional<CalendarSpan> dates;
    std::optional<ClockSpan> hours;
    double rate_up = std::numeric_limits<double>::infinity();    ///< of the setting, each second
    double rate_down = std::numeric_limits<double>::infinity();  ///< of the setting, each second
};

/// All rules of a run and their memory: which thresholds hold, which rule set each target last, and the settings.
class RuleBook {
  public:
    RuleBook() = default;
    /// `settings`: of each target at the start; NaN: none, its owner does as it does without rules.
    RuleBook(std::vector<Rule> rules, std::vector<double> settings);

    /// Reads the rules at a control time. `signals`: measured now; `wanted`: what each rule sets [rules]; `otherwise`:
    /// of each target when no rule holds [targets], NaN: none; `interval`: s since the last control time, the time a
    /// setting has had to move. A target moves at its rule's rates, and back at those of the rule that moved it last.
    void evaluate(const LocalClock& clock, std::span<const double> signals, std::span<const double> wanted,
                  std::span<const double> otherwise, double interval);

    [[nodiscard]] std::span<const double> settings() const { return settings_; }
    /// The rule that holds for a target; -1: none.
    [[nodiscard]] std::int32_t in_force(std::size_t target) const {
        return static_cast<std::int32_t>(in_force_[target]);
    }
    [[nodiscard]] const std::vector<Rule>& rules() const { return rules_; }

    // Memory, for checkpoints
    [[nodiscard]] std::span<double> setting_memory() { return settings_; }
    [[nodiscard]] std::span<std::int64_t> threshold_memory() { return holds_; }
    [[nodiscard]] std::span<std::int64_t> force_memory() { return in_force_; }
    [[nodiscard]] std::span<std::int64_t> mover_memory() { return moved_by_; }

  private:
    [[nodiscard]] bool holds(const Rule& rule, std::size_t first_threshold, const LocalClock& clock) const;

    std::vector<Rule> rules_;
    std::vector<std::size_t> first_threshold_;  // [rules] into holds_
    std::vector<double> settings_;              // [targets]
    std::vector<std::int64_t> holds_;           // [thresholds]
    std::vector<std::int64_t> in_force_;        // [targets] rule or -1
    std::vector<std::int64_t> moved_by_;        // [targets] rule that held last, or -1
};

}  // namespace liriver::solver::structures
