#include "data/meshes/overlaps.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "mesh/surface/box_index.h"

namespace liriver::data::meshes {
namespace {

/// A cell's corners, counter-clockwise, and its rectangle.
struct Shape {
    std::array<double, 4> x{}, y{};
    std::size_t count = 0;
    double west = 0.0, south = 0.0, east = 0.0, north = 0.0;
    bool convex = true;
};

Shape shape_of(const mesh::surface::PlainMesh& mesh, std::int32_t cell) {
    Shape shape;
    const auto corners = mesh.corners(cell);
    shape.count = corners.size();
    const bool turned = mesh.twice_area(cell) < 0.0;
    for (std::size_t k = 0; k < shape.count; ++k) {
        const auto node = static_cast<std::size_t>(corners[turned ? shape.count - 1 - k : k]);
        shape.x[k] = mesh.node_x[node];
        shape.y[k] = mesh.node_y[node];
    }
    const auto [west, east] =
        std::minmax_element(shape.x.begin(), shape.x.begin() + static_cast<std::ptrdiff_t>(shape.count));
    const auto [south, north] =
        std::minmax_element(shape.y.begin(), shape.y.begin() + static_cast<std::ptrdiff_t>(shape.count));
    shape.west = *west;
    shape.east = *east;
    shape.south = *south;
    shape.north = *north;
    for (std::size_t k = 0; k < shape.count; ++k) {
        const std::size_t p = (k + 1) % shape.count;
        const std::size_t q = (k + 2) % shape.count;
        const double turn = (shape.x[p] - shape.x[k]) * (shape.y[q] - shape.y[p]) -
                            (shape.x[q] - shape.x[p]) * (shape.y[p] - shape.y[k]);
        shape.convex = shape.convex && turn > 0.0;
    }
    return shape;
}

/// How far the shapes reach into one another along the outward normals of `a`'s sides, at least; negative: apart.
double depth_along(const Shape& a, const Shape& b) {
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t k = 0; k < a.count; ++k) {
        const std::size_t next = (k + 1) % a.count;
        const double dx = a.x[next] - a.x[k];
        const double dy = a.y[next] - a.y[k];
        const double length = std::hypot(dx, dy);
        double deepest = -std::numeric_limits<double>::infinity();
        for (std::size_t c = 0; c < b.count; ++c)
            deepest = std::max(deepest, (dx * (b.y[c] - a.y[k]) - dy * (b.x[c] - a.x[k])) / length);
        least = std::min(least, deepest);
    }
    return least;
}

}  // namespace

std::vector<Overlap> find_overlaps(const mesh::surface::PlainMesh& mesh, double tolerance) {
    const std::int32_t cells = mesh.cell_count();
    std::vector<Shape> shapes;
    shapes.reserve(static_cast<std::size_t>(cells));
    double sum = 0.0;
    for (std::int32_t cell = 0; cell < cells; ++cell) {
        shapes.push_back(shape_of(mesh, cell));
        sum += std::max(shapes.back().east - shapes.back().west, shapes.back().north - shapes.back().south);
    }
    mesh::surface::BoxIndex index(std::max(sum / std::max(cells, 1), 1e-3));
    std::vector<Overlap> found;
    std::vector<std::int32_t> seen_by(static_cast<std::size_t>(cells), -1);
    for (std::int32_t cell = 0; cell < cells; ++cell) {
        const Shape& one = shapes[static_cast<std::size_t>(cell)];
        if (!one.convex)
            continue;
        index.near(one.west, one.south, one.east, one.north, [&](std::int32_t number) {
            if (seen_by[static_cast<std::size_t>(number)] == cell)
                return;
            seen_by[static_cast<std::size_t>(number)] = cell;
            const Shape& other = shapes[static_cast<std::size_t>(number)];
            const double west = std::max(one.west, other.west);
            const double east = std::min(one.east, other.east);
            const double south = std::max(one.south, other.south);
            const double north = std::min(one.north, other.north);
            const double size = std::min(std::min(one.east - one.west, one.north - one.south),
                                         std::min(other.east - other.west, other.north - other.south));
            const double room = std::max(tolerance, 1e-3 * size);
            if (east - west <= room || north - south <= room)
                return;
            if (std::min(depth_along(one, other), depth_along(other, one)) > room)
                found.push_back({number, cell, 0.5 * (west + east), 0.5 * (south + north)});
        });
        index.add(cell, one.west, one.south, one.east, one.north);
    }
    return found;
}

}  // namespace liriver::data::meshes
