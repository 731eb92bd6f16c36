// One step of transport. The equations and why they keep a uniform concentration uniform, stay bounded and are
// second-order accurate stand in docs/explanation/transport.md; symbols here are those of that page.
#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

#include "solver/transport/ranges.h"
#include "solver/transport/transport.h"

namespace liriver::solver::transport {

namespace {
std::size_t index(std::int32_t i) { return static_cast<std::size_t>(i); }
}  // namespace

void Transport::step(const WaterStep& water, const Reactions& reactions) {
    assert(water.water_before.size() == topology_.volume_count && water.water_after.size() == topology_.volume_count);
    assert(water.water_crossed.size() == topology_.face_count);
    assert(water.mixing.empty() || water.mixing.size() == topology_.face_count);
    if (water.volumes.empty() && water.faces.empty())
        advance(water, Everything{topology_.volume_count, topology_.face_count}, reactions);
    else
        advance(water, Listed{water.volumes, water.faces, water.advanced.empty() ? water.volumes : water.advanced},
                reactions);
}

template <class Range>
void Transport::advance(const WaterStep& water, const Range& range, const Reactions& reactions) {
    if constexpr (Range::everything)
        clear_ = false;
    else if (!std::exchange(clear_, true))
        std::fill(sharpening_.begin(), sharpening_.end(), 0.0);
    substeps_ = weights_.begin(water, range);
    water_defect_[0] = std::max(water_defect_[0], weights_.largest_defect);
    for (State& state : states_)
        range.ordered_faces([&](std::size_t f) {
            if (topology_.rim_of_face[f] >= 0)
                state.crossed[index(topology_.rim_of_face[f])] = 0.0;
        });
    if (reactions)
        react(range, reactions, 0.5 * weights_.seconds);
    for (int substep = 0; substep < substeps_; ++substep) {
        weights_.prepare(water, range, substep);
        for (std::size_t k = 0; k < states_.size(); ++k)
            move(range, states_[k], constituents_[k]);
        const bool last = substep + 1 == substeps_;
        if (last || reactions)
            close_substep(range);
        if (reactions)
            react(range, reactions, last ? 0.5 * weights_.seconds : weights_.seconds);
    }
    weights_.end(range);
    if constexpr (!Range::everything)
        range.faces([&](std::size_t f) { sharpening_[f] = 0.0; });
    for (State& state : states_)
        account_loads(range, state, water.seconds);
    ++counts_.steps;
    counts_.substeps += substeps_;
    counts_.volume_updates += static_cast<std::int64_t>(range.size() * states_.size()) * substeps_;
}

/// One constituent through one sub-step.
template <class Range>
void Transport::move(const Range& range, State& state, const Constituent& constituent) {
    differences(range, state);
    sharpen(range, state);
    right_side(range);
    take_loads(range, state);
    solve(range, state);
    account_rim(range, state);
    change_concentrations(range, state, constituent);
}

/// difference_i = sum of inflow times (its concentration - the volume's): 0 exactly where all are equal.
template <class Range>
void Transport::differences(const Range& range, const State& state) {
    const std::vector<double>& c = state.concentration;
    if (!weights_.any_mixing) {
        range.volumes([&](std::size_t i) {
            const double here = c[i];
            double sum = 0.0;
            for (std::size_t e = topology_.first[i]; e < topology_.first[i + 1]; ++e)
                sum += std::max(weights_.inward[e], 0.0) * (c[index(topology_.neighbour[e])] - here);
            difference_[i] = change_[i] = sum;
        });
        return;
    }
    range.volumes([&](std::size_t i) {
        const double here = c[i];
        double advected = 0.0;
        double mixed = 0.0;
        for (std::size_t e = topology_.first[i]; e < topology_.first[i + 1]; ++e) {
            const double step = c[index(topology_.neighbour[e])] - here;
            advected += std::max(weights_.inward[e], 0.0) * step;
            mixed += weights_.mixing[index(topology_.face[e])] * step;
        }
        difference_[i] = advected;
        change_[i] = advected + mixed;
    });
}

/// Faces: what crosses beyond first-order upwind. The value at the face is the upstream volume's plus
///   delta = kept/(W_u + W_d) (2 - C)/3 (c_d - c_u) + kept/(W_u + W_uu) (1 + C)/3 (c_u - c_in),
/// the third-order one on an even grid (Leonard 1979, in the coordinate "water"), limited to
///   0 <= delta/(c_d - c_u) <= 1  and  0 <= delta/(c_u - c_in) <= kept/out,
/// which makes every new concentration a mean of old ones with weights >= 0 (Sweby 1984; Arora and Roe 1997).
template <class Range>
void Transport::sharpen(const Range& range, const State& state) {
    range.faces([&](std::size_t f) {
        const std::size_t up = index(weights_.up[f]);
        const double downstream = state.concentration[index(weights_.down[f])] - state.concentration[up];
        const double upstream = -difference_[up];  // inflow times (c_u - c_in)
        const double wanted =
            std::abs(weights_.downstream_weight[f] * downstream + weights_.to_upstream[up] * upstream);
        const double allowed = std::min(std::abs(downstream), weights_.bound[up] * std::abs(upstream));
        const double delta = std::copysign(std::min(wanted, allowed), downstream);
        sharpening_[f] = downstream * upstream > 0.0 ? weights_.sharp_crossing[f] * delta : 0.0;
    });
}

template <class Range>
void Transport::right_side(const Range& range) {
    range.volumes([&](std::size_t i) {
        double sum = change_[i];
        for (std::size_t e = topology_.first[i]; e < topology_.first[i + 1]; ++e)
            sum += topology_.sign[e] * sharpening_[index(topology_.face[e])];
        change_[i] = sum;
    });
}

/// Loads enter the water, and with them what lay stranded; where there is none they lie until it comes.
template <class Range>
void Transport::take_loads(const Range& range, State& state) {
    if (state.has_loads)
        range.advanced([&](std::size_t i) { state.stranded[i] += state.loads[i] * weights_.seconds; });
    if (!may_strand_)
        return;
    range.ordered_volumes([&](std::size_t i) {
        if (state.stranded[i] == 0.0 || weights_.kept[i] + weights_.in[i] <= options_.dry_water)
            return;
        change_[i] += state.stranded[i] - carry_on(state, i, state.stranded[i]);
        state.stranded[i] = 0.0;
    });
}

/// What is put in evenly over a sub-step is carried on for half of it in the mean: by C/2 volumes. The implicit part of
/// the outflow carries it by max(C - 1, 0); what is left to C/2 passes the faces at once, with the water. Where more
/// than upwind passes already, that counts, or a steady load would find no steady state. Returns what passed.
double Transport::carry_on(State& state, std::size_t i, double amount) {
    const double courant = weights_.out[i] / std::max(weights_.before[i], nothing);
    const double share = std::min(0.5 * courant, 1.0 - 0.5 * courant);
    if (!(share > 0.0))
        return 0.0;
    const double by_water = share * amount / weights_.out[i];
    double carried = 0.0;
    for (std::size_t e = topology_.first[i]; e < topology_.first[i + 1]; ++e) {
        const double sharpened = -topology_.sign[e] * sharpening_[index(topology_.face[e])];
        const double passing = std::max(by_water * std::max(-weights_.inward[e], 0.0) - std::max(sharpened, 0.0), 0.0);
        const std::size_t beyond = index(topology_.neighbour[e]);
        carried += passing;
        if (beyond < topology_.volume_count) {
            change_[beyond] += passing;
            continue;
        }
        state.crossed[beyond - topology_.volume_count] -= topology_.sign[e] * passing;
        enter(state, outflow, passing);
    }
    return carried;
}

template <class Range>
void Transport::solve(const Range& range, const State& state) {
    if (!weights_.implicit)
        range.volumes([&](std::size_t i) { change_[i] *= weights_.divisor[i]; });
    else if (weights_.eliminates<Range>())
        weights_.elimination.solve(std::span<double>(change_).first(topology_.volume_count));
    else
        iterate(range, state);
}

/// Symmetric Gauss-Seidel for graphs too tangled to eliminate, until nothing changes beyond rounding.
template <class Range>
void Transport::iterate(const Range& range, const State& state) {
    constexpr int most_sweeps = 2000;
    constexpr double rounding_share = 1e-16;
    double scale = 0.0;
    std::vector<double>& right = difference_;  // no longer needed for this constituent
    range.ordered_volumes([&](std::size_t i) {
        scale = std::max(scale, std::abs(state.concentration[i]));
        right[i] = change_[i];
        change_[i] *= weights_.divisor[i];
        scale = std::max(scale, std::abs(change_[i]));
    });
    double moved = 0.0;
    const auto relax = [&](std::size_t i) {
        double sum = right[i];
        double weight = weights_.excess[i];
        for (std::size_t e = topology_.first[i]; e < topology_.first[i + 1]; ++e) {
            const std::size_t beyond = index(topology_.neighbour[e]);
            const double link =
                std::max(weights_.inward[e], 0.0) * weights_.theta[beyond] + weights_.mixing[index(topology_.face[e])];
            sum += link * change_[beyond];
            weight += link;
        }
        const double next = weight > nothing ? sum / weight : 0.0;
        moved = std::max(moved, std::abs(next - change_[i]));
        change_[i] = next;
    };
    for (int sweep = 0; sweep < most_sweeps; ++sweep) {
        moved = 0.0;
        range.ordered_volumes(relax);
        range.ordered_volumes_backwards(relax);
        if (moved <= rounding_share * scale)
            return;
    }
    ++counts_.unconverged;
}

/// What crosses the rim: inflow has the outside's concentration, outflow the volume's (old and new by theta).
template <class Range>
void Transport::account_rim(const Range& range, State& state) {
    const auto account = [&](std::size_t rim) {
        const std::size_t f = index(topology_.outside_faces[rim]);
        if (weights_.crossing[f] == 0.0)
            return;
        const std::size_t up = index(weights_.up[f]);
        const bool leaves = up < topology_.volume_count;
        const double value =
            leaves ? state.concentration[up] + weights_.theta[up] * change_[up] : state.concentration[up];
        const double amount = weights_.crossing[f] * value;
        state.crossed[rim] += amount;
        enter(state, leaves ? outflow : inflow, std::copysign(amount, value));
    };
    if constexpr (Range::everything) {
        for (std::size_t rim = 0; rim < topology_.outside_faces.size(); ++rim)
            account(rim);
    } else {
        range.ordered_faces([&](std::size_t f) {
            if (topology_.rim_of_face[f] >= 0)
                account(index(topology_.rim_of_face[f]));
        });
    }
}

template <class Range>
void Transport::change_concentrations(const Range& range, State& state, const Constituent& constituent) {
    int negative = 0;
    range.volumes([&](std::size_t i) {
        const double next = state.concentration[i] + change_[i];
        negative |= static_cast<int>(next < 0.0);
        state.concentration[i] = next;
    });
    if (constituent.non_negative && negative != 0)
        range.ordered_volumes([&](std::size_t i) {
            if (state.concentration[i] >= 0.0)
                return;
            enter(state, rounding, -state.concentration[i] * (weights_.after[i] + weights_.pure_out[i]));
            ++counts_.rounded_to_zero;
            state.concentration[i] = 0.0;
        });
    if (!weights_.any_pure)
        return;
    if (constituent.evaporates)
        account_evaporated(state);
    else
        range.volumes([&](std::size_t i) { remove_pure_water(i, state); });
}

/// Evaporation takes water only: what was in it stays in the rest, or lies stranded where nothing is left.
void Transport::remove_pure_water(std::size_t i, State& state) const {
    if (weights_.pure_out[i] == 0.0)
        return;
    if (weights_.after[i] > options_.dry_water) {
        state.concentration[i] *= (weights_.after[i] + weights_.pure_out[i]) / weights_.after[i];
    } else {
        state.stranded[i] += state.concentration[i] * weights_.pure_out[i];
    }
}

/// What evaporates goes at the concentration that the volume comes to, and leaves it as it is.
void Transport::account_evaporated(State& state) {
    for (std::size_t rim = 0; rim < topology_.outside_faces.size(); ++rim) {
        const double water = weights_.pure_crossing[rim];
        if (water == 0.0)
            continue;
        const double value = state.concentration[index(weights_.up[index(topology_.outside_faces[rim])])];
        state.crossed[rim] += water * value;
        enter(state, outflow, std::copysign(water * value, value));
    }
}

template <class Range>
void Transport::close_substep(const Range& range) {
    range.volumes([&](std::size_t i) { water_[i] = weights_.after[i]; });
    for (State& state : states_)
        range.volumes([&](std::size_t i) { state.amount[i] = state.concentration[i] * water_[i] + state.stranded[i]; });
}

template <class Range>
void Transport::account_loads(const Range& range, State& state, double seconds) {
    if (!state.has_loads)
        return;
    CompensatedSum sum;
    range.advanced([&](std::size_t i) { sum.add(state.loads[i] * seconds); });
    enter(state, load, sum.value());
}

/// Lets the volumes whose clock moves on react, and enters what that changed.
template <class Range>
void Transport::react(const Range& range, const Reactions& reactions, double seconds) {
    reactions(seconds, range.advanced_volumes());
    for (State& state : states_) {
        CompensatedSum sum;
        range.advanced([&](std::size_t i) {
            const double amount = state.concentration[i] * water_[i] + state.stranded[i];
            sum.add(amount - state.amount[i]);
            state.amount[i] = amount;
        });
        enter(state, reaction, sum.value());
    }
}

void Transport::account_reactions() {
    react(
        Everything{topology_.volume_count, topology_.face_count}, [](double, std::span<const std::int32_t>) {}, 0.0);
}

}  // namespace liriver::solver::transport
