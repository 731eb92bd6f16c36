// The parts of a tagged constituent through a sub-step. Symbols are those of docs/explanation/transport.md.
#include "solver/transport/parts.h"

#include <algorithm>
#include <cmath>

#include "solver/transport/mesh_weights.h"

namespace liriver::solver::transport {

namespace {

std::size_t index(std::int32_t i) { return static_cast<std::size_t>(i); }

/// Of what named sources bring: a smaller rest is rounding, and no source.
constexpr double rounding_share = 1e-12;

/// Of the difference to the volume below, what a part's face value takes at most. At 1 a steady jump has a family of
/// states, all with the downstream value at the face: a part's would depend on the others'.
constexpr double most_of_difference = 0.95;

/// The universal bounds of lane_kernels.h for one value, but for `most_of_difference`.
double limited(double wanted, double downstream, double upstream, double bound) {
    if (!(downstream * upstream > 0.0))
        return 0.0;
    const double most = std::min(most_of_difference * std::abs(downstream), bound * std::abs(upstream));
    const double along = downstream < 0.0 ? -wanted : wanted;
    const double size = std::clamp(along, 0.0, most);
    return downstream < 0.0 ? -size : size;
}

/// The largest share l of `by`, 0 to 1, that keeps  from + l by  within [least, most], which holds `from`.
double share_within(double from, double by, double least, double most) {
    if (by > 0.0 && from + by > most)
        return std::max(most - from, 0.0) / by;
    if (by < 0.0 && from + by < least)
        return std::min(least - from, 0.0) / by;
    return 1.0;
}

}  // namespace

Parts::Parts(const Topology& topology, std::size_t sources)
    : topology_(&topology),
      count_(first_source + sources),
      stranded_(topology.volume_count * count_, 0.0),
      loads_(topology.volume_count * count_, 0.0),
      flux_(topology.face_count * count_, 0.0),
      wanted_(count_, 0.0),
      carried_(count_, 0.0),
      supply_(count_, 0.0) {
    for (std::size_t first = 0; first < count_; first += most_lanes)
        blocks_.emplace_back(topology, first, std::min(most_lanes, count_ - first));
}

Substep Parts::substep_of(const Substep& total, PartsBlock& block) {
    return {total.topology, total.weights, &block.state, block.difference.data(), block.change.data(), nullptr,
            lowest_.data(), &converged_,   false};
}

void Parts::start(std::span<const double> concentration) {
    for (std::size_t part = 0; part < count_; ++part)
        for (std::size_t i = 0; i < topology_->volume_count; ++i)
            value(part, i) = part == initial_part ? concentration[i] : 0.0;
    std::fill(stranded_.begin(), stranded_.end(), 0.0);
}

void Parts::set_inflow(std::size_t part, std::size_t boundary, double concentration) {
    value(part, topology_->volume_count + boundary) = concentration;
}

void Parts::set_load(std::size_t part, std::size_t volume, double amount_per_second) {
    loads_[volume * count_ + part] = amount_per_second;
}

void Parts::put_in(std::size_t part, std::size_t volume, double amount, double water) {
    if (water > 0.0)
        value(part, volume) += amount / water;
    else
        stranded_[volume * count_ + part] += amount;
}

void Parts::complete_inflow(const Block& total, std::size_t lane) {
    for (std::size_t boundary = 0; boundary < topology_->outside_faces.size(); ++boundary) {
        const std::size_t i = topology_->volume_count + boundary;
        const double all = total.concentration[i * total.lanes + lane];
        double named = 0.0;
        for (std::size_t part = first_source; part < count_; ++part)
            named += value(part, i);
        value(other_part, i) = all - named > rounding_share * all ? all - named : 0.0;
    }
}

void Parts::complete_load(std::size_t volume, double total) {
    double* const loads = &loads_[volume * count_];
    double named = 0.0;
    for (std::size_t part = first_source; part < count_; ++part)
        named += loads[part];
    loads[other_part] = total - named > rounding_share * total ? total - named : 0.0;
}

template <class Range>
void Parts::right_side(const Substep& total, std::size_t lane, const Range& range) {
    for (PartsBlock& block : blocks_)
        differences(substep_of(total, block), range);
    const bool lines = Range::all && total.weights->lines;
    range.ordered_faces([&](std::size_t f) {
        // What comes in from outside has its concentration: nothing beyond upwind's flux.
        const bool from_outside = index(total.weights->up[f]) >= topology_->volume_count;
        if (from_outside || total.weights->antidiffusive_crossing[f] == 0.0)
            std::fill_n(&flux_[f * count_], count_, 0.0);
        else if (lines)
            at_face<true>(total, lane, f);
        else
            at_face<false>(total, lane, f);
    });
}

/// Each part as the total would be limited alone, then what is left of the total's own flux by the parts' shares; and
/// of that, for all parts alike, as much as leaves every part between 0 and what its volume can give.
template <bool lines>
void Parts::at_face(const Substep& total, std::size_t lane, std::size_t f) {
    const WaterWeights& w = *total.weights;
    const std::size_t up = index(w.up[f]), down = index(w.down[f]);
    const double crossing = w.antidiffusive_crossing[f];
    const double delta = total.flux[f * total.block->lanes + lane] / crossing;
    const double whole = total.block->concentration[up * total.block->lanes + lane];
    const double give = w.kept[up] / std::max(w.out[up], tiny);  // of a volume's content, through each of its faces
    double sum = 0.0;
    for (PartsBlock& block : blocks_) {
        const std::size_t lanes = block.state.lanes;
        const double* const c = block.state.concentration.data();
        for (std::size_t l = 0; l < block.state.count; ++l) {
            const double here = c[up * lanes + l], there = c[down * lanes + l];
            const double upstream = -block.difference[up * lanes + l];
            double wanted = w.down_weight[f] * (there - here) + w.to_upstream[up] * upstream;
            if constexpr (lines) {
                const double above = c[index(w.up2[f]) * lanes + l];
                wanted += w.up2_weight[f] * (here - above);
                wanted += w.up3_weight[f] * (above - c[index(w.up3[f]) * lanes + l]);
                wanted += w.down2_weight[f] * (c[index(w.down2[f]) * lanes + l] - there);
            }
            wanted = limited(wanted, there - here, upstream, w.bound[up]);
            wanted_[block.state.first + l] = wanted;
            sum += wanted;
        }
    }
    double limiter = 1.0;
    const double share = whole > tiny ? 1.0 / whole : 0.0;
    for (std::size_t part = 0; part < count_; ++part) {
        const double here = value(part, up);
        const double plain = delta * here * share;
        wanted_[part] += (delta - sum) * here * share - plain;
        limiter = std::min(limiter, share_within(plain, wanted_[part], -here, give * here));
    }
    const std::size_t from = index(topology_->from[f]), to = index(topology_->to[f]);
    for (std::size_t part = 0; part < count_; ++part) {
        const double moved = crossing * (delta * value(part, up) * share + limiter * wanted_[part]);
        flux_[f * count_ + part] = moved;
        change(part, to) += moved;
        change(part, from) -= moved;
    }
}

void Parts::share_mesh_fluxes(const Substep& total, std::size_t lane, const MeshWeights& mesh) {
    for (const std::int32_t volume : mesh.listed_volumes) {
        const std::size_t up = index(volume);
        const double whole = total.block->concentration[up * total.block->lanes + lane];
        const double share = whole > tiny ? 1.0 / whole : 0.0;
        for (std::size_t e = topology_->first[up]; e < topology_->first[up + 1]; ++e) {
            const std::size_t f = index(topology_->face[e]);
            if (!(total.weights->inward[e] < 0.0) || mesh.crossing[f] == 0.0)
                continue;
            const double beyond_upwind = total.flux[f * total.block->lanes + lane];
            const std::size_t from = index(topology_->from[f]), to = index(topology_->to[f]);
            for (std::size_t part = 0; part < count_; ++part) {
                const double moved = beyond_upwind * value(part, up) * share;
                flux_[f * count_ + part] = moved;
                change(part, to) += moved;
                change(part, from) -= moved;
            }
        }
    }
}

void Parts::strand_load(std::size_t volume, double seconds) {
    for (std::size_t part = 0; part < count_; ++part)
        stranded_[volume * count_ + part] += loads_[volume * count_ + part] * seconds;
}

void Parts::strand(std::size_t volume, double water) {
    for (std::size_t part = 0; part < count_; ++part)
        stranded_[volume * count_ + part] += value(part, volume) * water;
}

/// The load at hand, and what the volume has of each part beside it: what stays and what enters explicitly.
void Parts::begin_load(const WaterWeights& w, std::size_t volume) {
    std::fill(carried_.begin(), carried_.end(), 0.0);
    lying_ = 0.0;
    for (std::size_t part = 0; part < count_; ++part) {
        lying_ += stranded_[volume * count_ + part];
        supply_[part] = w.kept[volume] * value(part, volume);
    }
    for (std::size_t e = topology_->first[volume]; e < topology_->first[volume + 1]; ++e) {
        const std::size_t f = index(topology_->face[e]), beyond = index(topology_->neighbour[e]);
        const double entering = std::max(w.inward[e], 0.0) * (1.0 - w.theta[beyond]);
        for (std::size_t part = 0; part < count_; ++part)
            supply_[part] += entering * value(part, beyond) + topology_->sign[e] * flux_[f * count_ + part];
    }
}

/// What passes a face as each part would alone, and what is left of the total's by the parts' shares in the volume;
/// or, where that would leave a part negative on either side, by their shares in the load.
void Parts::carry_on(const WaterWeights& w, const Block& total, std::size_t lane, const CarriedLoad& load,
                     std::size_t entry, double passing) {
    const std::size_t i = load.volume;
    const std::size_t f = index(topology_->face[entry]);
    const double leaving = std::max(-w.inward[entry], 0.0);
    if (!(leaving > 0.0) || !(lying_ > tiny))
        return;
    const double by_out = leaving / w.out[i];
    const double whole = total.concentration[i * total.lanes + lane];
    double sum = 0.0;
    for (std::size_t part = 0; part < count_; ++part) {
        const double taken = std::max(-change(part, i), 0.0);
        const double flux = -topology_->sign[entry] * flux_[f * count_ + part];
        const double risen = std::max(stranded_[i * count_ + part] - load.reach * taken, 0.0);
        wanted_[part] = std::max(load.share * risen * by_out - std::max(flux, 0.0), 0.0);
        sum += wanted_[part];
    }
    const double left = whole > tiny ? (passing - sum) / whole : 0.0;
    double limiter = whole > tiny ? 1.0 : 0.0;
    for (std::size_t part = 0; part < count_; ++part) {
        const double here = value(part, i), amount = stranded_[i * count_ + part];
        const double flux = -topology_->sign[entry] * flux_[f * count_ + part];
        const double plain = passing * (amount / lying_);
        wanted_[part] += left * here - plain;
        const double least = -(leaving * (1.0 - w.theta[i]) * here + flux);
        const double most = (load.share * amount + std::max(supply_[part], 0.0)) * by_out;
        limiter = std::min(limiter, share_within(plain, wanted_[part], least, most));
    }
    const std::size_t beyond = index(topology_->neighbour[entry]);
    for (std::size_t part = 0; part < count_; ++part) {
        const double moved = passing * (stranded_[i * count_ + part] / lying_) + limiter * wanted_[part];
        carried_[part] += moved;
        if (beyond < topology_->volume_count)
            change(part, beyond) += moved;
    }
}

void Parts::end_load(std::size_t volume) {
    for (std::size_t part = 0; part < count_; ++part) {
        double& lying = stranded_[volume * count_ + part];
        change(part, volume) += lying - carried_[part];
        lying = 0.0;
    }
}

template <class Range>
void Parts::solve(const Substep& total, const Range& range) {
    for (PartsBlock& block : blocks_) {
        const Substep substep = substep_of(total, block);
        transport::solve(substep, range);
        change_concentrations(substep, range);
    }
}

void Parts::scale_to(double total, std::size_t volume) {
    double sum = 0.0;
    for (std::size_t part = 0; part < count_; ++part) {
        double& own = value(part, volume);
        own = std::max(own, 0.0);
        sum += own;
    }
    if (sum > tiny) {
        const double scale = total / sum;
        for (std::size_t part = 0; part < count_; ++part)
            value(part, volume) *= scale;
    } else {
        value(other_part, volume) = total;
    }
}

template <class Range>
void Parts::settle(const Block& total, std::size_t lane, const Range& range) {
    range.ordered_volumes([&](std::size_t i) { scale_to(total.concentration[i * total.lanes + lane], i); });
}

void Parts::react(std::size_t volume, double before, double after) {
    if (after > before)
        value(reactions_part, volume) += after - before;
    else
        scale_to(after, volume);
}

std::vector<mesh::field::MutableField> Parts::checkpoint_fields(const std::string& name, const std::string& unit) {
    using mesh::field::Location;
    std::vector<mesh::field::MutableField> fields;
    for (PartsBlock& block : blocks_)
        fields.push_back({{name + "_parts_" + std::to_string(block.state.first), "parts of " + name + " by source", "",
                           unit, Location::network},
                          {block.state.concentration.data(), topology_->index_count() * block.state.lanes}});
    fields.push_back({{name + "_parts_stranded", "parts of the amount lying where there is no water", "", unit + " m3",
                       Location::network},
                      stranded_});
    fields.push_back(
        {{name + "_parts_load", "parts of the amount put in per second", "", unit + " m3 s-1", Location::network},
         loads_});
    return fields;
}

template void Parts::right_side(const Substep&, std::size_t, const AllVolumes&);
template void Parts::right_side(const Substep&, std::size_t, const Subset&);
template void Parts::solve(const Substep&, const AllVolumes&);
template void Parts::solve(const Substep&, const Subset&);
template void Parts::settle(const Block&, std::size_t, const AllVolumes&);
template void Parts::settle(const Block&, std::size_t, const Subset&);

}  // namespace liriver::solver::transport
