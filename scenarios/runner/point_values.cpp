#include "scenarios/runner/point_values.h"

#include <algorithm>
#include <cmath>

namespace liriver::scenarios::runner {
namespace {

using mesh::surface::SurfaceMesh;

constexpr double in_one_line = 1e-6;  // of the larger moment of the neighbours' distances: the smaller one is rounding

void add_neighbours(const SurfaceMesh& mesh, std::int32_t cell, const Passes& passes,
                    std::vector<std::int32_t>& cells) {
    const auto first = static_cast<std::size_t>(mesh.first_corner[static_cast<std::size_t>(cell)]);
    for (std::size_t k = 0; k < mesh.corners(cell).size(); ++k) {
        const std::int32_t face = mesh.cell_faces[first + k];
        const auto f = static_cast<std::size_t>(face);
        const std::int32_t other = mesh.left[f] == cell ? mesh.right[f] : mesh.left[f];
        if (other != mesh::surface::outside && std::find(cells.begin(), cells.end(), other) == cells.end() &&
            passes(face, cell, other))
            cells.push_back(other);
    }
}

/// Second moments of the cells' centroids about that of the first.
struct Moments {
    double xx = 0.0, xy = 0.0, yy = 0.0;

    Moments(const SurfaceMesh& mesh, const std::vector<std::int32_t>& cells) {
        const auto& from = mesh.centroid[static_cast<std::size_t>(cells.front())];
        for (const std::int32_t cell : cells) {
            const double x = mesh.centroid[static_cast<std::size_t>(cell)].x - from.x;
            const double y = mesh.centroid[static_cast<std::size_t>(cell)].y - from.y;
            xx += x * x;
            xy += x * y;
            yy += y * y;
        }
    }
    [[nodiscard]] double larger() const { return 0.5 * (xx + yy) + std::hypot(0.5 * (xx - yy), xy); }
    [[nodiscard]] bool span_the_plane() const { return xx * yy - xy * xy > in_one_line * larger() * larger(); }
    /// The moments' inverse times a vector; in one line only along it.
    [[nodiscard]] mesh::network::Point solve(double x, double y) const {
        if (span_the_plane()) {
            const double determinant = xx * yy - xy * xy;
            return {(yy * x - xy * y) / determinant, (xx * y - xy * x) / determinant};
        }
        const double moment = larger();
        if (!(moment > 0.0))
            return {0.0, 0.0};
        // The direction of the line is the longer column of the moments less the smaller one.
        const double along_x = xx >= yy ? xx : xy;
        const double along_y = xx >= yy ? xy : yy;
        const double along = (along_x * x + along_y * y) / (along_x * along_x + along_y * along_y) / moment;
        return {along * along_x, along * along_y};
    }
};

}  // namespace

std::vector<PointWeight> weights_at(const SurfaceMesh& mesh, std::int32_t cell, mesh::network::Point point,
                                    const Passes& passes) {
    const auto& centre = mesh.centroid[static_cast<std::size_t>(cell)];
    const double x = point.x - centre.x;
    const double y = point.y - centre.y;
    if (x == 0.0 && y == 0.0)
        return {{cell, 1.0}};
    std::vector<std::int32_t> cells{cell};
    add_neighbours(mesh, cell, passes, cells);
    const std::size_t near = cells.size();
    if (!Moments(mesh, cells).span_the_plane())
        for (std::size_t k = 1; k < near; ++k)
            add_neighbours(mesh, cells[k], passes, cells);
    const mesh::network::Point factor = Moments(mesh, cells).solve(x, y);
    std::vector<PointWeight> weights{{cell, 1.0}};
    for (std::size_t k = 1; k < cells.size(); ++k) {
        const auto& other = mesh.centroid[static_cast<std::size_t>(cells[k])];
        const double weight = factor.x * (other.x - centre.x) + factor.y * (other.y - centre.y);
        weights.front().weight -= weight;
        weights.push_back({cells[k], weight});
    }
    return weights;
}

PointState water_at(const SurfaceMesh& mesh, std::span<const solver::surface::CellState> state, std::int32_t cell,
                    mesh::network::Point point, double bed) {
    const auto at = [&](std::int32_t i) -> const solver::surface::CellState& {
        return state[static_cast<std::size_t>(i)];
    };
    const auto& own = at(cell);
    PointState alone{own.bed + own.depth, own.depth, own.u, own.v, {{cell, 1.0}}};
    if (own.depth < least_depth)
        return alone;
    PointState water;
    water.weights = weights_at(mesh, cell, point, [&](std::int32_t face, std::int32_t from, std::int32_t to) {
        const double lower = std::min(at(from).bed + at(from).depth, at(to).bed + at(to).depth);
        return at(to).depth >= least_depth && mesh.crest(face) < lower;
    });
    if (water.weights.size() == 1 && bed == own.bed)
        return alone;
    for (const PointWeight& part : water.weights) {
        const auto& one = at(part.cell);
        water.stage += part.weight * (one.bed + one.depth);
        water.u += part.weight * one.u;
        water.v += part.weight * one.v;
    }
    water.stage = std::max(water.stage, bed);
    water.depth = water.stage - bed;
    return water;
}

}  // namespace liriver::scenarios::runner
