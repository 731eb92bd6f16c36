#include "scenarios/runner/travel_times.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenarios/runner/gauge_cut.h"
#include "solver/channel/channel_solver.h"
#include "solver/channel/time_stepper.h"

namespace liriver::scenarios::runner {
namespace {

constexpr double day = 86400.0;
constexpr double probe = 0.02;       // of the station's flow: the change that is timed
constexpr double least_probe = 0.1;  // m3/s of a release by schedule: the change that is timed
constexpr double at_rest = 1e-6;     // m a day
constexpr double near_rest = 1e-3;   // m a day, above which it is said
constexpr int most_steps = 2000;

// A steady state of its own, moved from one set of inflows to the next.
class SteadyState {
  public:
    SteadyState(const ChannelModel& model, const SteadyRiver& start)
        : start_(start), solver_(model.mesh, {}), source_(start.cell_source.begin(), start.cell_source.end()) {
        solver_.set_state(start.stage, start.velocity);
    }

    void add(std::int32_t cell, double discharge) { source_[static_cast<std::size_t>(cell)] += discharge; }

    /// Steps that grow to a day, until nothing moves. Returns how fast stages still change, m a day.
    double settle() {
        solver::channel::TimeStepOptions options;
        options.least = 1e-4;
        options.largest = day;
        options.tolerance = 0.5;
        solver::channel::TimeStepper stepper(options);
        double rest = 1.0;
        for (int taken = 0; taken < most_steps && rest > at_rest; ++taken) {
            const double dt = stepper.propose(1e300);
            before_.assign(solver_.stage().begin(), solver_.stage().end());
            const auto outcome =
                solver_.step(dt, {source_, start_.boundary_value, start_.setting}, stepper.largest_change(dt));
            if (!stepper.judge(dt, outcome)) {
                if (stepper.exhausted())
                    break;
                continue;
            }
            rest = 0.0;
            for (std::size_t i = 0; i < before_.size(); ++i)
                rest = std::max(rest, std::abs(solver_.stage()[i] - before_[i]) / (dt / day));
        }
        return rest;
    }

    [[nodiscard]] std::vector<double> volumes() const { return {solver_.volume().begin(), solver_.volume().end()}; }

  private:
    const SteadyRiver& start_;
    solver::channel::ChannelSolver solver_;
    std::vector<double> source_, before_;
};

// The most that a table releases, m3/s: at its rows, where alone straight lines and steps have their greatest.
double largest_release(const Driver& driver, const Release& release) {
    const solver::forcing::Function& function = driver.functions[static_cast<std::size_t>(release.release)];
    double largest = std::max(function.value(release.from), function.value_before(release.to));
    for (double t = function.next_break(release.from); t < release.to; t = function.next_break(t))
        largest = std::max({largest, function.value_before(t), function.value(t)});
    return largest;
}

// The times, s, that a change of discharge (m3/s) at a cell takes to the lower ends of some parts of the network: what
// more each part holds in the steady state with the change, over it. `above`: of each part its cells; `before`: the
// volumes without the change, which is taken back.
std::vector<double> times_of_change(SteadyState& river, std::int32_t cell, double change,
                                    const std::vector<double>& before,
                                    const std::vector<const std::vector<std::uint8_t>*>& above, double& rest) {
    river.add(cell, change);
    rest = std::max(rest, river.settle());
    const std::vector<double> after = river.volumes();
    river.add(cell, -change);
    std::vector<double> times;
    for (const std::vector<std::uint8_t>* part : above) {
        double more = 0.0;
        for (std::size_t i = 0; i < part->size(); ++i)
            if ((*part)[i] != 0)
                more += after[i] - before[i];
        times.push_back(more / change);
    }
    return times;
}

}  // namespace

double TravelTimes::at(std::size_t member, double station_flow) const {
    if (flow.size() == 1 || station_flow <= flow.front())
        return time.front()[member];
    if (station_flow >= flow.back())
        return time.back()[member];
    const double share = (station_flow - flow.front()) / (flow.back() - flow.front());
    return time.front()[member] + (time.back()[member] - time.front()[member]) * share;
}

double TravelTimes::longest() const {
    double longest = 0.0;
    for (const std::vector<double>& times : time)
        for (const double one : times)
            longest = std::max(longest, one);
    return longest;
}

TravelTimes find_travel_times(const ChannelModel& model, const TargetFlowDriver& rule, const SteadyRiver& start,
                              std::span<const double> weight, std::vector<std::string>& notes) {
    const auto cell_of = [&](const TargetFlowMember& member) {
        return model.operation.pools[static_cast<std::size_t>(member.reservoir)].cell;
    };
    const bool all_given = std::all_of(rule.members.begin(), rule.members.end(),
                                       [](const TargetFlowMember& member) { return member.travel_time.has_value(); });
    TravelTimes times;
    times.flow.push_back(start.station_flow);
    if (!all_given && rule.largest > start.station_flow)
        times.flow.push_back(rule.largest);
    double weights = 0.0;
    for (const double one : weight)
        weights += one;
    double rest = 0.0;
    for (const double flow : times.flow) {
        std::vector<double>& row = times.time.emplace_back();
        const double change = probe * std::max(flow, 1.0);
        SteadyState river(model, start);
        for (std::size_t k = 0; k < rule.members.size(); ++k)
            river.add(cell_of(rule.members[k]), (flow - start.station_flow) * weight[k] / weights);
        if (!all_given)
            rest = std::max(rest, river.settle());
        const std::vector<double> before = river.volumes();
        for (const TargetFlowMember& member : rule.members) {
            if (member.travel_time) {
                row.push_back(*member.travel_time);
                continue;
            }
            const auto above = cut_at_gauge(model, static_cast<std::size_t>(rule.station), cell_of(member)).above;
            row.push_back(times_of_change(river, cell_of(member), change, before, {&above}, rest).front());
        }
    }
    if (rest > near_rest)
        notes.push_back(fmt::format(
            "travel times of {}: the steady states behind them still change by up to {:.2g} m a day", rule.name, rest));
    return times;
}

std::vector<ReleaseTime> find_release_times(const ChannelModel& model, const SteadyRiver& start,
                                            std::vector<std::string>& notes) {
    struct Way {
        std::size_t reservoir = 0, station = 0;
        std::vector<std::uint8_t> above;
    };
    const auto& pools = model.operation.pools;
    std::vector<Way> ways;
    std::vector<double> more(pools.size(), 0.0);  // m3/s from the start to the largest release
    for (std::size_t r = 0; r < pools.size(); ++r) {
        const Release& release = model.driver.reservoirs[r];
        if (release.release < 0 || pools[r].pool)
            continue;
        const ReleasedWater first = model.driver.released(r, 0.0, 1.0);
        more[r] = largest_release(model.driver, release) - first.natural - first.released;
        for (std::size_t s = 0; s < model.stations.size(); ++s)
            if (GaugeCut cut = cut_at_gauge(model, s, pools[r].cell); cut.whole)
                ways.push_back({r, s, std::move(cut.above)});
    }
    if (ways.empty())
        return {};
    std::vector<ReleaseTime> times;
    times.reserve(ways.size());
    for (const Way& way : ways)
        times.push_back({way.reservoir, way.station});
    double rest = 0.0;
    for (const bool released : {false, true}) {
        SteadyState river(model, start);
        if (released)
            for (std::size_t r = 0; r < more.size(); ++r)
                if (more[r] != 0.0)
                    river.add(pools[r].cell, more[r]);
        rest = std::max(rest, river.settle());
        const std::vector<double> before = river.volumes();
        for (std::size_t r = 0; r < pools.size(); ++r) {
            if (std::none_of(ways.begin(), ways.end(), [r](const Way& way) { return way.reservoir == r; }))
                continue;
            std::vector<const std::vector<std::uint8_t>*> above;
            for (const Way& way : ways)
                if (way.reservoir == r)
                    above.push_back(&way.above);
            const std::vector<double> found = times_of_change(river, pools[r].cell, least_probe, before, above, rest);
            std::size_t next = 0;
            for (std::size_t w = 0; w < ways.size(); ++w)
                if (ways[w].reservoir == r)
                    (released ? times[w].at_release : times[w].at_start) = found[next++];
        }
    }
    if (rest > near_rest)
        notes.push_back(fmt::format(
            "travel times of releases: the steady states behind them still change by up to {:.2g} m a day", rest));
    return times;
}

}  // namespace liriver::scenarios::runner
