#include "solver/transport/water_weights.h"

#include <algorithm>
#include <cmath>

#include "solver/transport/ranges.h"

namespace liriver::solver::transport {

namespace {
std::size_t index(std::int32_t i) { return static_cast<std::size_t>(i); }

constexpr double fill_limit = 3.0;  // river networks fill in next to nothing; a 2D mesh soon passes this
}  // namespace

WaterWeights::WaterWeights(const Topology& topology, const Substepping& substepping)
    : elimination(topology, fill_limit), topology_(&topology), substepping_(substepping), stencils_(topology) {
    const std::size_t volumes = topology.volume_count;
    for (std::vector<double>* values : {&in, &out, &pure_out, &upstream_water_, &after, &divisor, &excess})
        values->assign(volumes, 0.0);
    for (std::vector<double>* values : {&before, &kept, &theta, &to_downstream, &to_upstream, &bound})
        values->assign(topology.index_count(), 0.0);
    for (std::vector<double>* values :
         {&crossing, &mixing, &down_weight, &up2_weight, &up3_weight, &down2_weight, &antidiffusive_crossing})
        values->assign(topology.face_count, 0.0);
    inward.assign(topology.face.size(), 0.0);
    pure_crossing.assign(topology.outside_faces.size(), 0.0);
    boundary_faces.reserve(topology.outside_faces.size());
    pure_faces.reserve(topology.outside_faces.size());
    pure_volumes.reserve(topology.outside_faces.size());
    up = up2 = up3 = topology.from;
    down = down2 = topology.to;
    bins_.assign(static_cast<std::size_t>(substepping_.most) + 1, 0.0);
}

void WaterWeights::set_pure(std::size_t boundary, bool pure) {
    const auto number = static_cast<std::int32_t>(boundary);
    const auto at = std::lower_bound(pure_.begin(), pure_.end(), number);
    const bool there = at != pure_.end() && *at == number;
    if (pure && !there)
        pure_.insert(at, number);
    else if (!pure && there)
        pure_.erase(at);
}

template <class Range>
int WaterWeights::begin(const WaterStep& water, const Range& range) {
    if (!Range::all && !clear_) {
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
    lines = false;
    if constexpr (Range::all) {
        lines = elimination.usable();
        if (lines)
            range.faces([&](std::size_t f) {
                const bool forward = crossing[f] > 0.0;
                const std::int32_t above = forward ? stencils_.before[f] : stencils_.behind[f];
                const std::int32_t above2 = forward ? stencils_.before2[f] : stencils_.behind2[f];
                const std::int32_t below = forward ? stencils_.behind[f] : stencils_.before[f];
                up2[f] = above < 0 ? up[f] : above;
                up3[f] = above2 < 0 ? up[f] : above2;
                down2[f] = below < 0 ? down[f] : below;
            });
    }
    gather_boundary(range);
    bool mixed = false;
    if (water.mixing.empty())
        range.faces([&](std::size_t f) { mixing[f] = 0.0; });
    else
        range.ordered_faces([&](std::size_t f) {
            mixing[f] = topology_->boundary_of_face[f] < 0 ? water.mixing[f] : 0.0;
            mixed = mixed || mixing[f] > 0.0;
        });
    any_mixing = mixed;
}

/// Outside faces: which of them anything crosses, and where pure water leaves.
template <class Range>
void WaterWeights::gather_boundary(const Range& range) {
    for (const std::int32_t volume : pure_volumes)
        pure_out[index(volume)] = 0.0;
    for (const std::int32_t boundary : pure_faces)
        pure_crossing[index(boundary)] = 0.0;
    pure_volumes.clear();
    pure_faces.clear();
    for (const std::int32_t boundary : pure_) {
        const std::size_t f = index(topology_->outside_faces[index(boundary)]);
        if (crossing[f] == 0.0 || index(up[f]) >= topology_->volume_count)
            continue;
        if (pure_out[index(up[f])] == 0.0)
            pure_volumes.push_back(up[f]);
        pure_out[index(up[f])] += std::abs(crossing[f]);
        pure_faces.push_back(boundary);
        pure_crossing[index(boundary)] = crossing[f];
        crossing[f] = 0.0;
    }
    boundary_faces.clear();
    if constexpr (Range::all) {
        for (std::size_t boundary = 0; boundary < topology_->outside_faces.size(); ++boundary)
            if (crossing[index(topology_->outside_faces[boundary])] != 0.0)
                boundary_faces.push_back(static_cast<std::int32_t>(boundary));
    } else {
        range.ordered_faces([&](std::size_t f) {
            if (topology_->boundary_of_face[f] >= 0 && crossing[f] != 0.0)
                boundary_faces.push_back(topology_->boundary_of_face[f]);
        });
    }
}

/// Volumes: what enters and leaves over the step, and the water of where it comes from. Says whether the volumes that
/// pass on `target_courant_share` of all outflow keep to the asked Courant number in one piece.
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
            defect = scale > tiny ? open / scale : 1.0;
    });
    largest_defect = defect;
    return fast <= (1.0 - substepping_.target_courant_share) * all;
}

/// The least number of sub-steps that brings the volumes passing on `target_courant_share` of all outflow to the asked
/// Courant number. Weighted by outflow, so that neither a lake nor many tiny volumes decide.
template <class Range>
int WaterWeights::choose_substeps(const WaterStep& water, const Range& range) {
    std::fill(bins_.begin(), bins_.end(), 0.0);
    const double most = substepping_.most;
    double all = 0.0;
    range.ordered_volumes([&](std::size_t i) {
        const double content = 0.5 * substepping_.courant * (water.water_before[i] + water.water_after[i]);
        const double parts = out[i] < content * most ? out[i] / std::max(content, tiny) : most;
        const auto whole = static_cast<std::size_t>(parts);
        bins_[static_cast<double>(whole) < parts ? whole + 1 : whole] += out[i];
        all += out[i];
    });
    double reached = 0.0;
    for (std::size_t parts = 0; parts < bins_.size(); ++parts) {
        reached += bins_[parts];
        if (reached >= substepping_.target_courant_share * all)
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
    for (const std::int32_t boundary : pure_faces)
        pure_crossing[index(boundary)] *= part;
    range.volumes([&](std::size_t i) {
        in[i] *= part;
        out[i] *= part;
        pure_out[i] *= part;
        upstream_water_[i] *= part;
        for (std::size_t e = topology_->first[i]; e < topology_->first[i + 1]; ++e)
            inward[e] *= part;
    });
}

template <class Range>
void WaterWeights::prepare(const WaterStep& water, const Range& range, int substep) {
    const bool overdrawn = weigh(water, range, {substep, substeps_});
    implicit = any_mixing || overdrawn;
    if (implicit)
        prepare_implicit(range, overdrawn);
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
    if constexpr (Range::all) {
        clear_ = false;
    } else {
        range.faces([&](std::size_t f) { crossing[f] = mixing[f] = 0.0; });
        range.volumes([&](std::size_t i) {
            for (std::size_t e = topology_->first[i]; e < topology_->first[i + 1]; ++e)
                inward[e] = 0.0;
        });
    }
}

template int WaterWeights::begin(const WaterStep&, const AllVolumes&);
template int WaterWeights::begin(const WaterStep&, const Subset&);
template void WaterWeights::prepare(const WaterStep&, const AllVolumes&, int);
template void WaterWeights::prepare(const WaterStep&, const Subset&, int);
template void WaterWeights::end(const AllVolumes&);
template void WaterWeights::end(const Subset&);

}  // namespace liriver::solver::transport
