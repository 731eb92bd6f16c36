#include "scenarios/runner/profile_between.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "solver/channel/channel_solver.h"

namespace liriver::scenarios::runner {
namespace {

using solver::channel::gravity;

constexpr std::size_t fine_steps = 48;   // of the exact profile: z < 1/4 in each where the control is still felt
constexpr double least_depth = 1e-4;     // m
constexpr double shortest_halved = 5.0;  // m, of the steps that may be halved
constexpr double subcritical = 0.8;      // the Froude number up to which what comes from above is felt at a section

}  // namespace

ProfileBetween::ProfileBetween(const solver::channel::HydraulicTables& tables, End above, End below, double distance,
                               double discharge)
    : tables_(tables),
      above_(above),
      below_(below),
      distance_(distance),
      discharge_(discharge),
      critical_above_(critical_depth_of(above.table)),
      critical_below_(critical_depth_of(below.table)) {}

double ProfileBetween::critical_depth_of(std::int32_t table) const {
    double low = 0.0;
    double high = 1.0;
    std::int32_t cursor = 0;
    const auto supercritical = [&](double depth) {
        const auto section = tables_.at(table, depth, cursor);
        return discharge_ * discharge_ * section.top_width > gravity * section.area * section.area * section.area;
    };
    while (supercritical(high) && high < 1e3)
        high *= 2.0;
    for (int halving = 0; halving < 40; ++halving) {
        const double middle = 0.5 * (low + high);
        (supercritical(middle) ? low : high) = middle;
    }
    return high;
}

double ProfileBetween::critical_depth(double place) const {
    return critical_above_ + place * (critical_below_ - critical_above_);
}

ProfileBetween::Flow ProfileBetween::at(double place, double depth) const {
    const auto section = [&](std::int32_t table, std::int32_t& cursor) -> Flow {
        const auto all = tables_.at(table, depth, cursor);
        if (tables_.still().empty())
            return {all.area, all.top_width, all.conveyance, all.conveyance_slope};
        const auto still = tables_.still_at(table, depth, cursor);
        return {all.area - still.area, all.top_width - still.by_depth, all.conveyance, all.conveyance_slope};
    };
    const Flow a = section(above_.table, cursor_above_);
    if (above_.table == below_.table)
        return a;
    const Flow b = section(below_.table, cursor_below_);
    const auto mix = [place](double above, double below) { return above + place * (below - above); };
    return {mix(a.area, b.area), mix(a.width, b.width), mix(a.conveyance, b.conveyance),
            mix(a.conveyance_slope, b.conveyance_slope)};
}

double ProfileBetween::froude(double place, double depth) const {
    const Flow flow = at(place, depth);
    return flow.area > 0.0 ? discharge_ * std::sqrt(std::max(flow.width, 0.0) / (gravity * flow.area)) / flow.area
                           : 0.0;
}

// Newton's method for E(y) - E1 -/+ dx (w Sf(y) + (1 - w) Sf1) = 0, kept in a bracket on its branch: upstream it rises
// with y above the critical depth, downstream it falls with y below it.
double ProfileBetween::step(March march, double from, double depth, double to) const {
    const bool up = march == March::upstream;
    const double dx = std::abs(to - from) * distance_;
    const auto bed = [&](double place) { return above_.bed + place * (below_.bed - above_.bed); };
    const auto head = [&](const Flow& flow) {
        return discharge_ * discharge_ / (2.0 * gravity * flow.area * flow.area);
    };
    const auto slope = [&](const Flow& flow) { return discharge_ * discharge_ / (flow.conveyance * flow.conveyance); };
    const Flow start = at(from, depth);
    const double energy = bed(from) + depth + head(start);
    const double start_slope = slope(start);
    const double sign = up ? 1.0 : -1.0;
    double derivative = 0.0;
    const auto residual = [&](double y) {
        const Flow flow = at(to, y);
        const double friction = slope(flow);
        const double fr2 = 2.0 * head(flow) * flow.width / flow.area;
        const double stiffness = 2.0 * friction * flow.conveyance_slope / flow.conveyance;
        const double z = dx * stiffness / std::max(std::abs(1.0 - fr2), 1e-6);
        const double weight = z > 2.0 ? 1.0 - 1.0 / z : 0.5;
        derivative = 1.0 - fr2 + sign * dx * weight * stiffness;
        return bed(to) + y + head(flow) - energy - sign * dx * (weight * friction + (1.0 - weight) * start_slope);
    };
    const double critical = std::max(critical_depth(to), least_depth);
    if (residual(critical) >= 0.0)
        return critical;
    double low = critical;   // where the residual is negative
    double high = critical;  // where it is positive
    for (int tries = 0; tries < 60; ++tries) {
        high = up ? 2.0 * high : 0.5 * high;
        if (residual(high) > 0.0)
            break;
        low = high;
    }
    double y = std::clamp(depth, std::min(low, high), std::max(low, high));
    for (int iteration = 0; iteration < 60; ++iteration) {
        const double value = residual(y);
        (value < 0.0 ? low : high) = y;
        double next = derivative != 0.0 ? y - value / derivative : low;
        if (!(next > std::min(low, high) && next < std::max(low, high)))
            next = 0.5 * (low + high);
        if (std::abs(next - y) <= 1e-9 * y)
            return next;
        y = next;
    }
    return y;
}

double ProfileBetween::depth(March march, double control, std::span<const double> places,
                             std::vector<double>* profile) const {
    const bool up = march == March::upstream;
    double at = up ? 1.0 : 0.0;
    double y = up ? std::max(control, critical_depth(at)) : std::min(control, critical_depth(at));
    std::vector<double> found{y};
    for (std::size_t k = 0; k <= places.size(); ++k) {
        const double to = k == places.size() ? 1.0 - (up ? 1.0 : 0.0) : places[up ? places.size() - 1 - k : k];
        y = step(march, at, y, to);
        at = to;
        found.push_back(y);
    }
    if (profile != nullptr) {
        if (up)
            std::reverse(found.begin(), found.end());
        *profile = std::move(found);
    }
    return y;
}

namespace {

const std::vector<double>& fine_places() {
    static const std::vector<double> places = [] {
        std::vector<double> made;
        for (std::size_t k = 1; k < fine_steps; ++k)
            made.push_back(static_cast<double>(k) / fine_steps);
        return made;
    }();
    return places;
}

}  // namespace

double ProfileBetween::exact_depth(March march, double control) const { return depth(march, control, fine_places()); }

double ProfileBetween::refine(March march, double control, double error, std::size_t most,
                              std::vector<double>& places) const {
    std::vector<double> exact;
    const double right = depth(march, control, fine_places(), &exact);
    const auto off = [&] { return std::abs(depth(march, control, places) - right) / right; };
    const auto exact_at = [&](double place) {
        const double k = place * fine_steps;
        const auto i = std::min(static_cast<std::size_t>(k), fine_steps - 1);
        return exact[i] + (k - static_cast<double>(i)) * (exact[i + 1] - exact[i]);
    };
    // The velocity that water brings to the control is that of the step above it: the momentum it is taken to bring is
    // too large by Q (u - u_c) / (g A), that is by Fr^2 (u / u_c - 1) of the depth. A critical section is its own
    // control.
    const double froude_there = froude(march == March::upstream ? 1.0 : 0.0, control);
    const auto brought = [&] {
        if (march == March::downstream || froude_there > subcritical)
            return 0.0;
        const double place = places.empty() ? 0.0 : places.back();
        return froude_there * froude_there * std::abs(at(1.0, control).area / at(place, exact_at(place)).area - 1.0);
    };
    const double before = off();
    const auto begin_of = [&](std::size_t k) { return k == 0 ? 0.0 : places[k - 1]; };
    const auto end_of = [&](std::size_t k) { return k == places.size() ? 1.0 : places[k]; };
    const auto may_be_halved = [&](std::size_t k) { return (end_of(k) - begin_of(k)) * distance_ >= shortest_halved; };
    while (places.size() < most) {
        std::size_t split = places.size();
        if (0.5 * brought() <= error || !may_be_halved(split)) {
            if (off() <= error)
                break;
            double largest = 0.0;
            bool any = false;
            for (std::size_t k = 0; k <= places.size(); ++k) {
                const double change = std::abs(std::log(exact_at(end_of(k)) / exact_at(begin_of(k))));
                if (may_be_halved(k) && (!any || change > largest)) {
                    any = true;
                    largest = change;
                    split = k;
                }
            }
            if (!any)
                break;
        }
        places.insert(places.begin() + static_cast<std::ptrdiff_t>(split), 0.5 * (begin_of(split) + end_of(split)));
    }
    return before;
}

}  // namespace liriver::scenarios::runner
