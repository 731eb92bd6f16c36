#include "scenarios/runner/operation.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace liriver::scenarios::runner {
namespace {

namespace structures = solver::structures;
constexpr double none = std::numeric_limits<double>::quiet_NaN();
enum SinceOutput : std::size_t { took_in, released_water, spilled_water, fell_short, seconds, since_output_items };

}  // namespace

Operation::Operation(const ChannelModel& model) : model_(&model), active_(model.operation.active()) {
    const OperationModel& operation = model.operation;
    const std::size_t count = operation.pools.size();
    for (const PoolDriver& driver : operation.pools)
        volume_.push_back(driver.initial_volume);
    release_.assign(count, 0.0);
    order_.assign(count, 0.0);
    wanted_.assign(count, 0);
    let_go_.assign(count, 0.0);
    since_output_.assign(count * since_output_items, 0.0);
    trial_.resize(count);
    signal_.resize(operation.signals.size());
    value_.resize(operation.rules.size());
    otherwise_.assign(operation.targets.size(), none);
    rules_ = structures::RuleBook(operation.rules, otherwise_);
    const bool pools = std::any_of(operation.pools.begin(), operation.pools.end(),
                                   [](const PoolDriver& driver) { return driver.pool.has_value(); });
    accounts_ = OperationAccounts(pools ? volume_ : std::vector<double>{}, operation.target_flows.size());
    passed_.assign(operation.target_flows.size() * 2, 0.0);
    for (std::size_t r = 0; r < count; ++r)
        if (has_pool(r)) {
            release_[r] = std::max(0.0, inflow(r, 0.0, operation.interval) / operation.interval);
            order_own(r, 0.0);
            release_[r] = order_[r];
        }
}

void Operation::set_travel_times(std::vector<TravelTimes> times) {
    travel_times_ = std::move(times);
    for (std::size_t k = 0; k < travel_times_.size(); ++k) {
        const TargetFlowDriver& flow = model_->operation.target_flows[k];
        target_flows_.emplace_back(flow.members.size(), model_->operation.interval, flow.smoothing,
                                   travel_times_[k].longest(), flow.largest);
    }
}

std::vector<double> Operation::weights(std::size_t target_flow) const {
    std::vector<double> weights;
    for (const TargetFlowMember& member : model_->operation.target_flows[target_flow].members) {
        const auto r = static_cast<std::size_t>(member.reservoir);
        const structures::Reservoir& pool = *model_->operation.pools[r].pool;
        // a pool at its dead level still counts for something, so that shares never vanish
        weights.push_back(member.share.value_or(std::max(1.0, volume_[r] - pool.curve.volume(pool.dead_level))));
    }
    return weights;
}

double Operation::next_control() const {
    return active_ ? static_cast<double>(decisions_[0]) * model_->operation.interval
                   : std::numeric_limits<double>::infinity();
}

double Operation::inflow(std::size_t reservoir, double t0, double t1) const {
    const std::int32_t given = model_->operation.pools[reservoir].inflow;
    if (given >= 0)
        return model_->driver.functions[static_cast<std::size_t>(given)].integral(t0, t1);
    const Release& release = model_->driver.reservoirs[reservoir];
    if (release.natural < 0)
        return 0.0;
    return release.area * model_->driver.functions[static_cast<std::size_t>(release.natural)].integral(t0, t1);
}

structures::ReservoirSupply Operation::supply(std::size_t reservoir, double t0, double t1) const {
    const PoolDriver& driver = model_->operation.pools[reservoir];
    const auto depth = [&](std::int32_t function) {
        return function < 0 ? 0.0 : model_->driver.functions[static_cast<std::size_t>(function)].integral(t0, t1);
    };
    return {inflow(reservoir, t0, t1), depth(driver.rain), depth(driver.evaporation)};
}

structures::ReservoirView Operation::view(std::size_t reservoir, double t) const {
    const structures::Reservoir& pool = *model_->operation.pools[reservoir].pool;
    const double interval = model_->operation.interval;
    const structures::ReservoirSupply comes = supply(reservoir, t, t + interval);
    structures::ReservoirView view;
    view.volume = volume_[reservoir];
    view.release_before = release_[reservoir];
    view.inflow = std::max(0.0, comes.inflow +
                                    (comes.rain - comes.evaporation) * pool.curve.area(pool.curve.level(view.volume))) /
                  interval;
    view.clock = model_->operation.clock(t);
    view.interval = interval;
    return view;
}

// By the schedule while it has rows, else by rule curve or inflow.
void Operation::order_own(std::size_t reservoir, double t) {
    const Release& schedule = model_->driver.reservoirs[reservoir];
    const structures::Reservoir& pool = *model_->operation.pools[reservoir].pool;
    std::optional<double> wanted;
    if (schedule.release >= 0 && t >= schedule.from && t < schedule.to)
        wanted = model_->driver.functions[static_cast<std::size_t>(schedule.release)].mean(
            t, std::min(schedule.to, t + model_->operation.interval));
    order_[reservoir] = structures::decide(pool, view(reservoir, t), wanted);
    wanted_[reservoir] = wanted.has_value() || !pool.rule_curve.empty() ? 1 : 0;
}

void Operation::obey_rules(double t, std::span<const double> measured) {
    const OperationModel& operation = model_->operation;
    for (std::size_t k = 0; k < signal_.size(); ++k) {
        const Signal& signal = operation.signals[k];
        const auto place = static_cast<std::size_t>(signal.place);
        signal_[k] =
            signal.kind == Signal::Kind::level ? operation.pools[place].pool->curve.level(volume_[place]) : measured[k];
    }
    for (std::size_t r = 0; r < value_.size(); ++r)
        value_[r] =
            model_->driver.functions[static_cast<std::size_t>(operation.rule_value[r])].mean(t, t + operation.interval);
    for (std::size_t k = 0; k < otherwise_.size(); ++k) {
        const RuleTarget& target = operation.targets[k];
        otherwise_[k] = none;
        if (target.reservoir)
            continue;
        const LinkDriver& link = model_->links[static_cast<std::size_t>(target.index)];
        otherwise_[k] = link.setting < 0 ? model_->mesh.links[static_cast<std::size_t>(target.index)].setting
                                         : model_->driver.functions[static_cast<std::size_t>(link.setting)].value(t);
    }
    rules_.evaluate(operation.clock(t), signal_, value_, otherwise_, operation.interval);
    for (std::size_t k = 0; k < otherwise_.size(); ++k) {
        const double setting = rules_.settings()[k];
        if (!operation.targets[k].reservoir || std::isnan(setting))
            continue;
        const auto reservoir = static_cast<std::size_t>(operation.targets[k].index);
        order_[reservoir] = structures::decide(*operation.pools[reservoir].pool, view(reservoir, t), setting);
        wanted_[reservoir] = 2;  // a rule stands above a target flow
    }
}

void Operation::serve(std::size_t target_flow, double t, double station_flow) {
    const OperationModel& operation = model_->operation;
    const TargetFlowDriver& flow = operation.target_flows[target_flow];
    structures::TargetFlow& rule = target_flows_[target_flow];
    const auto& target = model_->driver.functions[static_cast<std::size_t>(flow.target)];
    const auto asked = [&](double at) { return at >= flow.from && at < flow.to ? target.value(at) : none; };
    // the mean delay of a change from the flow that is to the one that is wanted: that of the flow between them
    double goal = asked(t);
    if (std::isnan(goal))
        goal = asked(t + travel_times_[target_flow].longest());
    const double in_question = std::isnan(goal) ? station_flow : 0.5 * (station_flow + goal);
    const std::vector<double> shares = weights(target_flow);
    travel_.clear();
    target_.clear();
    released_.clear();
    told_.clear();
    givers_.clear();
    for (std::size_t m = 0; m < flow.members.size(); ++m) {
        const auto r = static_cast<std::size_t>(flow.members[m].reservoir);
        const double travel = travel_times_[target_flow].at(m, in_question);
        const double arrival = t + travel;
        travel_.push_back(travel);
        target_.push_back(
            std::isnan(asked(arrival)) || wanted_[r] == 2 ? none : target.mean(arrival, arrival + operation.interval));
        released_.push_back(let_go_[r] / operation.interval);
        told_.push_back(order_[r]);
        const structures::ReleaseRange range = wanted_[r] == 2
                                                   ? structures::ReleaseRange{order_[r], order_[r]}
                                                   : structures::possible_release(*operation.pools[r].pool, view(r, t));
        givers_.push_back({range.least, range.most, shares[m], flow.members[m].priority});
    }
    if (decisions_[0] == 0)
        rule.start(told_, station_flow);
    else
        rule.observe(released_, passed_[2 * target_flow] / passed_[2 * target_flow + 1], travel_);
    const double missing = rule.decide(travel_, target_, givers_, told_);
    accounts_.add_unmet(target_flow, missing, operation.interval);
    for (std::size_t m = 0; m < flow.members.size(); ++m) {
        if (std::isnan(target_[m]))
            continue;
        const auto r = static_cast<std::size_t>(flow.members[m].reservoir);
        order_[r] = structures::decide(*operation.pools[r].pool, view(r, t), told_[m]);
        wanted_[r] = 1;
    }
}

void Operation::decide(double t, std::span<const double> measured, std::span<const double> station_flow) {
    for (std::size_t r = 0; r < volume_.size(); ++r)
        if (has_pool(r))
            order_own(r, t);
    obey_rules(t, measured);
    for (std::size_t k = 0; k < target_flows_.size(); ++k)
        serve(k, t, station_flow[k]);
    std::fill(let_go_.begin(), let_go_.end(), 0.0);
    std::fill(passed_.begin(), passed_.end(), 0.0);
    ++decisions_[0];
}

ReleasedWater Operation::route(std::size_t reservoir, double t0, double t1) {
    structures::ReservoirStep& step = trial_[reservoir];
    step = structures::route(*model_->operation.pools[reservoir].pool, volume_[reservoir], supply(reservoir, t0, t1),
                             order_[reservoir], t1 - t0);
    const double all = step.released + step.spilled;
    return wanted_[reservoir] == 0 ? ReleasedWater{all, 0.0} : ReleasedWater{0.0, all};
}

void Operation::accept(double dt, std::span<const double> station_flow) {
    for (std::size_t r = 0; r < volume_.size(); ++r) {
        if (!has_pool(r))
            continue;
        const structures::ReservoirStep& step = trial_[r];
        volume_[r] = step.volume;
        release_[r] = step.released / dt;
        let_go_[r] += step.released + step.spilled;
        double* const since = &since_output_[r * since_output_items];
        since[took_in] += step.inflow;
        since[released_water] += step.released;
        since[spilled_water] += step.spilled;
        since[fell_short] += step.shortfall;
        since[seconds] += dt;
        accounts_.add(r, step, dt);
    }
    for (std::size_t k = 0; k < target_flows_.size(); ++k) {
        passed_[2 * k] += station_flow[k] * dt;
        passed_[2 * k + 1] += dt;
    }
}

PoolReport Operation::report(std::size_t reservoir) {
    PoolReport report;
    report.volume = volume_[reservoir];
    report.level = model_->operation.pools[reservoir].pool->curve.level(report.volume);
    double* const since = &since_output_[reservoir * since_output_items];
    const double time = since[seconds];
    report.inflow = since[took_in] / time;
    report.release = since[released_water] / time;
    report.spill = since[spilled_water] / time;
    report.shortfall = since[fell_short] / time;
    std::fill(since, since + since_output_items, 0.0);
    return report;
}

}  // namespace liriver::scenarios::runner
