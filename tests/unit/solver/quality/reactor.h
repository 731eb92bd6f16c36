#pragma once
// Well-mixed volumes with the kinetics of a set, a place that is the same for all, and the extents of what happened.
#include <algorithm>
#include <map>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "solver/quality/kinetics.h"

namespace liriver::solver::quality::made {

/// The plan of a set that must be right.
inline Plan plan_of(const ProcessSet& set) {
    auto plan = make_plan(set);
    if (!plan) {
        std::string all;
        for (const Problem& problem : plan.error())
            all += problem.where + " " + problem.key + ": " + problem.found + "; ";
        throw std::invalid_argument(all);
    }
    return *plan;
}

class Reactor {
  public:
    /// Each constituent's start: one value for each volume.
    Reactor(const ProcessSet& set, const std::vector<std::vector<double>>& start, const KineticsOptions& options = {})
        : kinetics_(plan_of(set), options), values(start) {
        if (values.size() != kinetics_.plan().constituent_count())
            throw std::invalid_argument("constituents");
        extents.assign(kinetics_.plan().reaction_count(), std::vector<double>(values[0].size(), 0.0));
    }

    void at(Quantity quantity, double value) { at(quantity, value, value); }
    void at(Quantity quantity, double value, double value_at_end) {
        place_[quantity] = {value, value_at_end};
        place.set(quantity, std::span(place_[quantity]).first(1), std::span(place_[quantity]).last(1));
        if (value == value_at_end)
            place.at_end[index(quantity)] = {};
    }

    KineticsOutcome advance(double seconds, const std::vector<std::int32_t>& volumes = {}) {
        std::vector<std::span<double>> spans(values.begin(), values.end()), totals(extents.begin(), extents.end());
        const KineticsOutcome outcome = kinetics_.advance(seconds, place, spans, volumes, totals);
        steps += outcome.counts.steps;
        implicit += outcome.counts.implicit;
        limited += outcome.counts.limited;
        return outcome;
    }

    double fastest_rate() {
        std::vector<std::span<double>> spans(values.begin(), values.end());
        return kinetics_.fastest_rate(place, spans);
    }

    [[nodiscard]] std::size_t reaction(const std::string& name) const {
        const auto& all = kinetics_.plan().reactions;
        return static_cast<std::size_t>(std::find(all.begin(), all.end(), name) - all.begin());
    }
    [[nodiscard]] const Plan& plan() const { return kinetics_.plan(); }

  private:
    Kinetics kinetics_;
    std::map<Quantity, std::vector<double>> place_;

  public:
    std::vector<std::vector<double>> values;   ///< [constituents][volumes]
    std::vector<std::vector<double>> extents;  ///< [reactions][volumes]
    Place place;
    std::int64_t steps = 0, implicit = 0, limited = 0;
};

}  // namespace liriver::solver::quality::made
