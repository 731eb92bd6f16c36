#pragma once
// The constituents of a domain's water: where they start, how they move and react, their extremes and their budgets.
// Written once for reaches and surfaces.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <vector>

#include "data/results/summary.h"
#include "mesh/field/field.h"
#include "scenarios/language/scenario.h"
#include "scenarios/runner/constituent.h"
#include "scenarios/runner/driver.h"
#include "scenarios/runner/quality_reactions.h"
#include "solver/transport/transport.h"

namespace liriver::scenarios::runner {

/// The scenario's constituents; the functions that their temperatures follow are added to the driver.
[[nodiscard]] std::vector<Constituent> declared_constituents(const language::Scenario& scenario, Driver& driver);

/// A quantity as outputs name it.
struct ShownQuantity {
    std::string name, unit;
};

class WaterQuality {
  public:
    WaterQuality() = default;
    explicit WaterQuality(std::vector<Constituent> constituents) : constituents_(std::move(constituents)) {}

    /// Plans the transport over a graph whose volumes are `location`s of the domain's mesh; nothing if there are no
    /// constituents.
    void plan(const solver::transport::Graph& graph, mesh::field::Location location);
    /// Once planned: the water of every volume (m3), and of every constituent its concentration there
    /// ([constituents][volumes], SI).
    void start(std::span<const double> water, const std::vector<std::vector<double>>& concentration);

    /// Whether there is anything to move.
    [[nodiscard]] bool any() const { return transport_ != nullptr; }
    [[nodiscard]] const std::vector<Constituent>& constituents() const { return constituents_; }
    /// The transport, for concentrations and loads to be set; nullptr: there is nothing to move.
    [[nodiscard]] solver::transport::Transport* transport() { return transport_.get(); }
    [[nodiscard]] const solver::transport::Transport* transport() const { return transport_.get(); }

    /// Processes change the constituents from now on, beside decays of their own; what the plan derives from them is
    /// shown.
    void set_processes(const language::QualityPlan& plan, const QualityForcing& forcing, int threads);
    /// What is shown of the water: the constituents, and after them what is derived from them but not carried.
    [[nodiscard]] std::vector<ShownQuantity> shown() const;
    [[nodiscard]] std::size_t shown_count() const { return constituents_.size() + derived_.size(); }
    /// The processes; nullptr: there are none.
    [[nodiscard]] QualityReactions* reactions() { return reactions_.get(); }

    /// Moves all constituents with a step of water and lets them decay; `means` [functions]: those of the driver over
    /// the step.
    void step(const solver::transport::WaterStep& water, std::span<const double> means);

    /// What decays of their own leave of a constituent after `seconds`, as a share; `means` as for step().
    [[nodiscard]] double left_by_decay(std::size_t constituent, double seconds, std::span<const double> means) const;

    /// A volume's concentration of the `k`-th quantity shown in its unit; NaN where its water is too shallow to speak
    /// of.
    [[nodiscard]] double concentration(std::size_t k, std::int32_t volume, double depth) const {
        if (depth < dry_depth)
            return std::nan("");
        const auto at = static_cast<std::size_t>(volume);
        if (k < constituents_.size())
            return transport_->concentration(k, at) / constituents_[k].si_per_unit;
        double sum = 0.0;
        for (const DerivedPart& part : derived_[k - constituents_.size()].parts)
            sum += part.weight * transport_->concentration(part.constituent, at);
        return sum;
    }

    /// The same of a part of a tagged constituent.
    [[nodiscard]] double part(std::size_t constituent, std::size_t part, std::int32_t volume, double depth) const {
        if (depth < dry_depth)
            return std::nan("");
        return transport_->part(constituent, part, static_cast<std::size_t>(volume)) /
               constituents_[constituent].si_per_unit;
    }

    /// Takes what has changed of the state into the extremes; `depth(volume)` in m.
    template <class Depth>
    void note_extremes(const Depth& depth) {
        constexpr double none = std::numeric_limits<double>::infinity();
        for (std::size_t k = 0; k < constituents_.size(); ++k) {
            now_[2 * k] = none;
            now_[2 * k + 1] = -none;
        }
        wet_.clear();
        const auto take = [&](std::size_t i) {
            if (!(depth(i) < dry_depth))
                wet_.push_back(static_cast<std::int32_t>(i));
        };
        if (transport_->all_may_have_changed())
            for (std::size_t i = 0; i < transport_->water().size(); ++i)
                take(i);
        else
            for (const std::int32_t i : transport_->changed_volumes())
                take(static_cast<std::size_t>(i));
        transport_->widen_extremes(wet_, now_);
        transport_->forget_changes();
        for (std::size_t k = 0; k < constituents_.size(); ++k) {
            const double unit = constituents_[k].si_per_unit;
            extremes_[2 * k] = std::min(extremes_[2 * k], now_[2 * k] / unit);
            extremes_[2 * k + 1] = std::max(extremes_[2 * k + 1], now_[2 * k + 1] / unit);
        }
    }

    /// Adds the budgets and extremes of the first `count` constituents, and what transport clipped, to a summary;
    /// returns the worst relative error.
    double report(std::size_t count, data::results::Summary& summary) const;

    [[nodiscard]] std::vector<mesh::field::MutableField> checkpoint_fields();
    [[nodiscard]] std::vector<mesh::field::MutableIntegers> checkpoint_integers();

    static constexpr double dry_depth = 1e-4;  ///< m; no concentration is shown in less water

  private:
    struct DerivedPart {
        std::size_t constituent;
        double weight;  // of its concentration in SI
    };
    struct DerivedSum {
        ShownQuantity shown;
        std::vector<DerivedPart> parts;
    };

    void decay(double seconds, std::span<const double> means);

    std::vector<Constituent> constituents_;
    std::unique_ptr<solver::transport::Transport> transport_;
    std::unique_ptr<QualityReactions> reactions_;
    std::vector<DerivedSum> derived_;
    bool any_decays_ = false;
    std::vector<double> extremes_;   // [2 * constituents] least and largest so far, in the constituent's unit
    std::vector<double> now_;        // [2 * constituents] the same of the state held, in SI
    std::vector<std::int32_t> wet_;  // volumes that have changed and hold water to speak of
};

}  // namespace liriver::scenarios::runner
