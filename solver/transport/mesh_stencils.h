#pragma once
// On a 2D mesh: the volumes around each vertex, and what gradients over them need.
#include <cstddef>
#include <cstdint>
#include <vector>

#include "solver/transport/topology.h"

namespace liriver::solver::transport {

/// Of the graph's vertices (Graph::vertex_a, vertex_b) the volumes around each, of each volume its vertices. A vertex's
/// gradient is that of the plane that fits the concentrations at the centroids around it best (least squares); where
/// these lie all but on a line it has none. A volume's gradient is the mean of those of its vertices.
struct MeshStencils {
    MeshStencils(const Graph& graph, const Topology& topology);

    static constexpr std::size_t most_faces = 4;  ///< of a volume that takes gradients, to others

    [[nodiscard]] bool any() const { return vertex_count > 0; }

    std::size_t vertex_count = 0;
    std::vector<std::size_t> first_volume;         ///< [vertices + 1]
    std::vector<std::int32_t> volumes;             ///< [vertex entries] around each vertex
    std::vector<double> gradient_x, gradient_y;    ///< [vertex entries] weights of a gradient, 1/m; 0 if it has none
    std::vector<std::size_t> first_vertex;         ///< [volumes + 1]
    std::vector<std::int32_t> vertices;            ///< [volume entries] of each volume
    std::vector<double> share;                     ///< [volume entries] of its vertex's gradient in the volume's
    std::vector<char> has_gradient;                ///< [volumes] whether any of its vertices has one
    std::vector<std::int32_t> vertex_a, vertex_b;  ///< [faces] or -1
    std::vector<double> offset_x, offset_y;        ///< [topology entries] m from the centroid to the face's midpoint
};

}  // namespace liriver::solver::transport
