// The water of each sub-step, as transport follows it.
#include <algorithm>
#include <cmath>
#include <utility>

#include "solver/surface/surface_solver.h"

namespace liriver::solver::surface {

transport::Graph SurfaceSolver::transport_graph() const {
    transport::Graph graph;
    graph.volume_count = mesh_.cell_count();
    graph.from = mesh_.left;
    graph.to = mesh_.right;
    for (const auto& [x, y] : mesh_.centroid) {
        graph.centroid_x.push_back(x);
        graph.centroid_y.push_back(y);
    }
    for (const auto& [x, y] : mesh_.midpoint) {
        graph.midpoint_x.push_back(x);
        graph.midpoint_y.push_back(y);
    }
    for (const auto& [x, y] : mesh_.normal) {
        graph.normal_x.push_back(x);
        graph.normal_y.push_back(y);
    }
    for (std::int32_t f = 0; f < mesh_.face_count(); ++f)
        graph.distance.push_back(f < mesh_.inner_faces
                                     ? std::hypot(mesh_.centroid[mesh_.right[f]].x - mesh_.centroid[mesh_.left[f]].x,
                                                  mesh_.centroid[mesh_.right[f]].y - mesh_.centroid[mesh_.left[f]].y)
                                     : 0.0);
    for (std::int32_t i = 0; i < mesh_.cell_count(); ++i) {  // rain, sources and losses
        graph.from.push_back(transport::outside);
        graph.to.push_back(i);
        graph.distance.push_back(0.0);
        graph.midpoint_x.push_back(mesh_.centroid[i].x);
        graph.midpoint_y.push_back(mesh_.centroid[i].y);
        graph.normal_x.push_back(0.0);
        graph.normal_y.push_back(0.0);
    }
    for (const SurfaceLink& link : links_) {
        const auto left = static_cast<std::size_t>(link.left);
        const bool inside = link.right >= 0;
        const auto right = static_cast<std::size_t>(inside ? link.right : link.left);
        const double along_x = mesh_.centroid[right].x - mesh_.centroid[left].x;
        const double along_y = mesh_.centroid[right].y - mesh_.centroid[left].y;
        const double distance = std::hypot(along_x, along_y);
        graph.from.push_back(link.left);
        graph.to.push_back(inside ? link.right : transport::outside);
        graph.distance.push_back(distance);
        graph.midpoint_x.push_back(0.5 * (mesh_.centroid[left].x + mesh_.centroid[right].x));
        graph.midpoint_y.push_back(0.5 * (mesh_.centroid[left].y + mesh_.centroid[right].y));
        graph.normal_x.push_back(inside ? along_x / distance : 0.0);
        graph.normal_y.push_back(inside ? along_y / distance : 0.0);
    }
    graph.vertex_a.assign(graph.from.size(), -1);
    graph.vertex_b.assign(graph.from.size(), -1);
    for (std::int32_t f = 0; f < mesh_.face_count(); ++f) {
        const auto [a, b] = mesh_.ends(f);
        graph.vertex_a[f] = a;
        graph.vertex_b[f] = b;
    }
    return graph;
}

void SurfaceSolver::set_water_sink(WaterSink sink) {
    sink_ = std::move(sink);
    const auto cells = static_cast<std::size_t>(mesh_.cell_count());
    water_before_.assign(cells, 0.0);
    water_after_.assign(cells, 0.0);
    crossed_.assign(static_cast<std::size_t>(mesh_.face_count()) + cells + links_.size(), 0.0);
    for (std::size_t i = 0; i < cells; ++i)
        water_before_[i] = water_after_[i] = state_[i].depth * mesh_.area[i];
}

// One group's step: what crosses its faces, for its own cells and the coarser ones beside it. It begins with the
// coarsest group, as the account of who may give how much does.
void SurfaceSolver::hand_over(int level) {
    const auto at = static_cast<std::size_t>(level);
    advanced_.assign(cells_.begin() + static_cast<std::ptrdiff_t>(first_cell_[at]),
                     cells_.begin() + static_cast<std::ptrdiff_t>(first_cell_[at + 1]));
    advanced_.insert(advanced_.end(), shared_.begin() + static_cast<std::ptrdiff_t>(first_shared_[at]),
                     shared_.begin() + static_cast<std::ptrdiff_t>(first_shared_[at + 1]));
    if (advanced_.empty())
        return;
    moved_faces_.assign(faces_.begin() + static_cast<std::ptrdiff_t>(first_face_[at]),
                        faces_.begin() + static_cast<std::ptrdiff_t>(first_face_[at + 1]));
    for (std::size_t k = first_rim_[at]; k < first_rim_[at + 1]; ++k)
        if (rim_[k] >= mesh_.inner_faces)
            moved_faces_.push_back(rim_[k]);
    std::vector<std::int32_t> coarser;
    for (const std::int32_t f : moved_faces_)
        for (const std::int32_t i : {mesh_.left[f], mesh_.right[f]})
            if (i >= 0 && level_[i] > level)
                coarser.push_back(i);
    std::sort(coarser.begin(), coarser.end());
    coarser.erase(std::unique(coarser.begin(), coarser.end()), coarser.end());
    moved_ = advanced_;
    moved_.insert(moved_.end(), coarser.begin(), coarser.end());
    const double seconds = seconds_[at];
    for (const std::int32_t f : moved_faces_)
        crossed_[f] = flux_[f].water * mesh_.length[f] * seconds;
    tell(seconds);
}

// Rain, sources and losses of cells that have just been updated.
void SurfaceSolver::hand_over_gains(List cells) {
    moved_.clear();
    moved_faces_.clear();
    for (const std::int32_t i : cells)
        if (gained_[i] != 0.0) {
            moved_.push_back(i);
            moved_faces_.push_back(mesh_.face_count() + i);
            crossed_[mesh_.face_count() + i] = gained_[i] * mesh_.area[i];
        }
    advanced_ = moved_;
    if (!moved_.empty())
        tell(0.0);
}

void SurfaceSolver::tell(double seconds) {
    for (const std::int32_t i : moved_)
        water_after_[i] = water_before_[i];
    for (const std::int32_t f : moved_faces_) {
        if (f >= mesh_.face_count()) {
            water_after_[f - mesh_.face_count()] += crossed_[f];
            continue;
        }
        water_after_[mesh_.left[f]] -= crossed_[f];
        if (mesh_.right[f] >= 0)
            water_after_[mesh_.right[f]] += crossed_[f];
    }
    for (const std::int32_t i : moved_)  // what rounding left below nothing
        water_after_[i] = std::max(water_after_[i], 0.0);
    sink_({seconds, water_before_, water_after_, crossed_, {}, moved_, moved_faces_, advanced_});
    for (const std::int32_t i : moved_)
        water_before_[i] = water_after_[i];
}

}  // namespace liriver::solver::surface
