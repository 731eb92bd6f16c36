// One step of transport. The equations and why they keep a uniform concentration uniform, stay bounded and are
// second-order accurate stand in docs/explanation/transport.md; symbols here are those of that page.
#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "solver/transport/ranges.h"
#include "solver/transport/transport.h"

namespace liriver::solver::transport {

namespace {
std::size_t index(std::int32_t i) { return static_cast<std::size_t>(i); }

/// Below this, m3 or m6, a divisor stands for "no water" and its quotient is not needed.
constexpr double nothing = 1e-200;
/// Into a volume that holds less than this share of what enters, first order is kept: its old concentration says
/// nothing.
constexpr double least_content = 0.01;
}  // namespace

void Transport::step(const WaterStep& water) {
    assert(water.water_before.size() == topology_.volume_count && water.water_after.size() == topology_.volume_count);
    assert(water.water_crossed.size() == topology_.face_count);
    assert(water.mixing.empty() || water.mixing.size() == topology_.face_count);
    if (water.volumes.empty() && water.faces.empty())
        advance(water, Everything{topology_.volume_count, topology_.face_count});
    else
        advance(water, Listed{water.volumes, water.faces, water.advanced.empty() ? water.volumes : water.advanced});
}

template <class Range>
void Transport::advance(const WaterStep& water, const Range& range) {
    gather_crossings(water, range);
    gather_volumes(water, range);
    substeps_ = choose_substeps(water, range);
    part_seconds_ = water.seconds / substeps_;
    scale_to_substep(range);
    for (State& state : states_)
        range.faces([&](std::size_t f) {
            if (topology_.rim_of_face[f] >= 0)
                state.crossed[index(topology_.rim_of_face[f])] = 0.0;
        });
    for (int substep = 0; substep < substeps_; ++substep) {
        prepare_volumes(water, range, substep);
        prepare_faces(range);
        if (implicit_)
            prepare_implicit(range);
        for (std::size_t k = 0; k < states_.size(); ++k) {
            State& state = states_[k];
            differences(range, state);
            sharpen(range, state);
            right_side(range);
            take_loads(range, state);
            solve(range, state);
            account_rim(range, state);
            change_concentrations(range, state, constituents_[k].non_negative);
        }
    }
    for (State& state : states_) close_step(water, range, state);
    range.volumes([&](std::size_t i) { water_[i] = water.water_after[i]; });
    ++counts_.steps;
    counts_.substeps += substeps_;
    counts_.volume_updates += static_cast<std::int64_t>(range.size() * states_.size()) * substeps_;
    if constexpr (Range::everything) {
        clear_ = false;
    } else {
        range.faces([&](std::size_t f) { crossing_[f] = mixing_[f] = sharpening_[f] = 0.0; });
        range.volumes([&](std::size_t i) {
            std::fill(inward_.begin() + static_cast<std::ptrdiff_t>(topology_.first[i]),
                      inward_.begin() + static_cast<std::ptrdiff_t>(topology_.first[i + 1]), 0.0);
        });
    }
}

/// Faces: what crosses, which side it comes from, what is pure water.
template <class Range>
void Transport::gather_crossings(const WaterStep& water, const Range& range) {
    if (!Range::everything && !clear_) {
        std::fill(crossing_.begin(), crossing_.end(), 0.0);
        std::fill(mixing_.begin(), mixing_.end(), 0.0);
        std::fill(sharpening_.begin(), sharpening_.end(), 0.0);
        std::fill(inward_.begin(), inward_.end(), 0.0);
        clear_ = true;
    }
    range.volumes([&](std::size_t i) { pure_out_[i] = 0.0; });
    any_pure_ = false;
    range.faces([&](std::size_t f) {
        const double crossed = water.water_crossed[f];
        const bool forward = crossed > 0.0;
        up_[f] = forward ? topology_.from[f] : topology_.to[f];
        down_[f] = forward ? topology_.to[f] : topology_.from[f];
        crossing_[f] = crossed;
    });
    for (std::size_t rim = 0; rim < pure_.size(); ++rim) {
        const std::size_t f = index(topology_.outside_faces[rim]);
        if (pure_[rim] == 0 || crossing_[f] == 0.0 || index(up_[f]) >= topology_.volume_count)
            continue;
        pure_out_[index(up_[f])] += std::abs(crossing_[f]);
        crossing_[f] = 0.0;
        any_pure_ = true;
    }
    any_mixing_ = false;
    if (water.mixing.empty()) {
        range.faces([&](std::size_t f) { mixing_[f] = 0.0; });
        return;
    }
    double most = 0.0;
    range.faces([&](std::size_t f) {
        mixing_[f] = topology_.rim_of_face[f] < 0 ? water.mixing[f] : 0.0;
        most = std::max(most, mixing_[f]);
    });
    any_mixing_ = most > 0.0;
}

/// Volumes: what enters and leaves over the step, and the water of where it comes from.
template <class Range>
void Transport::gather_volumes(const WaterStep& water, const Range& range) {
    range.volumes([&](std::size_t i) { before_[i] = 0.5 * (water.water_before[i] + water.water_after[i]); });
    double defect = diagnostics_[0];
    range.volumes([&](std::size_t i) {
        double in = 0.0;
        double out = 0.0;
        double upstream = 0.0;
        for (std::size_t e = topology_.first[i]; e < topology_.first[i + 1]; ++e) {
            const double inward = topology_.sign[e] * crossing_[index(topology_.face[e])];
            const double entering = std::max(inward, 0.0);
            inward_[e] = inward;
            in += entering;
            out += entering - inward;
            upstream += entering * before_[index(topology_.neighbour[e])];
        }
        in_[i] = in;
        out_[i] = out;
        upstream_water_[i] = upstream;
        const double open = water.water_after[i] - water.water_before[i] - (in - out - pure_out_[i]);
        const double scale = water.water_before[i] + in + out + pure_out_[i];
        if (std::abs(open) > defect * scale)
            defect = scale > nothing ? std::abs(open) / scale : 1.0;
    });
    diagnostics_[0] = defect;
}

/// The least number of sub-steps that brings the volumes passing on `sharp_share` of all outflow to the asked Courant
/// number. Weighted by outflow, so that neither a lake nor many tiny volumes decide.
template <class Range>
int Transport::choose_substeps(const WaterStep& water, const Range& range) {
    std::fill(bins_.begin(), bins_.end(), 0.0);
    const double most = options_.substeps_max;
    double all = 0.0;
    range.volumes([&](std::size_t i) {
        const double content = 0.5 * options_.courant * (water.water_before[i] + water.water_after[i]);
        const double parts = out_[i] < content * most ? std::ceil(out_[i] / std::max(content, nothing)) : most;
        bins_[static_cast<std::size_t>(parts)] += out_[i];
        all += out_[i];
    });
    double reached = 0.0;
    for (std::size_t parts = 0; parts < bins_.size(); ++parts) {
        reached += bins_[parts];
        if (reached >= options_.sharp_share * all)
            return std::max(static_cast<int>(parts), 1);
    }
    return options_.substeps_max;
}

template <class Range>
void Transport::scale_to_substep(const Range& range) {
    if (substeps_ == 1)
        return;
    const double part = 1.0 / substeps_;
    range.faces([&](std::size_t f) {
        crossing_[f] *= part;
        mixing_[f] *= part;
    });
    range.volumes([&](std::size_t i) {
        in_[i] *= part;
        out_[i] *= part;
        pure_out_[i] *= part;
        upstream_water_[i] *= part;
        for (std::size_t e = topology_.first[i]; e < topology_.first[i + 1]; ++e) inward_[e] *= part;
    });
}

/// Water at the sub-step's ends and the weights that follow from it, the same for every constituent:
///   kept  = before - out, not below 0;  theta = 1 - before/out where out exceeds before, else 0;
///   C     = out/before, at most 1.
/// With them a face's value goes beyond the upstream volume's by the third-order slope (see `sharpen`).
template <class Range>
void Transport::prepare_volumes(const WaterStep& water, const Range& range, int substep) {
    const double share_before = static_cast<double>(substep) / substeps_;
    const double share_after = static_cast<double>(substep + 1) / substeps_;
    const bool last = substep + 1 == substeps_;
    double largest_theta = 0.0;
    const std::span<const double> start = water.water_before;
    const std::span<const double> end = water.water_after;
    range.volumes([&](std::size_t i) {
        const double growth = end[i] - start[i];
        const double before = std::max(start[i] + growth * share_before, 0.0);
        const double after = last ? end[i] : start[i] + growth * share_after;
        const double in = in_[i];
        const double out = out_[i];
        const double kept = std::max(before - out, 0.0);
        const double courant = std::min(out, before) / std::max(before, nothing);
        const double theta = std::max(out - before, 0.0) / std::max(out, nothing);
        before_[i] = before;
        after_[i] = std::max(after, 0.0);
        kept_[i] = kept;
        theta_[i] = theta;
        divisor_[i] = kept + in > nothing ? 1.0 / (kept + in) : 0.0;
        to_downstream_[i] = kept * (2.0 - courant) * (1.0 / 3.0);
        const double upstream = before * in + upstream_water_[i];
        to_upstream_[i] = upstream > nothing ? kept * (1.0 + courant) * (1.0 / 3.0) / upstream : 0.0;
        bound_[i] = out * in > nothing ? kept / (out * in) : 0.0;
        largest_theta = std::max(largest_theta, theta);
    });
    implicit_ = any_mixing_ || largest_theta > 0.0;
}

template <class Range>
void Transport::prepare_faces(const Range& range) {
    range.faces([&](std::size_t f) {
        const std::size_t up = index(up_[f]);
        const double water_up = before_[up];
        const double water_down = before_[index(down_[f])];
        downstream_weight_[f] = to_downstream_[up] / std::max(water_up + water_down, nothing);
        sharp_crossing_[f] = water_down > least_content * std::abs(crossing_[f]) ? crossing_[f] : 0.0;
    });
}

/// The implicit system's coefficients and row sums, all of them non-negative: row sum = kept + what enters explicitly.
template <class Range>
void Transport::prepare_implicit(const Range& range) {
    range.volumes([&](std::size_t i) {
        double excess = kept_[i];
        for (std::size_t e = topology_.first[i]; e < topology_.first[i + 1]; ++e)
            excess += std::max(inward_[e], 0.0) * (1.0 - theta_[index(topology_.neighbour[e])]);
        excess_[i] = excess;
    });
    if (!Range::everything || !elimination_.usable())
        return;
    elimination_.clear();
    range.faces([&](std::size_t f) {
        if (topology_.rim_of_face[f] >= 0)
            return;
        const double forward = std::max(crossing_[f], 0.0) * theta_[index(topology_.from[f])];
        const double backward = std::max(-crossing_[f], 0.0) * theta_[index(topology_.to[f])];
        elimination_.add(f, forward + mixing_[f], backward + mixing_[f]);
    });
    elimination_.factor(excess_);
}

/// difference_i = sum of inflow times (its concentration - the volume's): 0 exactly where all are equal.
template <class Range>
void Transport::differences(const Range& range, const State& state) {
    const std::vector<double>& c = state.concentration;
    if (!any_mixing_) {
        range.volumes([&](std::size_t i) {
            const double here = c[i];
            double sum = 0.0;
            for (std::size_t e = topology_.first[i]; e < topology_.first[i + 1]; ++e)
                sum += std::max(inward_[e], 0.0) * (c[index(topology_.neighbour[e])] - here);
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
            advected += std::max(inward_[e], 0.0) * step;
            mixed += mixing_[index(topology_.face[e])] * step;
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
    const std::vector<double>& c = state.concentration;
    range.faces([&](std::size_t f) {
        const std::size_t up = index(up_[f]);
        const double downstream = c[index(down_[f])] - c[up];
        const double upstream = -difference_[up];  // in times (c_u - c_in)
        const double wanted = std::abs(downstream_weight_[f] * downstream + to_upstream_[up] * upstream);
        const double allowed = std::min(std::abs(downstream), bound_[up] * std::abs(upstream));
        const double delta = std::copysign(std::min(wanted, allowed), downstream);
        sharpening_[f] = downstream * upstream > 0.0 ? sharp_crossing_[f] * delta : 0.0;
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
        range.advanced([&](std::size_t i) { state.stranded[i] += state.loads[i] * part_seconds_; });
    if (!may_strand_)
        return;
    range.volumes([&](std::size_t i) {
        if (state.stranded[i] == 0.0 || kept_[i] + in_[i] <= options_.dry_water)
            return;
        change_[i] += state.stranded[i];
        state.stranded[i] = 0.0;
    });
}

template <class Range>
void Transport::solve(const Range& range, const State& state) {
    if (!implicit_)
        range.volumes([&](std::size_t i) { change_[i] *= divisor_[i]; });
    else if (Range::everything && elimination_.usable())
        elimination_.solve(std::span<double>(change_).first(topology_.volume_count));
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
    range.volumes([&](std::size_t i) {
        scale = std::max(scale, std::abs(state.concentration[i]));
        right[i] = change_[i];
        change_[i] *= divisor_[i];
        scale = std::max(scale, std::abs(change_[i]));
    });
    double moved = 0.0;
    const auto relax = [&](std::size_t i) {
        double sum = right[i];
        double weight = excess_[i];
        for (std::size_t e = topology_.first[i]; e < topology_.first[i + 1]; ++e) {
            const std::size_t beyond = index(topology_.neighbour[e]);
            const double link = std::max(inward_[e], 0.0) * theta_[beyond] + mixing_[index(topology_.face[e])];
            sum += link * change_[beyond];
            weight += link;
        }
        const double next = weight > nothing ? sum / weight : 0.0;
        moved = std::max(moved, std::abs(next - change_[i]));
        change_[i] = next;
    };
    for (int sweep = 0; sweep < most_sweeps; ++sweep) {
        moved = 0.0;
        range.volumes(relax);
        range.volumes_backwards(relax);
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
        if (crossing_[f] == 0.0)
            return;
        const std::size_t up = index(up_[f]);
        const bool leaves = up < topology_.volume_count;
        const double value = leaves ? state.concentration[up] + theta_[up] * change_[up] : state.concentration[up];
        const double amount = crossing_[f] * value;
        state.crossed[rim] += amount;
        enter(state, leaves ? outflow : inflow, std::copysign(amount, value));
    };
    if constexpr (Range::everything) {
        for (std::size_t rim = 0; rim < topology_.outside_faces.size(); ++rim) account(rim);
    } else {
        range.faces([&](std::size_t f) {
            if (topology_.rim_of_face[f] >= 0)
                account(index(topology_.rim_of_face[f]));
        });
    }
}

template <class Range>
void Transport::change_concentrations(const Range& range, State& state, bool non_negative) {
    const double least = non_negative ? 0.0 : -std::numeric_limits<double>::infinity();
    range.volumes([&](std::size_t i) {
        double next = state.concentration[i] + change_[i];
        if (next < least) {
            enter(state, rounding, -next * (after_[i] + pure_out_[i]));
            ++counts_.rounded_to_zero;
            next = 0.0;
        }
        state.concentration[i] = next;
    });
    if (any_pure_)
        range.volumes([&](std::size_t i) { remove_pure_water(i, state); });
}

/// Evaporation takes water only: what was in it stays in the rest, or lies stranded where nothing is left.
void Transport::remove_pure_water(std::size_t i, State& state) const {
    if (pure_out_[i] == 0.0)
        return;
    if (after_[i] > options_.dry_water) {
        state.concentration[i] *= (after_[i] + pure_out_[i]) / after_[i];
    } else {
        state.stranded[i] += state.concentration[i] * pure_out_[i];
    }
}

template <class Range>
void Transport::close_step(const WaterStep& water, const Range& range, State& state) {
    range.volumes([&](std::size_t i) {
        state.amount[i] = state.concentration[i] * std::max(water.water_after[i], 0.0) + state.stranded[i];
    });
    if (!state.has_loads)
        return;
    CompensatedSum sum;
    range.advanced([&](std::size_t i) { sum.add(state.loads[i] * water.seconds); });
    enter(state, load, sum.value());
}

}  // namespace liriver::solver::transport
