#pragma once
// A made mesh for the tests of this module: squares of a turned and sheared board, every other one cut into triangles.
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "mesh/surface/surface_mesh.h"

namespace liriver::data::gis::example {

/// n x n parallelograms of area 12 x 9 m, turned by 0.3 rad about (430 000, 2 800 000).
inline mesh::surface::SurfaceMesh skewed_mesh(int n) {
    std::vector<double> x;
    std::vector<double> y;
    for (int j = 0; j <= n; ++j)
        for (int i = 0; i <= n; ++i) {
            const double a = 12.0 * i + 3.0 * j;
            const double b = 9.0 * j;
            x.push_back(430'000.0 + std::cos(0.3) * a - std::sin(0.3) * b);
            y.push_back(2'800'000.0 + std::sin(0.3) * a + std::cos(0.3) * b);
        }
    std::vector<std::int32_t> first{0};
    std::vector<std::int32_t> corners;
    const auto cell = [&](std::initializer_list<int> nodes) {
        corners.insert(corners.end(), nodes.begin(), nodes.end());
        first.push_back(static_cast<std::int32_t>(corners.size()));
    };
    for (int j = 0; j < n; ++j)
        for (int i = 0; i < n; ++i) {
            const int a = j * (n + 1) + i;
            const int b = a + 1;
            const int d = a + n + 1;
            const int c = d + 1;
            if ((i + j) % 2 == 0) {
                cell({a, b, c, d});
            } else {
                cell({a, b, c});
                cell({a, c, d});
            }
        }
    return mesh::surface::assemble_mesh(std::move(x), std::move(y), std::move(first), std::move(corners)).value();
}

/// Whether the point lies inside the cell: to the left of each of its sides.
inline bool holds(const mesh::surface::SurfaceMesh& mesh, std::int32_t cell, double x, double y) {
    const auto corners = mesh.corners(cell);
    for (std::size_t k = 0; k < corners.size(); ++k) {
        const auto a = static_cast<std::size_t>(corners[k]);
        const auto b = static_cast<std::size_t>(corners[(k + 1) % corners.size()]);
        if ((mesh.node_x[b] - mesh.node_x[a]) * (y - mesh.node_y[a]) -
                (mesh.node_y[b] - mesh.node_y[a]) * (x - mesh.node_x[a]) <
            0.0)
            return false;
    }
    return true;
}

}  // namespace liriver::data::gis::example
