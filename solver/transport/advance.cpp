// One step of transport: the order of its parts. What each block of constituents does in a sub-step stands in
// lane_kernels.h, the equations in docs/explanation/transport.md; symbols here are those of that page.
#include <algorithm>
#include <cassert>
#include <cmath>

#include "solver/transport/block.h"
#include "solver/transport/mesh_weights.h"
#include "solver/transport/parts.h"
#include "solver/transport/ranges.h"
#include "solver/transport/substep.h"
#include "solver/transport/topology.h"
#include "solver/transport/transport.h"
#include "solver/transport/water_weights.h"

namespace liriver::solver::transport {

namespace {
std::size_t index(std::int32_t i) { return static_cast<std::size_t>(i); }
}  // namespace

void Transport::step(const WaterStep& water, const Reactions& reactions) {
    assert(water.water_before.size() == topology_.volume_count && water.water_after.size() == topology_.volume_count);
    assert(water.water_crossed.size() == topology_.face_count);
    assert(water.mixing.empty() || water.mixing.size() == topology_.face_count);
    take_back();
    if (water.volumes.empty() && water.faces.empty())
        advance(water, AllVolumes{topology_.volume_count, topology_.face_count}, reactions);
    else
        advance(water, Subset{water.volumes, water.faces, water.advanced.empty() ? water.volumes : water.advanced},
                reactions);
    for (State& state : states_)
        state.copied = false;
}

template <class Range>
void Transport::advance(const WaterStep& water, const Range& range, const Reactions& reactions) {
    substeps_ = weights_.begin(water, range);
    water_defect_[0] = std::max(water_defect_[0], weights_.largest_defect);
    forget_crossed(range);
    find_loaded(range);
    complete_parts();
    note_changes(range);
    if (reactions)
        react(range, reactions, 0.5 * weights_.seconds);
    for (int substep = 0; substep < substeps_; ++substep) {
        weights_.prepare(water, range, substep);
        mesh_.prepare(weights_, water, substeps_, water_, range);
        for (Block& block : blocks_)
            move(range, block);
        const bool last = substep + 1 == substeps_;
        if (last || reactions)
            range.volumes([&](std::size_t i) { water_[i] = weights_.after[i]; });
        if (reactions)
            react(range, reactions, last ? 0.5 * weights_.seconds : weights_.seconds);
    }
    weights_.end(range);
    for (State& state : states_)
        account_loads(state, water.seconds);
    ++counts_.steps;
    counts_.substeps += substeps_;
    counts_.volume_updates += static_cast<std::int64_t>(range.volume_count() * states_.size()) * substeps_;
}

template <class Range>
void Transport::note_changes(const Range& range) {
    if (Range::all)
        all_changed_ = true;
    else
        range.ordered_volumes([this](std::size_t i) { note_change(i); });
}

/// What crossed in the last step is of no more use: 0 for the outside faces of the range, and only where it was not.
template <class Range>
void Transport::forget_crossed(const Range& range) {
    const auto forget = [&](std::size_t boundary) {
        if (was_crossed_[boundary] == 0)
            return;
        was_crossed_[boundary] = 0;
        for (Block& block : blocks_)
            std::fill_n(block.crossed.data() + boundary * block.lanes, block.lanes, 0.0);
    };
    if constexpr (Range::all) {
        for (std::size_t boundary = 0; boundary < was_crossed_.size(); ++boundary)
            forget(boundary);
    } else {
        range.ordered_faces([&](std::size_t f) {
            if (topology_.boundary_of_face[f] >= 0)
                forget(index(topology_.boundary_of_face[f]));
        });
    }
    for (const std::int32_t boundary : weights_.boundary_faces)
        was_crossed_[index(boundary)] = 1;
    for (const std::int32_t boundary : weights_.pure_faces)
        was_crossed_[index(boundary)] = 1;
}

template <class Range>
void Transport::find_loaded(const Range& range) {
    loaded_.clear();
    loaded_advanced_.clear();
    if (!may_strand_)
        return;
    range.ordered_volumes([&](std::size_t i) {
        if (may_hold_[i] != 0)
            loaded_.push_back(static_cast<std::int32_t>(i));
    });
    range.advanced([&](std::size_t i) {
        if (may_hold_[i] != 0)
            loaded_advanced_.push_back(static_cast<std::int32_t>(i));
    });
}

/// One block of constituents through one sub-step.
template <class Range>
void Transport::move(const Range& range, Block& block) {
    const Substep substep{&topology_,         &weights_,      &block,
                          difference_.data(), change_.data(), flux_.data(),
                          lowest_.data(),     &converged_,    !loaded_.empty() || any_tagged(block)};
    right_side(substep, range);
    add_mesh_fluxes(substep, mesh_, of_vertices_.data());
    for (std::size_t k = block.first; k < block.first + block.count; ++k) {
        if (states_[k].parts) {
            states_[k].parts->right_side(substep, states_[k].lane, range);
            states_[k].parts->share_mesh_fluxes(substep, states_[k].lane, mesh_);
        }
        take_loads(block, states_[k]);
        if (states_[k].parts)
            states_[k].parts->solve(substep, range);
    }
    solve(substep, range);
    if (!converged_)
        counts_.unconverged += static_cast<std::int64_t>(block.count);
    account_boundary(substep);
    change_concentrations(substep, range);
    for (std::size_t k = block.first; k < block.first + block.count; ++k) {
        if (constituents_[k].non_negative && lowest_[states_[k].lane] < 0.0)
            remove_rounding(range, block, states_[k]);
        if (constituents_[k].evaporates)
            account_evaporated(block, states_[k]);
        else
            remove_pure_water(block, states_[k]);
        if (states_[k].parts)
            states_[k].parts->settle(block, states_[k].lane, range);
    }
}

bool Transport::any_tagged(const Block& block) const {
    for (std::size_t k = block.first; k < block.first + block.count; ++k)
        if (states_[k].parts)
            return true;
    return false;
}

/// Loads enter the water, and with them what lay stranded; where there is none they lie until it comes.
void Transport::take_loads(Block& block, State& state) {
    if (state.has_loads)
        for (const std::int32_t i : loaded_advanced_) {
            state.stranded[index(i)] += state.loads[index(i)] * weights_.seconds;
            if (state.parts)
                state.parts->strand_load(index(i), weights_.seconds);
        }
    for (const std::int32_t volume : loaded_) {
        const std::size_t i = index(volume);
        if (state.stranded[i] == 0.0 || weights_.kept[i] + weights_.in[i] <= options_.dry_water)
            continue;
        if (state.parts)
            state.parts->begin_load(weights_, i);
        change_[i * block.lanes + state.lane] += state.stranded[i] - carry_on(block, state, i, state.stranded[i]);
        state.stranded[i] = 0.0;
        if (state.parts)
            state.parts->end_load(i);
    }
}

/// What is put in evenly over a sub-step is carried on for half of it in the mean: by C/2 volumes. The implicit part of
/// the outflow carries it by max(C - 1, 0); what is left to C/2 passes the faces at once, with the water. Where more
/// than upwind passes already, that counts, or a steady load would find no steady state. Where dispersion reaches
/// far across the volume (D >= 2 u dx), its content is that at the source: only its rise passes, what is put in less
/// what the water and dispersion take away, so that in a steady state the volume holds load / discharge. Returns what
/// passed.
double Transport::carry_on(Block& block, State& state, std::size_t i, double amount) {
    const double courant = weights_.out[i] / std::max(weights_.before[i], tiny);
    const double share = std::min(0.5 * courant, 1.0 - 0.5 * courant);
    if (!(share > 0.0))
        return 0.0;
    double mixed = 0.0;
    if (weights_.any_mixing)
        for (std::size_t e = topology_.first[i]; e < topology_.first[i + 1]; ++e)
            mixed += weights_.mixing[index(topology_.face[e])];
    const double reach = std::clamp(0.5 * mixed / weights_.out[i] - 1.0, 0.0, 1.0);  // D / (u dx) from 1 to 2
    const double taken = std::max(-change_[i * block.lanes + state.lane], 0.0);
    const double by_water = share * std::max(amount - reach * taken, 0.0) / weights_.out[i];
    double carried = 0.0;
    for (std::size_t e = topology_.first[i]; e < topology_.first[i + 1]; ++e) {
        const double flux = -topology_.sign[e] * flux_[index(topology_.face[e]) * block.lanes + state.lane];
        const double passing = std::max(by_water * std::max(-weights_.inward[e], 0.0) - std::max(flux, 0.0), 0.0);
        const std::size_t beyond = index(topology_.neighbour[e]);
        carried += passing;
        if (state.parts)
            state.parts->carry_on(weights_, block, state.lane, {i, share, reach}, e, passing);
        if (beyond < topology_.volume_count) {
            change_[beyond * block.lanes + state.lane] += passing;
            continue;
        }
        block.crossed[(beyond - topology_.volume_count) * block.lanes + state.lane] -= topology_.sign[e] * passing;
        enter(block, state, outflow, passing);
    }
    return carried;
}

/// Rounding errors below zero are set to zero and accounted for.
template <class Range>
void Transport::remove_rounding(const Range& range, Block& block, State& state) {
    range.ordered_volumes([&](std::size_t i) {
        double& c = block.concentration[i * block.lanes + state.lane];
        if (c >= 0.0)
            return;
        enter(block, state, rounding, -c * (weights_.after[i] + weights_.pure_out[i]));
        ++counts_.rounded_to_zero;
        c = 0.0;
    });
}

/// Evaporation takes water only: what was in it stays in the rest, or lies stranded where nothing is left.
void Transport::remove_pure_water(Block& block, State& state) {
    for (const std::int32_t volume : weights_.pure_volumes) {
        const std::size_t i = index(volume);
        double& c = block.concentration[i * block.lanes + state.lane];
        if (weights_.after[i] > options_.dry_water) {
            c *= (weights_.after[i] + weights_.pure_out[i]) / weights_.after[i];
        } else {
            state.stranded[i] += c * weights_.pure_out[i];
            if (state.parts)
                state.parts->strand(i, weights_.pure_out[i]);
            lies_in(i);
        }
    }
}

/// What evaporates goes at the concentration that the volume comes to, and leaves it as it is.
void Transport::account_evaporated(Block& block, State& state) {
    for (const std::int32_t boundary : weights_.pure_faces) {
        const double water = weights_.pure_crossing[index(boundary)];
        const std::size_t i = index(weights_.up[index(topology_.outside_faces[index(boundary)])]);
        const double value = block.concentration[i * block.lanes + state.lane];
        block.crossed[index(boundary) * block.lanes + state.lane] += water * value;
        enter(block, state, outflow, std::copysign(water * value, value));
    }
}

void Transport::account_loads(State& state, double seconds) {
    if (!state.has_loads)
        return;
    CompensatedSum sum;
    for (const std::int32_t i : loaded_advanced_)
        sum.add(state.loads[index(i)] * seconds);
    enter(blocks_[state.block], state, load, sum.value());
}

/// Lets the volumes whose clock moves on react, and enters what that changed.
template <class Range>
void Transport::react(const Range& range, const Reactions& reactions, double seconds) {
    const std::span<const std::int32_t> volumes = range.advanced_volumes();
    for (State& state : states_)
        state.copied = false;
    reacting_ = &volumes;
    reactions(seconds, volumes);
    reacting_ = nullptr;
    for (State& state : states_)
        if (state.changed)
            account_reaction(range, state);
    any_changed_ = false;
}

/// Takes a constituent's concentrations back from its copy and enters the difference.
template <class Range>
void Transport::account_reaction(const Range& range, State& state) {
    Block& block = blocks_[state.block];
    CompensatedSum sum;
    range.advanced([&](std::size_t i) {
        double& c = block.concentration[i * block.lanes + state.lane];
        sum.add((state.concentration[i] - c) * water_[i]);
        if (state.parts)
            state.parts->react(i, c, state.concentration[i]);
        c = state.concentration[i];
    });
    enter(block, state, reaction, sum.value());
    state.changed = state.copied = false;
}

void Transport::scale_reacting(std::size_t constituent, double factor) {
    State& state = states_[constituent];
    if (state.changed || reacting_ == nullptr) {  // a copy of it is newer
        for (double& c : reacting(constituent))
            c *= factor;
        return;
    }
    Block& block = blocks_[state.block];
    CompensatedSum sum;
    const auto scale = [&](std::size_t i) {
        double& c = block.concentration[i * block.lanes + state.lane];
        const double scaled = c * factor;
        sum.add((scaled - c) * water_[i]);
        if (state.parts)
            state.parts->react(i, c, scaled);
        c = scaled;
    };
    if (reacting_->empty())
        for (std::size_t i = 0; i < topology_.volume_count; ++i)
            scale(i);
    for (const std::int32_t i : *reacting_)
        scale(index(i));
    enter(block, state, reaction, sum.value());
}

void Transport::account_reactions() {
    all_changed_ = true;
    for (State& state : states_)
        if (state.changed)
            account_reaction(AllVolumes{topology_.volume_count, topology_.face_count}, state);
    any_changed_ = false;
}

}  // namespace liriver::solver::transport
