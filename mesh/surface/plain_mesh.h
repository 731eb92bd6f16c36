#pragma once
// Nodes and cells alone: what meshers make and mesh files hold, before faces are found.
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace liriver::mesh::surface {

/// Cell i has the corners cell_nodes[first_corner[i]] to before first_corner[i + 1], numbers of nodes from 0.
struct PlainMesh {
    std::vector<double> node_x, node_y;         ///< m
    std::vector<std::int32_t> first_corner{0};  ///< [cells + 1]
    std::vector<std::int32_t> cell_nodes;

    [[nodiscard]] std::int32_t node_count() const { return static_cast<std::int32_t>(node_x.size()); }
    [[nodiscard]] std::int32_t cell_count() const { return static_cast<std::int32_t>(first_corner.size()) - 1; }
    [[nodiscard]] std::span<const std::int32_t> corners(std::int32_t cell) const {
        return {cell_nodes.data() + first_corner[cell],
                static_cast<std::size_t>(first_corner[cell + 1] - first_corner[cell])};
    }
    /// Twice the signed area of a cell, m2; positive: its corners run counter-clockwise.
    [[nodiscard]] double twice_area(std::int32_t cell) const {
        const auto of = corners(cell);
        const auto first = static_cast<std::size_t>(of[0]);
        double sum = 0.0;
        for (std::size_t k = 1; k + 1 < of.size(); ++k) {
            const auto p = static_cast<std::size_t>(of[k]);
            const auto q = static_cast<std::size_t>(of[k + 1]);
            sum += (node_x[p] - node_x[first]) * (node_y[q] - node_y[first]) -
                   (node_x[q] - node_x[first]) * (node_y[p] - node_y[first]);
        }
        return sum;
    }
    /// Adds a node and returns its number.
    std::int32_t add_node(double x, double y) {
        node_x.push_back(x);
        node_y.push_back(y);
        return node_count() - 1;
    }
    void add_cell(std::span<const std::int32_t> nodes) {
        cell_nodes.insert(cell_nodes.end(), nodes.begin(), nodes.end());
        first_corner.push_back(static_cast<std::int32_t>(cell_nodes.size()));
    }
};

}  // namespace liriver::mesh::surface
