#include "solver/transport/mesh_stencils.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

namespace liriver::solver::transport {

namespace {

std::size_t index(std::int32_t i) { return static_cast<std::size_t>(i); }

/// Centroids around a vertex whose spread across their line is less than this share of that along it say nothing of the
/// gradient across.
constexpr double least_spread = 0.05;

/// Turns lists of pairs (owner, value) into a compressed table, values sorted and each once.
void compress(std::size_t owners, std::vector<std::array<std::int32_t, 2>>& pairs, std::vector<std::size_t>& first,
              std::vector<std::int32_t>& values) {
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    first.assign(owners + 1, 0);
    values.reserve(pairs.size());
    for (const auto& [owner, value] : pairs) {
        ++first[index(owner) + 1];
        values.push_back(value);
    }
    for (std::size_t i = 0; i < owners; ++i)
        first[i + 1] += first[i];
}

/// Weights of the least-squares plane's gradient at one vertex; returns whether it has one. With S the sum of
/// (x_j - mean)(x_j - mean)^T over the centroids, the gradient is sum of S^-1 (x_j - mean) c_j.
bool fit_plane(const Graph& graph, MeshStencils& stencils, std::size_t vertex) {
    const std::size_t begin = stencils.first_volume[vertex], end = stencils.first_volume[vertex + 1];
    double mean_x = 0.0, mean_y = 0.0;
    for (std::size_t k = begin; k < end; ++k) {
        mean_x += graph.centroid_x[index(stencils.volumes[k])];
        mean_y += graph.centroid_y[index(stencils.volumes[k])];
    }
    const auto count = static_cast<double>(end - begin);
    mean_x /= count;
    mean_y /= count;
    double xx = 0.0, xy = 0.0, yy = 0.0;
    for (std::size_t k = begin; k < end; ++k) {
        const double x = graph.centroid_x[index(stencils.volumes[k])] - mean_x;
        const double y = graph.centroid_y[index(stencils.volumes[k])] - mean_y;
        xx += x * x;
        xy += x * y;
        yy += y * y;
    }
    const double half_trace = 0.5 * (xx + yy);
    const double largest = half_trace + std::hypot(0.5 * (xx - yy), xy);  // eigenvalues of S
    const double determinant = xx * yy - xy * xy;
    if (!(determinant > least_spread * least_spread * largest * largest))
        return false;
    for (std::size_t k = begin; k < end; ++k) {
        const double x = graph.centroid_x[index(stencils.volumes[k])] - mean_x;
        const double y = graph.centroid_y[index(stencils.volumes[k])] - mean_y;
        stencils.gradient_x[k] = (yy * x - xy * y) / determinant;
        stencils.gradient_y[k] = (xx * y - xy * x) / determinant;
    }
    return true;
}

}  // namespace

MeshStencils::MeshStencils(const Graph& graph, const Topology& topology)
    : vertex_a(graph.vertex_a), vertex_b(graph.vertex_b) {
    if (vertex_a.empty())
        return;
    assert(vertex_a.size() == topology.face_count && vertex_b.size() == topology.face_count);
    std::vector<std::array<std::int32_t, 2>> around, of;
    for (std::size_t f = 0; f < topology.face_count; ++f)
        for (const std::int32_t vertex : {vertex_a[f], vertex_b[f]}) {
            if (vertex < 0)
                continue;
            vertex_count = std::max(vertex_count, index(vertex) + 1);
            for (const std::int32_t volume : {topology.from[f], topology.to[f]})
                if (index(volume) < topology.volume_count) {
                    around.push_back({vertex, volume});
                    of.push_back({volume, vertex});
                }
        }
    compress(vertex_count, around, first_volume, volumes);
    compress(topology.volume_count, of, first_vertex, vertices);
    gradient_x.assign(volumes.size(), 0.0);
    gradient_y.assign(volumes.size(), 0.0);
    std::vector<char> fitted(vertex_count, 0);
    for (std::size_t v = 0; v < vertex_count; ++v)
        fitted[v] = fit_plane(graph, *this, v) ? 1 : 0;

    share.assign(vertices.size(), 0.0);
    has_gradient.assign(topology.volume_count, 0);
    offset_x.assign(topology.face.size(), 0.0);
    offset_y.assign(topology.face.size(), 0.0);
    for (std::size_t i = 0; i < topology.volume_count; ++i) {
        std::size_t edges = 0;
        for (std::size_t e = topology.first[i]; e < topology.first[i + 1]; ++e) {
            const std::size_t f = index(topology.face[e]);
            if (vertex_a[f] < 0)
                continue;
            ++edges;
            offset_x[e] = graph.midpoint_x[f] - graph.centroid_x[i];
            offset_y[e] = graph.midpoint_y[f] - graph.centroid_y[i];
        }
        double count = 0.0;
        for (std::size_t k = first_vertex[i]; k < first_vertex[i + 1]; ++k)
            count += fitted[index(vertices[k])];
        if (count == 0.0 || edges > most_faces)
            continue;
        has_gradient[i] = 1;
        for (std::size_t k = first_vertex[i]; k < first_vertex[i + 1]; ++k)
            share[k] = fitted[index(vertices[k])] / count;
    }
}

}  // namespace liriver::solver::transport
