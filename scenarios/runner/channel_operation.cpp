// How a simulation is operated: what is measured for the rules, and when they decide.
#include <cmath>

#include "scenarios/runner/channel_domain.h"

namespace liriver::scenarios::runner {

double ChannelDomain::station_flow(std::int32_t station, bool now) const {
    double flow = 0.0;
    for (const std::int32_t cell : model_.stations[station].cells)
        flow += now ? discharge(cell) : mean_discharge(cell);
    return flow;
}

double ChannelDomain::measure(const Signal& signal) const {
    if (signal.kind == Signal::Kind::level)  // of a pool: operation knows it
        return std::nan("");
    const std::int32_t cell = model_.stations[signal.place].cells.front();
    switch (signal.kind) {
        case Signal::Kind::stage:
            return solver_.stage()[cell];
        case Signal::Kind::discharge:
            return station_flow(signal.place, true);
        case Signal::Kind::concentration: {
            const auto constituent = static_cast<std::size_t>(signal.constituent);
            return concentration(constituent, cell) * constituents()[constituent].si_per_unit;
        }
        case Signal::Kind::level:
            break;
    }
    return std::nan("");
}

// Once the steady state is there: travel times, and which constituents are tags.
void ChannelDomain::start_operation() {
    const auto& operation = model_.operation;
    measured_.resize(operation.signals.size());
    station_flow_.resize(operation.target_flows.size());
    std::vector<TravelTimes> times;
    for (std::size_t k = 0; k < operation.target_flows.size(); ++k) {
        const SteadyRiver start{solver_.stage(), solver_.velocity().first(model_.mesh.left.size()),
                                cell_source_,    boundary_value_,
                                setting_,        station_flow(operation.target_flows[k].station, true)};
        times.push_back(find_travel_times(model_, operation.target_flows[k], start, operation_.weights(k), notes_));
    }
    operation_.set_travel_times(std::move(times));
    std::vector<Tag> tags = tags_of(model_);
    const std::size_t first = constituents().size() - tags.size();
    tags_ = TagAccounts(model_, std::move(tags), first);
}

void ChannelDomain::find_release_times() {
    if (!start_.found || settings_.steady)
        return;
    const SteadyRiver start{solver_.stage(), solver_.velocity().first(model_.mesh.left.size()),
                            cell_source_,    boundary_value_,
                            setting_,        0.0};
    release_times_ = runner::find_release_times(model_, start, release_notes_);
}

// The steady start is found before the rules decide: what they then set differs from what the first row shows.
void ChannelDomain::note_rules_at_start() {
    if (!at_start_)
        return;
    std::string names;
    for (std::size_t k = 0; k < model_.operation.targets.size(); ++k) {
        const RuleTarget& target = model_.operation.targets[k];
        const double set = operation_.settings()[k];
        if (!target.reservoir && !std::isnan(set) && set != open_[target.index])
            names += (names.empty() ? "" : ", ") + model_.links[target.index].name;
    }
    if (!names.empty())
        notes_.push_back("rules act from the start on: the steady start, and with it the first row, has " + names +
                         " as the scenario sets it without them");
}

void ChannelDomain::operate(double t) {
    for (std::size_t k = 0; k < measured_.size(); ++k)
        measured_[k] = measure(model_.operation.signals[k]);
    for (std::size_t k = 0; k < station_flow_.size(); ++k)
        station_flow_[k] = station_flow(model_.operation.target_flows[k].station, true);
    operation_.decide(t, measured_, station_flow_);
}

}  // namespace liriver::scenarios::runner
