#include "solver/structures/rule.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace liriver::solver::structures {
namespace {

bool now_holds(const Threshold& threshold, double value, bool before) {
    if (std::isnan(value))
        return before;
    if (threshold.above)
        return value >= (before ? threshold.off : threshold.on);
    return value <= (before ? threshold.off : threshold.on);
}

}  // namespace

RuleBook::RuleBook(std::vector<Rule> rules, std::vector<double> settings)
    : rules_(std::move(rules)),
      settings_(std::move(settings)),
      in_force_(settings_.size(), -1),
      moved_by_(settings_.size(), -1) {
    std::size_t thresholds = 0;
    for (const Rule& rule : rules_) {
        first_threshold_.push_back(thresholds);
        thresholds += rule.when.size();
    }
    holds_.assign(thresholds, 0);
}

bool RuleBook::holds(const Rule& rule, std::size_t first_threshold, const LocalClock& clock) const {
    if (rule.dates && !rule.dates->holds(clock))
        return false;
    if (rule.hours && !rule.hours->holds(clock))
        return false;
    for (std::size_t k = 0; k < rule.when.size(); ++k)
        if (holds_[first_threshold + k] == 0)
            return false;
    return true;
}

void RuleBook::evaluate(const LocalClock& clock, std::span<const double> signals, std::span<const double> wanted,
                        std::span<const double> otherwise, double interval) {
    std::fill(in_force_.begin(), in_force_.end(), -1);
    for (std::size_t r = 0; r < rules_.size(); ++r) {
        const Rule& rule = rules_[r];
        for (std::size_t k = 0; k < rule.when.size(); ++k) {
            std::int64_t& held = holds_[first_threshold_[r] + k];
            held = now_holds(rule.when[k], signals[static_cast<std::size_t>(rule.when[k].signal)], held != 0) ? 1 : 0;
        }
        std::int64_t& force = in_force_[static_cast<std::size_t>(rule.target)];
        if (holds(rule, first_threshold_[r], clock) &&
            (force < 0 || rule.priority < rules_[static_cast<std::size_t>(force)].priority))
            force = static_cast<std::int64_t>(r);
    }
    for (std::size_t t = 0; t < settings_.size(); ++t) {
        if (in_force_[t] >= 0)
            moved_by_[t] = in_force_[t];
        const double goal = in_force_[t] >= 0 ? wanted[static_cast<std::size_t>(in_force_[t])] : otherwise[t];
        if (moved_by_[t] < 0 || std::isnan(goal) || std::isnan(settings_[t])) {
            settings_[t] = goal;
            continue;
        }
        const Rule& mover = rules_[static_cast<std::size_t>(moved_by_[t])];
        settings_[t] =
            std::clamp(goal, settings_[t] - mover.rate_down * interval, settings_[t] + mover.rate_up * interval);
    }
}

}  // namespace liriver::solver::structures
