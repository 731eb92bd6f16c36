#include "mesh/surface/cell_index.h"

#include <algorithm>
#include <cmath>

namespace liriver::mesh::surface {

bool holds(const SurfaceMesh& mesh, std::int32_t cell, network::Point point) {
    const auto corners = mesh.corners(cell);
    for (std::size_t k = 0; k < corners.size(); ++k) {
        const auto a = static_cast<std::size_t>(corners[k]);
        const auto b = static_cast<std::size_t>(corners[(k + 1) % corners.size()]);
        if ((mesh.node_x[b] - mesh.node_x[a]) * (point.y - mesh.node_y[a]) <
            (mesh.node_y[b] - mesh.node_y[a]) * (point.x - mesh.node_x[a]))
            return false;
    }
    return true;
}

CellIndex::CellIndex(const SurfaceMesh& mesh) : mesh_(mesh) {
    if (mesh.node_x.empty())
        return;
    west_ = *std::min_element(mesh.node_x.begin(), mesh.node_x.end());
    south_ = *std::min_element(mesh.node_y.begin(), mesh.node_y.end());
    double whole = 0.0;
    for (const double area : mesh.area)
        whole += area;
    size_ = 2.0 * std::sqrt(whole / static_cast<double>(mesh.area.size()));
    for (std::int32_t cell = 0; cell < mesh.cell_count(); ++cell) {
        double box[4] = {INFINITY, -INFINITY, INFINITY, -INFINITY};
        for (const std::int32_t corner : mesh.corners(cell)) {
            const auto node = static_cast<std::size_t>(corner);
            box[0] = std::min(box[0], mesh.node_x[node] - west_);
            box[1] = std::max(box[1], mesh.node_x[node] - west_);
            box[2] = std::min(box[2], mesh.node_y[node] - south_);
            box[3] = std::max(box[3], mesh.node_y[node] - south_);
        }
        for (std::int64_t i = bucket_of(box[0]); i <= bucket_of(box[1]); ++i)
            for (std::int64_t j = bucket_of(box[2]); j <= bucket_of(box[3]); ++j)
                buckets_[key(i, j)].push_back(cell);
    }
}

std::int64_t CellIndex::bucket_of(double length) const { return static_cast<std::int64_t>(std::floor(length / size_)); }

std::int32_t CellIndex::holding(network::Point point) const {
    const auto found = buckets_.find(key(bucket_of(point.x - west_), bucket_of(point.y - south_)));
    if (found == buckets_.end())
        return -1;
    for (const std::int32_t cell : found->second)
        if (holds(mesh_, cell, point))
            return cell;
    return -1;
}

}  // namespace liriver::mesh::surface
