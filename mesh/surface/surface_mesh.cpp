#include "mesh/surface/surface_mesh.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>
#include <utility>

#include "mesh/field/large_pages.h"

namespace liriver::mesh::surface {

using field::Error;

namespace {

// One side of a cell, as a face is found from it.
struct Side {
    std::int32_t low, high;  // nodes, the smaller number first
    std::int32_t cell, corner;
};

tl::unexpected<Error> fault(const std::string& place, std::string found, std::string expected) {
    return tl::make_unexpected(Error{place, std::move(found), std::move(expected)});
}

// Twice the signed area of the triangle a, b, c.
double twice_area(const SurfaceMesh& mesh, std::int32_t a, std::int32_t b, std::int32_t c) {
    return (mesh.node_x[b] - mesh.node_x[a]) * (mesh.node_y[c] - mesh.node_y[a]) -
           (mesh.node_x[c] - mesh.node_x[a]) * (mesh.node_y[b] - mesh.node_y[a]);
}

// Turns the corners counter-clockwise and fills in area and centroid; false for a cell without area or not convex.
bool shape_cell(SurfaceMesh& mesh, std::int32_t cell) {
    const std::int32_t begin = mesh.first_corner[cell];
    const std::int32_t count = mesh.first_corner[cell + 1] - begin;
    std::int32_t* const corner = mesh.cell_nodes.data() + begin;
    double twice = 0.0;
    for (std::int32_t k = 1; k + 1 < count; ++k)
        twice += twice_area(mesh, corner[0], corner[k], corner[k + 1]);
    if (twice < 0.0)
        std::reverse(corner, corner + count);
    twice = 0.0;
    double x = 0.0;
    double y = 0.0;
    for (std::int32_t k = 1; k + 1 < count; ++k) {  // relative to the first corner, so that no digits are lost
        const double part = twice_area(mesh, corner[0], corner[k], corner[k + 1]);
        x += part * (mesh.node_x[corner[k]] + mesh.node_x[corner[k + 1]] - 2.0 * mesh.node_x[corner[0]]);
        y += part * (mesh.node_y[corner[k]] + mesh.node_y[corner[k + 1]] - 2.0 * mesh.node_y[corner[0]]);
        twice += part;
    }
    for (std::int32_t k = 0; k < count; ++k)
        if (!(twice_area(mesh, corner[k], corner[(k + 1) % count], corner[(k + 2) % count]) > 0.0))
            return false;
    mesh.area.push_back(0.5 * twice);
    mesh.centroid.push_back({mesh.node_x[corner[0]] + x / (3.0 * twice), mesh.node_y[corner[0]] + y / (3.0 * twice)});
    return true;
}

void add_face(SurfaceMesh& mesh, const Side& own, std::int32_t right) {
    const std::int32_t begin = mesh.first_corner[own.cell];
    const std::int32_t count = mesh.first_corner[own.cell + 1] - begin;
    const std::int32_t a = mesh.cell_nodes[begin + own.corner];
    const std::int32_t b = mesh.cell_nodes[begin + (own.corner + 1) % count];
    const double dx = mesh.node_x[b] - mesh.node_x[a];
    const double dy = mesh.node_y[b] - mesh.node_y[a];
    const double length = std::hypot(dx, dy);
    mesh.left.push_back(own.cell);
    mesh.right.push_back(right);
    mesh.midpoint.push_back({0.5 * (mesh.node_x[a] + mesh.node_x[b]), 0.5 * (mesh.node_y[a] + mesh.node_y[b])});
    mesh.normal.push_back({dy / length, -dx / length});
    mesh.length.push_back(length);
}

}  // namespace

std::array<std::int32_t, 2> SurfaceMesh::ends(std::int32_t face) const {
    const std::int32_t cell = left[static_cast<std::size_t>(face)];
    const auto own = corners(cell);
    const auto faces = cell_faces.begin() + first_corner[static_cast<std::size_t>(cell)];
    const auto at =
        static_cast<std::size_t>(std::find(faces, faces + static_cast<std::ptrdiff_t>(own.size()), face) - faces);
    return {own[at], own[(at + 1) % own.size()]};
}

void SurfaceMesh::set_crest(std::int32_t face, double elevation) {
    if (crest_elevation.empty())
        crest_elevation.assign(left.size(), -std::numeric_limits<double>::infinity());
    crest_elevation[static_cast<std::size_t>(face)] = elevation;
}

tl::expected<SurfaceMesh, Error> assemble_mesh(std::vector<double> node_x, std::vector<double> node_y,
                                               std::vector<std::int32_t> first_corner,
                                               std::vector<std::int32_t> cell_nodes) {
    SurfaceMesh mesh;
    mesh.node_x = std::move(node_x);
    mesh.node_y = std::move(node_y);
    mesh.first_corner = std::move(first_corner);
    mesh.cell_nodes = std::move(cell_nodes);
    if (mesh.node_x.size() != mesh.node_y.size())
        return fault("nodes", fmt::format("{} x and {} y", mesh.node_x.size(), mesh.node_y.size()), "as many of each");
    for (std::size_t n = 0; n < mesh.node_x.size(); ++n)
        if (!std::isfinite(mesh.node_x[n]) || !std::isfinite(mesh.node_y[n]))
            return fault(fmt::format("node {}", n), "a coordinate that is no number", "metres");
    if (mesh.first_corner.size() < 2 || mesh.first_corner.front() != 0 ||
        static_cast<std::size_t>(mesh.first_corner.back()) != mesh.cell_nodes.size())
        return fault("cells", "none, or corners that do not add up", "at least one cell");
    const auto cells = static_cast<std::int32_t>(mesh.first_corner.size()) - 1;
    for (std::vector<double>* of_cells : {&mesh.area, &mesh.bed_elevation, &mesh.manning_n})
        field::reserve_large(*of_cells, static_cast<std::size_t>(cells));
    field::reserve_large(mesh.centroid, static_cast<std::size_t>(cells));
    std::vector<Side> sides;
    sides.reserve(mesh.cell_nodes.size());
    for (std::int32_t i = 0; i < cells; ++i) {
        const std::string place = fmt::format("cell {}", i);
        const std::int32_t count = mesh.first_corner[i + 1] - mesh.first_corner[i];
        if (count < 3 || count > 4)
            return fault(place, fmt::format("{} corners", count), "3 or 4");
        for (const std::int32_t node : mesh.corners(i))
            if (node < 0 || node >= mesh.node_count())
                return fault(place, fmt::format("corner at node {}", node),
                             fmt::format("a node from 0 to {}", mesh.node_count() - 1));
        if (!shape_cell(mesh, i))
            return fault(place,
                         fmt::format("a cell without area or with a corner that bends inward, near ({:.1f}, {:.1f})",
                                     mesh.node_x[mesh.corners(i)[0]], mesh.node_y[mesh.corners(i)[0]]),
                         "a convex cell");
        for (std::int32_t k = 0; k < count; ++k) {
            const std::int32_t a = mesh.corners(i)[static_cast<std::size_t>(k)];
            const std::int32_t b = mesh.corners(i)[static_cast<std::size_t>((k + 1) % count)];
            sides.push_back({std::min(a, b), std::max(a, b), i, k});
        }
    }
    std::sort(sides.begin(), sides.end(), [](const Side& a, const Side& b) {
        return std::tie(a.low, a.high, a.cell) < std::tie(b.low, b.high, b.cell);
    });
    std::vector<std::pair<Side, Side>> inner;
    std::vector<Side> rim;
    for (std::size_t s = 0; s < sides.size();) {
        std::size_t end = s + 1;
        while (end < sides.size() && sides[end].low == sides[s].low && sides[end].high == sides[s].high)
            ++end;
        if (end - s > 2)
            return fault(fmt::format("face between nodes {} and {}", sides[s].low, sides[s].high),
                         fmt::format("{} cells", end - s), "at most two");
        if (end - s == 2)
            inner.emplace_back(sides[s], sides[s + 1]);
        else
            rim.push_back(sides[s]);
        s = end;
    }
    std::sort(inner.begin(), inner.end(), [](const auto& a, const auto& b) {
        return std::tie(a.first.cell, a.first.corner) < std::tie(b.first.cell, b.first.corner);
    });
    std::sort(rim.begin(), rim.end(),
              [](const Side& a, const Side& b) { return std::tie(a.cell, a.corner) < std::tie(b.cell, b.corner); });
    field::reserve_large(mesh.cell_faces, mesh.cell_nodes.size());
    mesh.cell_faces.assign(mesh.cell_nodes.size(), -1);
    for (std::vector<std::int32_t>* of_faces : {&mesh.left, &mesh.right})
        field::reserve_large(*of_faces, inner.size() + rim.size());
    for (std::vector<network::Point>* of_faces : {&mesh.midpoint, &mesh.normal})
        field::reserve_large(*of_faces, inner.size() + rim.size());
    field::reserve_large(mesh.length, inner.size() + rim.size());
    const auto known_by = [&](const Side& side) {
        mesh.cell_faces[mesh.first_corner[side.cell] + side.corner] = mesh.face_count();
    };
    for (const auto& [own, other] : inner) {
        known_by(own);
        known_by(other);
        add_face(mesh, own, other.cell);
    }
    mesh.inner_faces = mesh.face_count();
    for (const Side& side : rim) {
        known_by(side);
        add_face(mesh, side, outside);
    }
    mesh.bed_elevation.assign(mesh.area.size(), 0.0);
    mesh.manning_n.assign(mesh.area.size(), 0.0);
    return mesh;
}

}  // namespace liriver::mesh::surface
