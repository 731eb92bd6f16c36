#include "solver/transport/water_weights.h"

#include <algorithm>
#include <cmath>

#include "solver/transport/ranges.h"

namespace liriver::solver::transport {

namespace {
std::size_t index(std::int32_t i) { return static_cast<std::size_t>(i); }

constexpr double fill_limit = 3.0;  // river networks fill in next to nothing; a 2D mesh soon passes this
/// Into a volume that holds less than this share of what enters, first order is kept: its old concentration says
/// nothing.
constexpr double least_content = 0.01;
}  // namespace

WaterWeights::WaterWeights(const Topology& topology, const Substepping& substepping)
    : elimination(topology, fill_limit), topology_(&topology), substepping_(substepping) {
    const std::size_t volumes = topology.volume_count;
    for (std::vector<double>* values : {&in, &out, &pure_out, &upstream_water_, &after, &kept, &divisor, &excess})
        values->assign(volumes, 0.0);
    for (std::vector<double>* values : {&before, &theta, &to_downstream, &to_upstream, &bound})
        values->assign(topology.place_count(), 0.0);
    for (std::vector<double>* values : {&crossing, &mixing, &downstream_weight, &sharp_crossing})
        values->assign(topology.face_count, 0.0);
    inward.assign(topology.face.size(), 0.0);
    pure_.assign(topology.outside_faces.size(), 0);
    pure_crossing.assign(pure_.size(), 0.0);
    up = topology.from;
    down = topology.to;
    bins_.assign(static_cast<std::size_t>(substepping_.most) + 1, 0.0);
}

template <class Range>
int WaterWeights::begin(const WaterStep& water, const Range& range) {
    if (!Range::everything && !clear_) {
        for (std::vector<double>* values : {&crossing, &mixing, &inward})
            std::fill(values->begin(), values->end(), 0.0);
        clear_ = true;
    }
    gather_faces(water, range);
    const bool fine_as_it_is = gather_volumes(water, range);
    substeps_ = fine_as_it_is ? 1 : choose_substeps(water, range);
    seconds = water.seconds / substeps_;
    if (substeps_ > 1)
        scale(range, 1.0 / substeps_);
    return substeps_;
}

/// Faces: what crosses, which side it comes from, what is pure water.
template <class Range>
void WaterWeights::gather_faces(const WaterStep& water, const Range& range) {
    range.faces([&](std::size_t f) {
        const double crossed = water.water_crossed[f];
        const bool forward = crossed > 0.0;
        up[f] = forward ? topology_->from[f] : topology_->to[f];
        down[f] = forward ? topology_->to[f] : topology_->from[f];
        crossing[f] = crossed;
    });
    range.volumes([&](std::size_t i) { pure_out[i] = 0.0; });
    any_pure = false;
    for (std::size_t rim = 0; rim < pure_.size(); ++rim) {
        const std::size_t f = index(topology_->outside_faces[rim]);
        pure_crossing[rim] = 0.0;
        if (pure_[rim] == 0 || crossing[f] == 0.0 || index(up[f]) >= topology_->volume_count)
            continue;
        pure_out[index(up[f])] += std::abs(crossing[f]);
        pure_crossing[rim] = crossing[f];
        crossing[f] = 0.0;
        any_pure = true;
    }
    bool mixed = false;
    if (water.mixing.empty())
        range.faces([&](std::size_t f) { mixing[f] = 0.0; });
    else
        range.ordered_faces([&](std::size_t f) {
            mixing[f] = topology_->rim_of_face[f] < 0 ? water.mixing[f] : 0.0;
            mixed = mixed || mixing[f] > 0.0;
        });
    any_mixing = mixed;
}

/// Volumes: what enters and leaves over the step, and the water of where it comes from. Says whether the volumes that
/// pass on `sharp_share` of all outflow keep to the asked Courant number in one piece.
template <class Range>
bool WaterWeights::gather_volumes(const WaterStep& water, const Range& range) {
    range.volumes([&](std::size_t i) { before[i] = 0.5 * (water.water_before[i] + water.water_after[i]); });
    range.volumes([&](std::size_t i) {
        double entered = 0.0;
        double left = 0.0;
        double upstream = 0.0;
        for (std::size_t e = topology_->first[i]; e < topology_->first[i + 1]; ++e) {
            const double crossed = topology_->sign[e] * crossing[index(topology_->face[e])];
            const double entering = std::max(crossed, 0.0);
            inward[e] = crossed;
            entered += entering;
            left += entering - crossed;
            upstream += entering * before[index(topology_->neighbour[e])];
        }
        in[i] = entered;
        out[i] = left;
        upstream_water_[i] = upstream;
    });
    double defect = largest_defect;
    double all = 0.0;
    double fast = 0.0;
    range.ordered_volumes([&](std::size_t i) {
        all += out[i];
        if (out[i] > substepping_.courant * before[i])
            fast += out[i];
        const double gained = in[i] - out[i] - pure_out[i];
        const double open = std::abs(water.water_after[i] - water.water_before[i] - gained);
        const double scale = water.water_before[i] + in[i] + out[i] + pure_out[i];
        if (open > defect * scale)
            defect = scale > nothing ? open / scale : 1.0;
    });
    largest_defect = defect;
    return fast <= (1.0 - substepping_.sharp_share) * all;
}

/// The least number of sub-steps that brings the volumes passing on `sharp_share` of all outflow to the asked Courant
/// number. Weighted by outflow, so that neither a lake nor many tiny volumes decide.
template <class Range>
int WaterWeights::choose_substeps(const WaterStep& water, const Range& range) {
    std::fill(bins_.begin(), bins_.end(), 0.0);
    const double most = substepping_.most;
    double all = 0.0;
    range.ordered_volumes([&](std::size_t i) {
        const double content = 0.5 * substepping_.courant * (water.water_before[i] + water.water_after[i]);
        const double parts = out[i] < content * most ? out[i] / std::max(content, nothing) : most;
        const auto whole = static_cast<std::size_t>(parts);
        bins_[static_cast<double>(whole) < parts ? whole + 1 : whole] += out[i];
        all += out[i];
    });
    double reached = 0.0;
    for (std::size_t parts = 0; parts < bins_.size(); ++parts) {
        reached += bins_[parts];
        if (reached >= substepping_.sharp_share * all)
            return std::max(static_cast<int>(parts), 1);
    }
    return substepping_.most;
}

template <class Range>
void WaterWeights::scale(const Range& range, double part) {
    range.faces([&](std::size_t f) {
        crossing[f] *= part;
        mixing[f] *= part;
    });
    for (double& water : pure_crossing)
        water *= part;
    range.volumes([&](std::size_t i) {
        in[i] *= part;
        out[i] *= part;
        pure_out[i] *= part;
        upstream_water_[i] *= part;
        for (std::size_t e = topology_->first[i]; e < topology_->first[i + 1]; ++e)
            inward[e] *= part;
    });
}

/// Water at the sub-step's ends and the weights that follow from it:
///   kept = before - out, not below 0;  theta = 1 - before/out where out exceeds before, else 0;  C = out/before, at
///   most 1.
template <class Range>
void WaterWeights::prepare(const WaterStep& water, const Range& range, int substep) {
    const double share_before = static_cast<double>(substep) / substeps_;
    const double share_after = static_cast<double>(substep + 1) / substeps_;
    range.volumes([&](std::size_t i) {
        const double growth = water.water_after[i] - water.water_before[i];
        before[i] = std::max(water.water_before[i] + growth * share_before, 0.0);
        after[i] = std::max(water.water_before[i] + growth * share_after, 0.0);
    });
    if (substep + 1 == substeps_)
        range.volumes([&](std::size_t i) { after[i] = std::max(water.water_after[i], 0.0); });
    range.volumes([&](std::size_t i) {
        const double content = before[i];
        const double rest = std::max(content - out[i], 0.0);
        const double courant = std::min(out[i], content) / std::max(content, nothing);
        theta[i] = std::max(out[i] - content, 0.0) / std::max(out[i], nothing);
        kept[i] = rest;
        divisor[i] = 1.0 / std::max(rest + in[i], nothing);
        to_downstream[i] = rest * (2.0 - courant) * (1.0 / 3.0);
        to_upstream[i] = rest * (1.0 + courant) * (1.0 / 3.0) / std::max(content * in[i] + upstream_water_[i], nothing);
        bound[i] = rest / std::max(out[i] * in[i], nothing);
    });
    range.faces([&](std::size_t f) {
        const std::size_t upper = index(up[f]);
        const double water_down = before[index(down[f])];
        downstream_weight[f] = to_downstream[upper] / std::max(before[upper] + water_down, nothing);
        sharp_crossing[f] = water_down > least_content * std::abs(crossing[f]) ? crossing[f] : 0.0;
    });
    int overdrawn = 0;
    range.volumes([&](std::size_t i) { overdrawn |= static_cast<int>(out[i] > before[i]); });
    implicit = any_mixing || overdrawn != 0;
    if (implicit)
        prepare_implicit(range, overdrawn != 0);
}

/// The implicit system's coefficients and row sums, none negative: row sum = kept + what enters explicitly.
template <class Range>
void WaterWeights::prepare_implicit(const Range& range, bool any_theta) {
    if (any_theta)
        range.volumes([&](std::size_t i) {
            double sum = kept[i];
            for (std::size_t e = topology_->first[i]; e < topology_->first[i + 1]; ++e)
                sum += std::max(inward[e], 0.0) * (1.0 - theta[index(topology_->neighbour[e])]);
            excess[i] = sum;
        });
    else
        range.volumes([&](std::size_t i) { excess[i] = kept[i] + in[i]; });
    if (!eliminates<Range>())
        return;
    elimination.fill([&](std::size_t f) {
        const double forward = std::max(crossing[f], 0.0) * theta[index(topology_->from[f])];
        const double backward = std::max(-crossing[f], 0.0) * theta[index(topology_->to[f])];
        return Elimination::Link{forward + mixing[f], backward + mixing[f]};
    });
    elimination.factor(excess);
}

template <class Range>
void WaterWeights::end(const Range& range) {
    if constexpr (Range::everything) {
        clear_ = false;
    } else {
        range.faces([&](std::size_t f) { crossing[f] = mixing[f] = 0.0; });
        range.volumes([&](std::size_t i) {
            for (std::size_t e = topology_->first[i]; e < topology_->first[i + 1]; ++e)
                inward[e] = 0.0;
        });
    }
}

template int WaterWeights::begin(const WaterStep&, const Everything&);
template int WaterWeights::begin(const WaterStep&, const Listed&);
template void WaterWeights::prepare(const WaterStep&, const Everything&, int);
template void WaterWeights::prepare(const WaterStep&, const Listed&, int);
template void WaterWeights::end(const Everything&);
template void WaterWeights::end(const Listed&);

}  // namespace liriver::solver::transport
