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
    marks_.assign(stencils.vertex_count, {});
    volume_listed_in_.assign(topology.volume_count, 0);
    cross_faces.reserve(topology.face_count);
    cross_x.assign(topology.face_count, 0.0);
    cross_y.assign(topology.face_count, 0.0);
}

/// Whether all volumes around all of a volume's vertices hold water; a vertex is looked at once in a sub-step.
bool MeshWeights::all_hold_water(std::size_t volume, std::span<const double> water) {
    for (std::size_t k = stencils.first_vertex[volume]; k < stencils.first_vertex[volume + 1]; ++k) {
        const std::size_t v = index(stencils.vertices[k]);
        VertexMarks& marks = marks_[v];
        if (marks.wet == now_)
            continue;
        if (marks.dry == now_)
            return false;
        for (std::size_t j = stencils.first_volume[v]; j < stencils.first_volume[v + 1]; ++j)
            if (!(water[index(stencils.volumes[j])] > dry_water_)) {
                marks.dry = now_;
                return false;
            }
        marks.wet = now_;
    }
    return true;
}

void MeshWeights::list_vertices(std::size_t volume) {
    for (std::size_t k = stencils.first_vertex[volume]; k < stencils.first_vertex[volume + 1]; ++k) {
        const std::int32_t v = stencils.vertices[k];
        if (marks_[index(v)].listed == now_)
            continue;
        marks_[index(v)].listed = now_;
        listed_vertices.push_back(v);
    }
}

template <class Range>
void MeshWeights::prepare(WaterWeights& weights, const WaterStep& step, int substeps, std::span<const double> water,
                          const Range& range) {
    listed_volumes.clear();
    listed_vertices.clear();
    cross_faces.clear();
    any_cross = !step.cross_x.empty();
    if (!stencils.any())
        return;
    if (++now_ == 0) {  // once in 2^32 sub-steps
        std::fill(marks_.begin(), marks_.end(), VertexMarks{});
        std::fill(volume_listed_in_.begin(), volume_listed_in_.end(), 0U);
        now_ = 1;
    }
    range.ordered_volumes([&](std::size_t i) {
        if (stencils.has_gradient[i] == 0 || !(weights.kept[i] > 0.0) || (weights.out[i] == 0.0 && !any_cross) ||
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
        if (!any && !any_cross)
            return;
        const double content = weights.before[i];  // more than what leaves
        way_x[i] = 0.5 * x / content;
        way_y[i] = 0.5 * y / content;
        downstream[i] = (1.0 - 2.0 * weights.out[i] / content) / 3.0;
        listed_volumes.push_back(static_cast<std::int32_t>(i));
        list_vertices(i);
        volume_listed_in_[i] = now_;
    });
    if (any_cross)
        list_cross_faces(step, substeps, range);
}

template <class Range>
void MeshWeights::list_cross_faces(const WaterStep& step, int substeps, const Range& range) {
    const double part = 1.0 / substeps;
    range.ordered_faces([&](std::size_t f) {
        if (stencils.vertex_a[f] < 0 || topology_->boundary_of_face[f] >= 0 ||
            (step.cross_x[f] == 0.0 && step.cross_y[f] == 0.0) ||
            volume_listed_in_[index(topology_->from[f])] != now_ || volume_listed_in_[index(topology_->to[f])] != now_)
            return;
        cross_x[f] = step.cross_x[f] * part;
        cross_y[f] = step.cross_y[f] * part;
        cross_faces.push_back(static_cast<std::int32_t>(f));
    });
}

void MeshWeights::make_room(std::size_t lanes) {
    if (lanes <= lanes_)
        return;
    lanes_ = lanes;
    limits = LaneBuffer(topology_->volume_count * 4 * lanes);
    cross_flux = LaneBuffer(topology_->face_count * lanes);
}

template void MeshWeights::prepare(WaterWeights&, const WaterStep&, int, std::span<const double>, const AllVolumes&);
template void MeshWeights::prepare(WaterWeights&, const WaterStep&, int, std::span<const double>, const Subset&);

}  // namespace liriver::solver::transport
