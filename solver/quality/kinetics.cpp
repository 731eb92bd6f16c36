#include "solver/quality/kinetics.h"

#include <omp.h>
#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "solver/quality/block.h"
#include "solver/quality/steps.h"

namespace liriver::solver::quality {

namespace {

constexpr double seconds_per_day = 86400.0;
constexpr double stability = 1.5;  // the explicit step is stable up to 2.78 times the time of the fastest rate

/// The volumes of one block: `count` of them, the last one repeated in the lanes that are left.
struct Members {
    std::array<std::size_t, lanes> volume{};
    std::size_t count = 0;
};

/// Integrates one block over `days`.
class Integrator {
  public:
    Integrator(Block& block, const KineticsOptions& options, KineticsCounts& counts, std::size_t members, bool totals)
        : block_(block), options_(options), counts_(counts), members_(members), totals_(totals) {}

    bool run(double days, LaneArray& total) {
        const double most = options_.largest_step > 0.0 ? options_.largest_step / seconds_per_day : days;
        double left = days, step = std::min(days, most);
        const double shortest = std::min(days, 1.0) * 1e-10;
        // below this, what takes more than there is takes what there is
        const double limiting = std::min(std::min(days, most) / 64.0, 60.0 / seconds_per_day);
        while (left > 0.0) {
            if (step > left * (1.0 - 1e-9))
                step = left;
            const Interval interval{step, days - left, days};
            const double error = implicit_ ? implicit_step(block_, interval, options_.relative, fresh_)
                                           : explicit_step(block_, interval, options_.relative, fresh_);
            fresh_ = true;
            const bool good = error <= 1.0 && keep_positive(step, step <= limiting);
            if (good) {
                accept(step, total);
                left -= step;
            } else {
                ++counts_.refused;
            }
            step = std::min(next_step(step, error, good), most);
            if (step < shortest)
                return false;
            if (good && !implicit_ && left > 4.0 * step && ++taken_ % 8 == 4 && step * fastest() > stability) {
                implicit_ = true;  // the explicit step is as long as stability allows, not as the error would
                step = std::min(2.0 * step, most);
            }
        }
        return true;
    }

  private:
    double fastest() {
        block_.rates(block_.concentration.data(), 0, block_.change[0].data());
        block_.differentiate(block_.concentration.data());
        return block_.fastest();
    }

    [[nodiscard]] double next_step(double step, double error, bool good) const {
        const double order = implicit_ ? 3.0 : 4.0;
        if (!std::isfinite(error))
            return step * 0.1;
        const double factor = 0.9 * std::pow(std::max(error, 1e-10), -1.0 / order);
        return step * (good ? std::clamp(factor, 0.5, 5.0) : std::min(std::clamp(factor, 0.1, 0.9), 0.5));
    }

    /// True if nothing is below 0, or was only by as much as the tolerance (or the step is the shortest tried), and is
    /// no more.
    bool keep_positive(double step, bool whatever) {
        const std::size_t n = block_.plan().constituent_count();
        have_extents_ = implicit_;
        if (!lane_kernels().any_below(n, block_.next.data(), block_.floor.data()))
            return true;
        if (!implicit_)
            explicit_extents(block_, step);
        have_extents_ = true;
        for (std::size_t l = 0; l < lanes; ++l) {
            bool below = false;
            for (std::size_t k = 0; k < n; ++k) {
                const double value = block_.next.row(k)[l], before = block_.concentration.row(k)[l];
                if (value >= std::min(before, 0.0) || block_.floor[k] < 0.0)
                    continue;
                below = true;
                if (!whatever && -value > block_.absolute[k] + options_.relative * before)
                    return false;
            }
            if (!below)
                continue;
            limit_lane(block_, l);
            if (l < members_)
                ++counts_.limited;
        }
        return true;
    }

    void accept(double step, LaneArray& total) {
        ++counts_.steps;
        counts_.implicit += implicit_ ? 1 : 0;
        if (totals_) {
            if (!have_extents_)
                explicit_extents(block_, step);
            for (std::size_t i = 0; i < total.size(); ++i)
                total.data()[i] += block_.extents.data()[i];
        }
        std::swap(block_.concentration, block_.next);
        fresh_ = false;
    }

    Block& block_;
    const KineticsOptions& options_;
    KineticsCounts& counts_;
    std::size_t members_;
    bool totals_, implicit_ = false, fresh_ = false, have_extents_ = false;
    int taken_ = 0;  ///< explicit steps
};

}  // namespace

struct Kinetics::Parts {
    Plan plan;
    KineticsOptions options;
    std::vector<double> factors;
    JacobianPlan jacobian;
    std::vector<std::unique_ptr<Block>> blocks;  ///< [threads]
    std::vector<LaneArray> totals;               ///< [threads]

    Parts(Plan made, const KineticsOptions& chosen, std::vector<double> given)
        : plan(std::move(made)), options(chosen), factors(std::move(given)), jacobian(plan) {
        factors.resize(plan.constituent_count(), 1.0);
        for (int t = 0; t < std::max(1, options.threads); ++t) {
            blocks.push_back(std::make_unique<Block>(plan, jacobian));
            totals.emplace_back(plan.reaction_count());
            for (std::size_t k = 0; k < plan.constituent_count(); ++k)
                blocks.back()->absolute[k] = options.absolute * plan.constituents[k].scale;
        }
    }

    /// The volumes with water among those from `begin` to `end` of the list, or of all, and what they hold and offer.
    Members gather(Block& block, std::size_t begin, std::size_t end, const Place& place,
                   std::span<const std::span<double>> concentrations, std::span<const std::int32_t> volumes,
                   KineticsCounts& counts) const;

    /// What they hold now; what did not change keeps its bits, whatever the factor.
    void scatter(const Block& block, const Members& members, std::span<const std::span<double>> concentrations) const;
};

Members Kinetics::Parts::gather(Block& block, std::size_t begin, std::size_t end, const Place& place,
                                std::span<const std::span<double>> concentrations,
                                std::span<const std::int32_t> volumes, KineticsCounts& counts) const {
    Members members;
    const bool has_depth = place.offers(Quantity::depth);
    for (std::size_t i = begin; i < end; ++i) {
        const std::size_t volume = volumes.empty() ? i : static_cast<std::size_t>(volumes[i]);
        const double depth = has_depth ? place.at(Quantity::depth, volume) : 1.0;
        if (!(depth > 0.0)) {
            ++counts.dry;
            continue;
        }
        counts.shallow += depth < options.least_depth ? 1 : 0;
        members.volume[members.count++] = volume;
    }
    if (members.count == 0)
        return members;
    for (std::size_t l = members.count; l < lanes; ++l)
        members.volume[l] = members.volume[members.count - 1];
    for (std::size_t q = 0; q < quantity_count; ++q) {
        double* const to = block.place.row(q);
        const std::span<const double> values = place.of[q];
        if (values.size() <= 1)
            std::fill_n(to, lanes, values.empty() ? 0.0 : values[0]);
        else
            for (std::size_t l = 0; l < lanes; ++l)
                to[l] = values[members.volume[l]];
        const std::span<const double> later = place.at_end[q];
        block.changing[q] = !later.empty();
        for (std::size_t l = 0; l < lanes && !later.empty(); ++l)
            block.place_change.row(q)[l] = (later.size() == 1 ? later[0] : later[members.volume[l]]) - to[l];
    }
    block.changing[index(Quantity::depth)] = false;  // what is stored needs one depth for the whole time
    double* const depth = block.place.row(index(Quantity::depth));
    std::copy_n(depth, lanes, block.depth.row(0));
    for (std::size_t l = 0; l < lanes; ++l)
        depth[l] = std::max(depth[l], options.least_depth);
    for (std::size_t k = 0; k < plan.constituent_count(); ++k)
        for (std::size_t l = 0; l < lanes; ++l)
            block.concentration.row(k)[l] = concentrations[k][members.volume[l]] * factors[k];
    block.prepare();
    return members;
}

void Kinetics::Parts::scatter(const Block& block, const Members& members,
                              std::span<const std::span<double>> concentrations) const {
    for (std::size_t k = 0; k < plan.constituent_count(); ++k)
        for (std::size_t l = 0; l < members.count; ++l) {
            double& value = concentrations[k][members.volume[l]];
            const double now = block.concentration.row(k)[l];
            value = now == value * factors[k] ? value : now / factors[k];
        }
}

Kinetics::Kinetics(Plan plan, const KineticsOptions& options, std::vector<double> factors)
    : parts_(std::make_unique<Parts>(std::move(plan), options, std::move(factors))) {}

Kinetics::~Kinetics() = default;

const Plan& Kinetics::plan() const { return parts_->plan; }

KineticsOutcome Kinetics::advance(double seconds, const Place& place, std::span<const std::span<double>> concentrations,
                                  std::span<const std::int32_t> volumes, std::span<const std::span<double>> extents) {
    assert(concentrations.size() == parts_->plan.constituent_count());
    KineticsOutcome outcome;
    if (concentrations.empty() || !(seconds > 0.0))
        return outcome;
    Parts& parts = *parts_;
    const std::size_t count = volumes.empty() ? concentrations[0].size() : volumes.size();
    const auto blocks = static_cast<std::int64_t>((count + lanes - 1) / lanes);
    std::int64_t steps = 0, implicit = 0, refused = 0, limited = 0, shallow = 0, dry = 0, failed = -1;
#pragma omp parallel for schedule(dynamic, 8) num_threads(parts.options.threads) if (parts.options.threads > 1) \
    reduction(+ : steps, implicit, refused, limited, shallow, dry) reduction(max : failed)
    for (std::int64_t b = 0; b < blocks; ++b) {
        const auto own = static_cast<std::size_t>(omp_get_thread_num());
        Block& block = *parts.blocks[own];
        KineticsCounts counts;
        const std::size_t begin = static_cast<std::size_t>(b) * lanes, end = std::min(begin + lanes, count);
        const Members members = parts.gather(block, begin, end, place, concentrations, volumes, counts);
        if (members.count > 0) {
            LaneArray& total = parts.totals[own];
            if (!extents.empty())
                std::fill_n(total.data(), total.size(), 0.0);
            Integrator integrator(block, parts.options, counts, members.count, !extents.empty());
            if (integrator.run(seconds / seconds_per_day, total)) {
                parts.scatter(block, members, concentrations);
                for (std::size_t j = 0; j < extents.size(); ++j)
                    for (std::size_t l = 0; l < members.count; ++l)
                        extents[j][members.volume[l]] += total.row(j)[l];
            } else {
                failed = std::max(failed, static_cast<std::int64_t>(members.volume[0]));
            }
        }
        steps += counts.steps;
        implicit += counts.implicit;
        refused += counts.refused;
        limited += counts.limited;
        shallow += counts.shallow;
        dry += counts.dry;
    }
    outcome.counts = {steps, implicit, refused, limited, shallow, dry};
    outcome.finished = failed < 0;
    outcome.volume = static_cast<std::int32_t>(failed);
    return outcome;
}

double Kinetics::fastest_rate(const Place& place, std::span<const std::span<double>> concentrations,
                              std::span<const std::int32_t> volumes) {
    Parts& parts = *parts_;
    Block& block = *parts.blocks[0];
    const std::size_t count = volumes.empty() ? concentrations[0].size() : volumes.size();
    KineticsCounts counts;
    double fastest = 0.0;
    for (std::size_t begin = 0; begin < count; begin += lanes) {
        const Members members =
            parts.gather(block, begin, std::min(begin + lanes, count), place, concentrations, volumes, counts);
        if (members.count == 0)
            continue;
        block.rates(block.concentration.data(), 0, block.change[0].data());
        block.differentiate(block.concentration.data());
        fastest = std::max(fastest, block.fastest());
    }
    return fastest / seconds_per_day;
}

double kinetic_step(double fastest_rate, double least, double largest) {
    return std::clamp(fastest_rate > 0.0 ? 0.1 / fastest_rate : largest, least, largest);
}

}  // namespace liriver::solver::quality
