#include "mesh/surface/ordering.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

namespace liriver::mesh::surface {

namespace {

constexpr int curve_levels = 16;

/// The distance along Hilbert's curve of the place (x, y) on a square of 2^curve_levels a side, by the usual descent:
/// one quadrant a level, turned and mirrored as the curve is there.
std::uint64_t along_curve(std::uint32_t x, std::uint32_t y) {
    std::uint64_t along = 0;
    for (std::uint32_t side = 1U << (curve_levels - 1); side > 0; side >>= 1) {
        const std::uint32_t right = (x & side) != 0 ? 1 : 0;
        const std::uint32_t upper = (y & side) != 0 ? 1 : 0;
        along += static_cast<std::uint64_t>(side) * side * ((3 * right) ^ upper);
        if (upper == 0) {
            if (right == 1) {
                x = (1U << curve_levels) - 1 - x;
                y = (1U << curve_levels) - 1 - y;
            }
            std::swap(x, y);
        }
    }
    return along;
}

}  // namespace

std::vector<std::int32_t> hilbert_order(std::span<const double> x, std::span<const double> y) {
    std::vector<std::int32_t> order(x.size());
    std::iota(order.begin(), order.end(), 0);
    if (x.empty())
        return order;
    const double west = *std::min_element(x.begin(), x.end());
    const double south = *std::min_element(y.begin(), y.end());
    const double side =
        std::max({*std::max_element(x.begin(), x.end()) - west, *std::max_element(y.begin(), y.end()) - south, 1e-9});
    const double steps = ((1U << curve_levels) - 1) / side;
    std::vector<std::uint64_t> along(x.size());
    for (std::size_t i = 0; i < x.size(); ++i)
        along[i] = along_curve(static_cast<std::uint32_t>((x[i] - west) * steps),
                               static_cast<std::uint32_t>((y[i] - south) * steps));
    std::stable_sort(order.begin(), order.end(), [&](std::int32_t a, std::int32_t b) { return along[a] < along[b]; });
    return order;
}

std::vector<std::int32_t> cuthill_mckee_order(const SurfaceMesh& mesh) {
    const std::int32_t cells = mesh.cell_count();
    const auto neighbours = [&](std::int32_t cell, auto&& visit) {
        for (std::int32_t k = mesh.first_corner[cell]; k < mesh.first_corner[cell + 1]; ++k) {
            const std::int32_t face = mesh.cell_faces[k];
            if (face < mesh.inner_faces)
                visit(mesh.left[face] == cell ? mesh.right[face] : mesh.left[face]);
        }
    };
    std::vector<std::int32_t> order;
    order.reserve(static_cast<std::size_t>(cells));
    std::vector<std::int32_t> mark(static_cast<std::size_t>(cells), -1);
    std::int32_t round = 0;
    // Appends the part of the mesh that hangs together with `start`, level by level; the last of them lies at its end.
    const auto walk = [&](std::int32_t start, std::vector<std::int32_t>& walked) {
        const std::size_t begin = walked.size();
        walked.push_back(start);
        mark[start] = round;
        for (std::size_t next = begin; next < walked.size(); ++next)
            neighbours(walked[next], [&](std::int32_t other) {
                if (mark[other] != round) {
                    mark[other] = round;
                    walked.push_back(other);
                }
            });
    };
    std::vector<char> placed(static_cast<std::size_t>(cells), 0);
    std::vector<std::int32_t> trial;
    for (std::int32_t cell = 0; cell < cells; ++cell) {
        if (placed[cell] != 0)
            continue;
        std::int32_t start = cell;
        for (int pass = 0; pass < 2; ++pass) {  // two walks find an end of the part
            trial.clear();
            walk(start, trial);
            ++round;
            start = trial.back();
        }
        const std::size_t begin = order.size();
        walk(start, order);
        ++round;
        for (std::size_t i = begin; i < order.size(); ++i)
            placed[order[i]] = 1;
    }
    std::reverse(order.begin(), order.end());
    return order;
}

Middles middles(const PlainMesh& mesh) {
    Middles result;
    for (std::int32_t cell = 0; cell < mesh.cell_count(); ++cell) {
        double x = 0.0;
        double y = 0.0;
        for (const std::int32_t node : mesh.corners(cell)) {
            x += mesh.node_x[node];
            y += mesh.node_y[node];
        }
        const auto count = static_cast<double>(mesh.corners(cell).size());
        result.x.push_back(x / count);
        result.y.push_back(y / count);
    }
    return result;
}

PlainMesh reordered(const PlainMesh& mesh, std::span<const std::int32_t> order) {
    PlainMesh result;
    std::vector<std::int32_t> number(mesh.node_x.size(), -1);
    std::vector<std::int32_t> corners;
    for (const std::int32_t cell : order) {
        corners.clear();
        for (const std::int32_t node : mesh.corners(cell)) {
            if (number[node] < 0)
                number[node] = result.add_node(mesh.node_x[node], mesh.node_y[node]);
            corners.push_back(number[node]);
        }
        result.add_cell(corners);
    }
    return result;
}

Locality locality(const SurfaceMesh& mesh) {
    Locality result;
    for (std::int32_t f = 0; f < mesh.inner_faces; ++f) {
        const std::int32_t apart = std::abs(mesh.left[f] - mesh.right[f]);
        result.mean_distance += apart;
        result.within_64 += apart <= 64 ? 1.0 : 0.0;
    }
    result.mean_distance /= std::max(mesh.inner_faces, 1);
    result.within_64 /= std::max(mesh.inner_faces, 1);
    return result;
}

}  // namespace liriver::mesh::surface
