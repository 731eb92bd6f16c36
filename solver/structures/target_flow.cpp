#include "solver/structures/target_flow.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace liriver::solver::structures {
namespace {

constexpr double flood = 3.0;  // of the largest target: more is no different

// What a giver of share s gives when each unit of share is asked for `level`.
double filled(const Giver& giver, double level) {
    return std::min(giver.most, std::max(giver.least, giver.share * level));
}

// Raises one priority together until it gives `wanted`, or all it has. The sum over its givers is a rising, piecewise
// linear function of the level, so the level is found by going from bend to bend.
void fill(int priority, double wanted, std::span<const Giver> givers, std::span<double> given) {
    double level = 0.0;
    for (std::size_t bends = 0; bends <= 2 * givers.size(); ++bends) {
        double sum = 0.0;
        double slope = 0.0;
        double next = std::numeric_limits<double>::infinity();
        for (const Giver& giver : givers) {
            if (giver.priority != priority || giver.share <= 0.0)
                continue;
            sum += filled(giver, level);
            const double asked = giver.share * level;
            if (asked < giver.least) {
                next = std::min(next, giver.least / giver.share);
            } else if (asked < giver.most) {
                slope += giver.share;
                next = std::min(next, giver.most / giver.share);
            }
        }
        const double reached = slope > 0.0 ? level + (wanted - sum) / slope : std::numeric_limits<double>::infinity();
        if (sum >= wanted || (!std::isfinite(next) && !std::isfinite(reached)))
            break;
        if (reached <= next) {
            level = reached;
            break;
        }
        level = next > level ? next : std::nextafter(level, next + 1.0);
    }
    for (std::size_t k = 0; k < givers.size(); ++k)
        if (givers[k].priority == priority && givers[k].share > 0.0)
            given[k] = filled(givers[k], level);
}

}  // namespace

void allocate(double demand, std::span<const Giver> givers, std::span<double> given) {
    double open = demand;
    for (std::size_t k = 0; k < givers.size(); ++k) {
        given[k] = givers[k].least;
        open -= givers[k].least;
    }
    int done = std::numeric_limits<int>::min();
    while (open > 0.0) {
        int priority = std::numeric_limits<int>::max();
        for (const Giver& giver : givers)
            if (giver.priority > done)
                priority = std::min(priority, giver.priority);
        if (priority == std::numeric_limits<int>::max())
            return;
        double had = 0.0;
        for (const Giver& giver : givers)
            if (giver.priority == priority && giver.share > 0.0)
                had += giver.least;
        fill(priority, had + open, givers, given);
        for (std::size_t k = 0; k < givers.size(); ++k)
            if (givers[k].priority == priority)
                open -= given[k] - givers[k].least;
        done = priority;
    }
}

ReleaseRecord::ReleaseRecord(std::size_t reservoirs, double interval, double longest)
    : reservoirs_(reservoirs),
      slots_(static_cast<std::size_t>(std::ceil(longest / interval)) + 3),
      interval_(interval),
      values_(slots_ * reservoirs, 0.0) {}

void ReleaseRecord::fill(std::span<const double> release) {
    for (std::size_t k = 0; k < values_.size(); ++k)
        values_[k] = release[k % reservoirs_];
}

void ReleaseRecord::push(std::span<const double> release) {
    head_ = (head_ + 1) % static_cast<std::int64_t>(slots_);
    std::copy(release.begin(), release.end(), values_.begin() + head_ * static_cast<std::ptrdiff_t>(reservoirs_));
}

double ReleaseRecord::mean(std::size_t reservoir, double ago) const {
    const double back = std::max(0.0, ago) / interval_;
    const double whole = std::floor(back);
    const auto value = [&](std::size_t intervals) {
        const std::size_t slot = (static_cast<std::size_t>(head_) + slots_ - std::min(intervals, slots_ - 1)) % slots_;
        return values_[slot * reservoirs_ + reservoir];
    };
    const auto first = static_cast<std::size_t>(whole);
    const double share = back - whole;
    return share > 0.0 ? (1.0 - share) * value(first) + share * value(first + 1) : value(first);
}

TargetFlow::TargetFlow(std::size_t reservoirs, double interval, double smoothing, double longest, double largest)
    : record_(reservoirs, interval, longest),
      interval_(interval),
      weight_(smoothing > 0.0 ? -std::expm1(-interval / smoothing) : 1.0),
      largest_(largest),
      order_(reservoirs),
      nearer_(reservoirs),
      parts_(reservoirs) {}

void TargetFlow::start(std::span<const double> release, double gauge) {
    record_.fill(release);
    const double natural = gauge - std::accumulate(release.begin(), release.end(), 0.0);
    const double seen = std::min(natural, flood * largest_);
    natural_ = {seen, seen, std::min(natural, largest_)};
}

double TargetFlow::arriving(std::span<const double> travel_time) const {
    double sum = 0.0;
    for (std::size_t r = 0; r < travel_time.size(); ++r)
        sum += record_.mean(r, travel_time[r]);
    return sum;
}

void TargetFlow::observe(std::span<const double> released, double gauge, std::span<const double> travel_time) {
    record_.push(released);
    const double natural = gauge - arriving(travel_time);
    auto& [once, twice, capped] = natural_;
    once += weight_ * (std::min(natural, flood * largest_) - once);
    twice += weight_ * (once - twice);
    capped += weight_ * (std::min(natural, largest_) - capped);
}

double TargetFlow::natural() const {
    const auto& [once, twice, capped] = natural_;
    return std::min(2.0 * once - twice, capped);
}

// What the water of reservoir j brings during the interval in which the one that decides arrives: that water left j
// `ahead` seconds before now, and in what is left of the interval it is what j was told just now.
double TargetFlow::meeting(std::size_t j, double ahead, double told) const {
    if (ahead >= interval_)
        return record_.mean(j, ahead - interval_);
    const double past = ahead / interval_;
    return past * record_.mean(j, 0.0) + (1.0 - past) * told;
}

double TargetFlow::decide(std::span<const double> travel_time, std::span<const double> target,
                          std::span<const Giver> givers, std::span<double> release) {
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    std::stable_sort(order_.begin(), order_.end(),
                     [&](std::size_t a, std::size_t b) { return travel_time[a] > travel_time[b]; });
    double missing = 0.0;
    for (std::size_t k = 0; k < order_.size(); ++k) {
        const std::size_t self = order_[k];
        if (std::isnan(target[self]))
            continue;
        double demand = target[self] - natural();
        for (std::size_t farther = 0; farther < k; ++farther) {
            const std::size_t j = order_[farther];
            demand -= meeting(j, travel_time[j] - travel_time[self], release[j]);
        }
        const std::size_t count = order_.size() - k;
        for (std::size_t n = 0; n < count; ++n)
            nearer_[n] = givers[order_[k + n]];
        allocate(demand, {nearer_.data(), count}, {parts_.data(), count});
        release[self] = parts_[0];
        missing = demand - parts_[0];  // of the nearest, who decides last
    }
    return std::max(0.0, missing);
}

}  // namespace liriver::solver::structures
