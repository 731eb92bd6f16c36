#include "solver/transport/transport.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

namespace liriver::solver::transport {

namespace {
std::size_t index(std::int32_t i) { return static_cast<std::size_t>(i); }
}  // namespace

Transport::Transport(const Graph& graph, std::vector<Constituent> constituents, const Options& options)
    : topology_(graph),
      options_(options),
      constituents_(std::move(constituents)),
      states_(constituents_.size()),
      weights_(topology_, options.substepping),
      water_(topology_.volume_count, 0.0),
      difference_(topology_.place_count(), 0.0),
      sharpening_(topology_.face_count, 0.0),
      change_(topology_.place_count(), 0.0) {
    for (State& state : states_) {
        state.concentration.assign(topology_.place_count(), 0.0);
        state.amount.assign(topology_.volume_count, 0.0);
        state.stranded.assign(topology_.volume_count, 0.0);
        state.loads.assign(topology_.volume_count, 0.0);
        state.crossed.assign(topology_.outside_faces.size(), 0.0);
        state.account.assign(accounts * 2, 0.0);
    }
}

void Transport::start(std::size_t constituent, std::span<const double> water, std::span<const double> concentration) {
    State& state = states_[constituent];
    assert(water.size() == topology_.volume_count && concentration.size() == topology_.volume_count);
    std::copy(water.begin(), water.end(), water_.begin());
    std::copy(concentration.begin(), concentration.end(), state.concentration.begin());
    std::fill(state.account.begin(), state.account.end(), 0.0);
    std::fill(state.stranded.begin(), state.stranded.end(), 0.0);
    CompensatedSum sum;
    for (std::size_t i = 0; i < topology_.volume_count; ++i) {
        state.amount[i] = concentration[i] * water[i];
        sum.add(state.amount[i]);
    }
    state.account[2 * initial] = sum.sum;
    state.account[2 * initial + 1] = sum.rest;
}

void Transport::start(std::size_t constituent, std::span<const double> water, double concentration) {
    State& state = states_[constituent];
    std::fill_n(state.concentration.begin(), topology_.volume_count, concentration);
    start(constituent, water, std::span<const double>(state.concentration).first(topology_.volume_count));
}

void Transport::set_pure_water(std::int32_t face, bool pure) {
    assert(topology_.rim_of_face[index(face)] >= 0);
    weights_.set_pure(index(topology_.rim_of_face[index(face)]), pure);
    may_strand_ = may_strand_ || pure;
}

void Transport::set_inflow_concentration(std::size_t constituent, std::int32_t face, double concentration) {
    assert(topology_.rim_of_face[index(face)] >= 0);
    states_[constituent].concentration[topology_.volume_count + index(topology_.rim_of_face[index(face)])] =
        concentration;
}

void Transport::set_load(std::size_t constituent, std::int32_t volume, double amount_per_second) {
    State& state = states_[constituent];
    state.loads[index(volume)] = amount_per_second;
    state.has_loads = true;
    may_strand_ = true;
}

void Transport::put_in(std::size_t constituent, std::int32_t volume, double amount) {
    State& state = states_[constituent];
    const std::size_t i = index(volume);
    if (water_[i] > options_.dry_water)
        state.concentration[i] += amount / water_[i];
    else
        state.stranded[i] += amount;
    state.amount[i] = state.concentration[i] * water_[i] + state.stranded[i];
    may_strand_ = true;
    enter(state, load, amount);
}

std::span<double> Transport::reacting(std::size_t constituent) {
    return std::span<double>(states_[constituent].concentration).first(topology_.volume_count);
}

std::span<const double> Transport::concentration(std::size_t constituent) const {
    return std::span<const double>(states_[constituent].concentration).first(topology_.volume_count);
}

std::span<const double> Transport::amount(std::size_t constituent) const { return states_[constituent].amount; }

std::span<const double> Transport::crossed(std::size_t constituent) const { return states_[constituent].crossed; }

void Transport::enter(State& state, Account account, double amount) {
    CompensatedSum sum{state.account[2 * account], state.account[2 * account + 1]};
    sum.add(amount);
    state.account[2 * account] = sum.sum;
    state.account[2 * account + 1] = sum.rest;
}

double Transport::total(const State& state, Account account) {
    return state.account[2 * account] + state.account[2 * account + 1];
}

Budget Transport::budget(std::size_t constituent) const {
    const State& state = states_[constituent];
    Budget budget;
    budget.initial = total(state, initial);
    budget.inflow = total(state, inflow);
    budget.outflow = total(state, outflow);
    budget.load = total(state, load);
    budget.reaction = total(state, reaction);
    budget.rounding = total(state, rounding);
    CompensatedSum sum;
    for (const double amount : state.amount)
        sum.add(amount);
    budget.final = sum.value();
    const double open = budget.initial + budget.inflow + budget.load + budget.reaction - budget.outflow - budget.final;
    const double scale = budget.initial + budget.inflow + std::max(budget.load, 0.0) + std::max(budget.reaction, 0.0);
    budget.relative_error = scale > 0.0 ? std::abs(open) / scale : std::abs(open);
    return budget;
}

std::vector<mesh::field::Field> Transport::fields() const {
    std::vector<mesh::field::Field> fields;
    for (std::size_t k = 0; k < constituents_.size(); ++k)
        fields.push_back({{constituents_[k].name, "concentration of " + constituents_[k].name, "",
                           constituents_[k].unit, options_.location},
                          concentration(k)});
    return fields;
}

std::vector<mesh::field::MutableField> Transport::checkpoint_fields() {
    using mesh::field::Location;
    std::vector<mesh::field::MutableField> fields;
    for (std::size_t k = 0; k < constituents_.size(); ++k) {
        const std::string& name = constituents_[k].name;
        const std::string& unit = constituents_[k].unit;
        const std::string amount_unit = unit + " m3";
        State& state = states_[k];
        const auto all = std::span<double>(state.concentration);
        const std::size_t volumes = topology_.volume_count;
        fields.push_back({{name, "concentration of " + name, "", unit, options_.location}, all.first(volumes)});
        fields.push_back(
            {{name + "_inflow", "concentration of what flows in", "", unit, Location::network}, all.subspan(volumes)});
        fields.push_back({{name + "_amount", "amount of " + name, "", amount_unit, options_.location}, state.amount});
        fields.push_back(
            {{name + "_stranded", "amount lying where there is no water", "", amount_unit, options_.location},
             state.stranded});
        fields.push_back(
            {{name + "_load", "amount put in per second", "", amount_unit + " s-1", options_.location}, state.loads});
        fields.push_back({{name + "_budget", "initial, inflow, outflow, load, reaction, rounding: sum and rest", "",
                           amount_unit, Location::network},
                          state.account});
    }
    fields.push_back({{"transport_water", "water carried by transport", "", "m3", options_.location}, water_});
    fields.push_back(
        {{"transport_water_defect", "largest open water balance seen", "", "1", Location::network}, water_defect_});
    return fields;
}

std::vector<mesh::field::MutableIntegers> Transport::checkpoint_integers() {
    const auto one = [](std::int64_t& value) { return std::span<std::int64_t>(&value, 1); };
    return {{"transport_steps", one(counts_.steps)},
            {"transport_substeps", one(counts_.substeps)},
            {"transport_volume_updates", one(counts_.volume_updates)},
            {"transport_rounded_to_zero", one(counts_.rounded_to_zero)},
            {"transport_unconverged", one(counts_.unconverged)}};
}

}  // namespace liriver::solver::transport
