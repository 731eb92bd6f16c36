#include "solver/transport/transport.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

#include "solver/transport/block.h"
#include "solver/transport/mesh_weights.h"
#include "solver/transport/parts.h"
#include "solver/transport/substep.h"
#include "solver/transport/topology.h"
#include "solver/transport/water_weights.h"

namespace liriver::solver::transport {

namespace {
std::size_t index(std::int32_t i) { return static_cast<std::size_t>(i); }
}  // namespace

Transport::Transport(const Graph& graph, std::vector<Constituent> constituents, const Options& options)
    : own_topology_(std::make_unique<Topology>(graph)),
      topology_(*own_topology_),
      options_(options),
      constituents_(std::move(constituents)),
      states_(constituents_.size()),
      own_weights_(std::make_unique<WaterWeights>(topology_, options.substepping)),
      weights_(*own_weights_),
      own_mesh_(std::make_unique<MeshWeights>(graph, topology_, options.dry_water)),
      mesh_(*own_mesh_),
      water_(topology_.volume_count, 0.0),
      is_changed_(topology_.volume_count, 0),
      may_hold_(topology_.volume_count, 0),
      was_crossed_(topology_.outside_faces.size(), 0),
      difference_(topology_.index_count() * lanes_for(constituents_.size())),
      change_(topology_.index_count() * lanes_for(constituents_.size())),
      flux_(topology_.face_count * lanes_for(constituents_.size())),
      lowest_(most_lanes),
      of_vertices_(mesh_.stencils.vertex_count * 4 * lanes_for(constituents_.size())) {
    for (std::size_t k = 0; k < states_.size(); ++k) {
        State& state = states_[k];
        state.block = k / most_lanes;
        state.lane = k % most_lanes;
        if (state.lane == 0)
            blocks_.emplace_back(topology_, k, std::min(most_lanes, states_.size() - k));
        state.concentration.assign(topology_.index_count(), 0.0);
        state.amount.assign(topology_.volume_count, 0.0);
        state.stranded.assign(topology_.volume_count, 0.0);
        state.loads.assign(topology_.volume_count, 0.0);
        state.crossed.assign(topology_.outside_faces.size(), 0.0);
        state.account.assign(accounts * 2, 0.0);
    }
    changed_.reserve(topology_.volume_count);
    loaded_.reserve(topology_.volume_count);
    loaded_advanced_.reserve(topology_.volume_count);
}

Transport::~Transport() = default;

void Transport::start(std::size_t constituent, std::span<const double> water, std::span<const double> concentration) {
    assert(water.size() == topology_.volume_count && concentration.size() == topology_.volume_count);
    take_back();
    State& state = states_[constituent];
    Block& block = blocks_[state.block];
    std::copy(water.begin(), water.end(), water_.begin());
    all_changed_ = true;
    std::fill(state.stranded.begin(), state.stranded.end(), 0.0);
    CompensatedSum sum;
    for (std::size_t i = 0; i < topology_.volume_count; ++i) {
        block.concentration[i * block.lanes + state.lane] = concentration[i];
        sum.add(concentration[i] * water[i]);
    }
    for (std::size_t at = 0; at < accounts * 2; ++at)
        block.account[at * block.lanes + state.lane] = 0.0;
    block.account[2 * initial * block.lanes + state.lane] = sum.sum;
    block.account[(2 * initial + 1) * block.lanes + state.lane] = sum.rest;
    if (state.parts)
        state.parts->start(concentration);
    for (State& other : states_)  // the water is everyone's
        other.copied = false;
}

void Transport::start(std::size_t constituent, std::span<const double> water, double concentration) {
    take_back();
    State& state = states_[constituent];
    std::fill_n(state.concentration.begin(), topology_.volume_count, concentration);
    start(constituent, water, std::span<const double>(state.concentration).first(topology_.volume_count));
}

void Transport::set_pure_water(std::int32_t face, bool pure) {
    assert(topology_.boundary_of_face[index(face)] >= 0);
    weights_.set_pure(index(topology_.boundary_of_face[index(face)]), pure);
    may_strand_ = may_strand_ || pure;
}

void Transport::set_inflow_concentration(std::size_t constituent, std::int32_t face, double concentration) {
    assert(topology_.boundary_of_face[index(face)] >= 0);
    take_back();
    State& state = states_[constituent];
    Block& block = blocks_[state.block];
    const std::size_t at = topology_.volume_count + index(topology_.boundary_of_face[index(face)]);
    block.concentration[at * block.lanes + state.lane] = concentration;
    state.copied = false;
}

void Transport::set_load(std::size_t constituent, std::int32_t volume, double amount_per_second) {
    take_back();
    State& state = states_[constituent];
    state.loads[index(volume)] = amount_per_second;
    state.has_loads = true;
    lies_in(index(volume));
}

void Transport::put_in(std::size_t constituent, std::int32_t volume, double amount) {
    put_in_of(constituent, other_part, volume, amount);
}

void Transport::put_in_of(std::size_t constituent, std::size_t part, std::int32_t volume, double amount) {
    take_back();
    State& state = states_[constituent];
    Block& block = blocks_[state.block];
    const std::size_t i = index(volume);
    if (state.parts)
        state.parts->put_in(part, i, amount, water_[i] > options_.dry_water ? water_[i] : 0.0);
    if (water_[i] > options_.dry_water)
        block.concentration[i * block.lanes + state.lane] += amount / water_[i];
    else
        state.stranded[i] += amount;
    state.copied = false;
    lies_in(i);
    note_change(i);
    enter(block, state, load, amount);
}

/// Notes that an amount may lie in a volume, or come in there: steps look for it from now on.
void Transport::lies_in(std::size_t volume) {
    may_hold_[volume] = 1;
    may_strand_ = true;
}

void Transport::note_change(std::size_t volume) {
    if (is_changed_[volume] != 0)
        return;
    is_changed_[volume] = 1;
    changed_.push_back(static_cast<std::int32_t>(volume));
}

void Transport::forget_changes() {
    for (const std::int32_t i : changed_)
        is_changed_[index(i)] = 0;
    changed_.clear();
    all_changed_ = false;
}

std::span<double> Transport::reacting(std::size_t constituent) {
    if (restored_ && reacting_ == nullptr)
        take_back();  // what reacts is what was restored
    State& state = states_[constituent];
    const std::span<double> all = std::span<double>(state.concentration).first(topology_.volume_count);
    if (state.changed)
        return all;
    const Block& block = blocks_[state.block];
    if (reacting_ != nullptr && !reacting_->empty()) {
        for (const std::int32_t i : *reacting_)
            state.concentration[index(i)] = block.concentration[index(i) * block.lanes + state.lane];
    } else if (!restored_) {
        for (std::size_t i = 0; i < state.concentration.size(); ++i)
            state.concentration[i] = block.concentration[i * block.lanes + state.lane];
    }
    state.changed = any_changed_ = true;
    return all;
}

/// Brings a constituent's copies up to now.
const Transport::State& Transport::copied(std::size_t constituent) const {
    State& state = states_[constituent];
    const Block& block = blocks_[state.block];
    if (state.copied && !state.changed && !restored_)
        return state;
    const auto copy = [&](const LaneBuffer& from, std::vector<double>& to) {
        for (std::size_t i = 0; i < to.size(); ++i)
            to[i] = from[i * block.lanes + state.lane];
    };
    if (!state.changed && !restored_)
        copy(block.concentration, state.concentration);
    if (!restored_)
        copy(block.account, state.account);
    for (std::size_t i = 0; i < topology_.volume_count; ++i)
        state.amount[i] = state.concentration[i] * water_[i] + state.stranded[i];
    state.copied = true;
    return state;
}

/// Takes back what was written to copies handed out: all after a restart, else concentrations that have reacted.
void Transport::take_back() {
    if (restored_) {
        restored_ = false;
        for (State& state : states_)
            take_back(state);
    }
    if (any_changed_)
        account_reactions();
}

void Transport::take_back(State& state) {
    Block& block = blocks_[state.block];
    for (std::size_t i = 0; i < state.concentration.size(); ++i)
        block.concentration[i * block.lanes + state.lane] = state.concentration[i];
    for (std::size_t at = 0; at < accounts * 2; ++at)
        block.account[at * block.lanes + state.lane] = state.account[at];
    for (std::size_t i = 0; i < topology_.volume_count; ++i)
        if (state.loads[i] != 0.0 || state.stranded[i] != 0.0) {
            state.has_loads = state.has_loads || state.loads[i] != 0.0;
            lies_in(i);
        }
}

std::span<const double> Transport::concentration(std::size_t constituent) const {
    return std::span<const double>(copied(constituent).concentration).first(topology_.volume_count);
}

double Transport::concentration(std::size_t constituent, std::size_t volume) const {
    const State& state = states_[constituent];
    const Block& block = blocks_[state.block];
    return state.changed || restored_ ? state.concentration[volume]
                                      : block.concentration[volume * block.lanes + state.lane];
}

void Transport::widen_extremes(std::span<const std::int32_t> volumes, std::span<double> extremes) const {
    assert(extremes.size() == 2 * states_.size());
    if (!any_changed_ && !restored_) {
        for (const Block& block : blocks_)
            transport::widen_extremes(block, volumes, extremes.subspan(2 * block.first, 2 * block.count));
        return;
    }
    for (std::size_t k = 0; k < states_.size(); ++k)
        for (const std::int32_t i : volumes) {
            extremes[2 * k] = std::min(extremes[2 * k], concentration(k, index(i)));
            extremes[2 * k + 1] = std::max(extremes[2 * k + 1], concentration(k, index(i)));
        }
}

std::span<const std::int32_t> Transport::outside_faces() const { return topology_.outside_faces; }

std::span<const double> Transport::amount(std::size_t constituent) const { return copied(constituent).amount; }

std::span<const double> Transport::crossed(std::size_t constituent) const {
    State& state = states_[constituent];
    const Block& block = blocks_[state.block];
    for (std::size_t boundary = 0; boundary < state.crossed.size(); ++boundary)
        state.crossed[boundary] = block.crossed[boundary * block.lanes + state.lane];
    return state.crossed;
}

void Transport::enter(Block& block, const State& state, Account account, double amount) {
    double& whole = block.account[2 * account * block.lanes + state.lane];
    double& rest = block.account[(2 * account + 1) * block.lanes + state.lane];
    CompensatedSum sum{whole, rest};
    sum.add(amount);
    whole = sum.sum;
    rest = sum.rest;
}

Budget Transport::budget(std::size_t constituent) const {
    const State& state = copied(constituent);
    const auto total = [&](Account account) { return state.account[2 * account] + state.account[2 * account + 1]; };
    Budget budget;
    budget.initial = total(initial);
    budget.inflow = total(inflow);
    budget.outflow = total(outflow);
    budget.load = total(load);
    budget.reaction = total(reaction);
    budget.rounding = total(rounding);
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
    take_back();
    for (std::size_t k = 0; k < constituents_.size(); ++k)
        static_cast<void>(copied(k));
    restored_ = all_changed_ = true;  // from here on, for all that is known, everything may be written to
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
        if (state.parts)
            for (auto& field : state.parts->checkpoint_fields(name, unit))
                fields.push_back(std::move(field));
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
