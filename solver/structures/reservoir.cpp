#include "solver/structures/reservoir.h"

#include <algorithm>
#include <cmath>

namespace liriver::solver::structures {
namespace {

constexpr double gravity = 9.81;  // m/s2
constexpr double days_a_year = 366.0;
constexpr double infinite = std::numeric_limits<double>::infinity();

// The volume V' with V' + weight Q_s(V') = open: the left side grows with V', so halving the bracket finds it.
double settle(const Reservoir& reservoir, double open, double weight, double lowest) {
    double low = lowest;
    double high = open;
    for (int halving = 0; halving < 100 && low < high; ++halving) {
        const double middle = 0.5 * (low + high);
        if (middle <= low || middle >= high)
            break;
        const double left = middle + weight * reservoir.spillway.flow(reservoir.curve.level(middle));
        (left > open ? high : low) = middle;
    }
    return low;
}

// Spill of one step, m3; `rest` is what the pool holds if nothing spills. The trapezoidal rule, unless its first half
// alone would already draw the pool below the lip: then all of it at the step's end.
double spill(const Reservoir& reservoir, double volume, double rest, double dt) {
    if (!std::isfinite(reservoir.spillway.lip()))
        return 0.0;
    const double at_lip = reservoir.curve.volume(reservoir.spillway.lip());
    if (rest <= at_lip)
        return 0.0;
    const double before = 0.5 * dt * reservoir.spillway.flow(reservoir.curve.level(volume));
    const double open = rest - before;
    const double after =
        open >= at_lip ? settle(reservoir, open, 0.5 * dt, at_lip) : settle(reservoir, rest, dt, at_lip);
    return std::max(0.0, rest - after);
}

}  // namespace

double Spillway::flow(double at) const {
    if (!level.empty())
        return interpolate(level, discharge, at, true);
    return at > crest ? coefficient * std::sqrt(2.0 * gravity) * width * std::pow(at - crest, 1.5) : 0.0;
}

double RuleCurve::release(const LocalClock& clock, double level) const {
    const double today = clock.day_of_year();
    std::size_t next = 0;
    while (next < releases.size() && releases[next].day <= today)
        ++next;
    const Day& a = releases[(next + releases.size() - 1) % releases.size()];
    const Day& b = releases[next % releases.size()];
    double span = b.day - a.day;
    double gone = today - a.day;
    if (span <= 0.0)  // over new year
        span += days_a_year;
    if (gone < 0.0)
        gone += days_a_year;
    const double from = interpolate(a.level, a.release, level, false);
    return from + (interpolate(b.level, b.release, level, false) - from) * (gone / span);
}

double Reservoir::capacity(double level) const {
    if (outlets.empty())
        return infinite;
    double sum = 0.0;
    for (const ReservoirOutlet& outlet : outlets)
        sum += level < outlet.level.front() ? 0.0 : interpolate(outlet.level, outlet.capacity, level, false);
    return sum;
}

double Reservoir::highest_allowed(const LocalClock& clock) const {
    const double normal = normal_level.value_or(infinite);
    return flood_limit_level && flood_season.holds(clock) ? std::min(normal, *flood_limit_level) : normal;
}

ReservoirStep route(const Reservoir& reservoir, double volume, const ReservoirSupply& supply, double ordered,
                    double dt) {
    ReservoirStep step;
    const double level = reservoir.curve.level(volume);
    const double surface = reservoir.curve.area(level);
    step.rain = supply.rain * surface;
    step.inflow = std::max(supply.inflow, std::min(0.0, reservoir.curve.least_volume() - volume - step.rain));
    step.inflow_cut = step.inflow - supply.inflow;
    double held = volume + step.inflow + step.rain;
    const double evaporation = supply.evaporation * surface;
    step.evaporation = std::clamp(held - reservoir.curve.least_volume(), 0.0, evaporation);
    step.evaporation_cut = evaporation - step.evaporation;
    held -= step.evaporation;
    const double above_dead = std::max(0.0, held - reservoir.curve.volume(reservoir.dead_level));
    const double wanted = ordered * dt;
    step.released = std::min({wanted, reservoir.capacity(level) * dt, above_dead});
    step.shortfall = wanted - step.released;
    held -= step.released;
    step.spilled = spill(reservoir, volume, held, dt);
    step.volume = held - step.spilled;
    step.above_curve = step.volume > reservoir.curve.largest_volume();
    return step;
}

void through_outlets(const Reservoir& reservoir, double level, double release, std::span<double> flow) {
    for (std::size_t k = 0; k < reservoir.outlets.size(); ++k) {
        const ReservoirOutlet& outlet = reservoir.outlets[k];
        const double most =
            level < outlet.level.front() ? 0.0 : interpolate(outlet.level, outlet.capacity, level, false);
        flow[k] = std::min(most, release);
        release -= flow[k];
    }
}

double decide(const Reservoir& reservoir, const ReservoirView& view, std::optional<double> wanted) {
    const double level = reservoir.curve.level(view.volume);
    const double response = std::max(reservoir.response, view.interval);
    double release = view.inflow;
    if (wanted)
        release = *wanted;
    else if (!reservoir.rule_curve.guide.empty())
        release = view.inflow +
                  (view.volume - reservoir.curve.volume(reservoir.rule_curve.guide.value(view.clock))) / response;
    else if (!reservoir.rule_curve.releases.empty())
        release = reservoir.rule_curve.release(view.clock, level);
    if (const double highest = reservoir.highest_allowed(view.clock); std::isfinite(highest)) {
        const double above = view.volume - reservoir.curve.volume(highest);
        release = std::max(release, view.inflow + above / (above > 0.0 ? response : view.interval));
    }
    release = std::clamp(release, reservoir.minimum_release, reservoir.maximum_release);
    const double down = view.release_before - reservoir.ramp_down * view.interval;
    const double up = view.release_before + reservoir.ramp_up * view.interval;
    return std::max(reservoir.minimum_release, std::clamp(release, down, up));
}

ReleaseRange possible_release(const Reservoir& reservoir, const ReservoirView& view) {
    const double water =
        std::max(0.0, (view.volume - reservoir.curve.volume(reservoir.dead_level)) / view.interval + view.inflow);
    const double able = std::min(water, reservoir.capacity(reservoir.curve.level(view.volume)));
    ReleaseRange range;
    range.least = std::min(able, decide(reservoir, view, 0.0));
    range.most = std::max(range.least, std::min(able, decide(reservoir, view, infinite)));
    return range;
}

}  // namespace liriver::solver::structures
