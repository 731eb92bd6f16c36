#include "solver/transport/mesh_weights.h"

#include <algorithm>

#include "solver/transport/ranges.h"
#include "solver/transport/water_weights.h"

namespace liriver::solver::transport {

namespace {
std::size_t index(std::int32_t i) { return static_cast<std::size_t>(i); }
}  // namespace

MeshWeights::MeshWeights(const Graph& graph, const Topology& topology, double dry_water)
    : stencils(graph, topology), topology_(&topology), dry_water_(dry_water) {
    if (!stencils.any())
        return;
    way_x.assign(topology.volume_count, 0.0);
    way_y.assign(topology.volume_count, 0.0);
    downstream.assign(topology.volume_count, 0.0);
    crossing.assign(topology.face_count, 0.0);
    listed_volumes.reserve(topology.volume_count);
    listed_vertices.reserve(stencils.vertex_count);
    looked_at_.assign(stencils.vertex_count, 0);
    listed_in_.assign(stencils.vertex_count, 0);
    wet_.assign(stencils.vertex_count, 0);
}

/// Whether all volumes around all of a volume's vertices hold water; a vertex is looked at once in a sub-step.
bool MeshWeights::all_hold_water(std::size_t volume, std::span<const double> water) {
    for (std::size_t k = stencils.first_vertex[volume]; k < stencils.first_vertex[volume + 1]; ++k) {
        const std::size_t v = index(stencils.vertices[k]);
        if (looked_at_[v] != now_) {
            looked_at_[v] = now_;
            bool wet = true;
            for (std::size_t j = stencils.first_volume[v]; j < stencils.first_volume[v + 1]; ++j)
                wet = wet && water[index(stencils.volumes[j])] > dry_water_;
            wet_[v] = wet ? 1 : 0;
        }
        if (wet_[v] == 0)
            return false;
    }
    return true;
}

void MeshWeights::list_vertices(std::size_t volume) {
    for (std::size_t k = stencils.first_vertex[volume]; k < stencils.first_vertex[volume + 1]; ++k) {
        const std::int32_t v = stencils.vertices[k];
        if (listed_in_[index(v)] == now_)
            continue;
        listed_in_[index(v)] = now_;
        listed_vertices.push_back(v);
    }
}

template <class Range>
void MeshWeights::prepare(WaterWeights& weights, std::span<const double> water, const Range& range) {
    listed_volumes.clear();
    listed_vertices.clear();
    if (!stencils.any())
        return;
    if (++now_ == 0) {  // once in 2^32 sub-steps
        std::fill(looked_at_.begin(), looked_at_.end(), 0U);
        std::fill(listed_in_.begin(), listed_in_.end(), 0U);
        now_ = 1;
    }
    range.ordered_volumes([&](std::size_t i) {
        if (stencils.has_gradient[i] == 0 || !(weights.kept[i] > 0.0) || weights.out[i] == 0.0 ||
            !all_hold_water(i, water))
            return;
        double x = 0.0, y = 0.0;
        bool any = false;
        for (std::size_t e = topology_->first[i]; e < topology_->first[i + 1]; ++e) {
            x -= weights.inward[e] * stencils.offset_x[e];
            y -= weights.inward[e] * stencils.offset_y[e];
            if (weights.inward[e] >= 0.0)
                continue;
            const std::size_t f = index(topology_->face[e]);
            crossing[f] = stencils.vertex_a[f] < 0 ? 0.0 : weights.antidiffusive_crossing[f];
            any = any || crossing[f] != 0.0;
            weights.antidiffusive_crossing[f] = 0.0;
        }
        if (!any)
            return;
        const double content = weights.before[i];  // more than what leaves
        way_x[i] = 0.5 * x / content;
        way_y[i] = 0.5 * y / content;
        downstream[i] = (1.0 - 2.0 * weights.out[i] / content) / 3.0;
        listed_volumes.push_back(static_cast<std::int32_t>(i));
        list_vertices(i);
    });
}

template void MeshWeights::prepare(WaterWeights&, std::span<const double>, const AllVolumes&);
template void MeshWeights::prepare(WaterWeights&, std::span<const double>, const Subset&);

}  // namespace liriver::solver::transport
