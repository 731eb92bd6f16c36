#include "solver/surface/surface_geometry.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "mesh/field/large_pages.h"

namespace liriver::solver::surface {
namespace {

using mesh::surface::outside;
using mesh::surface::SurfaceMesh;

struct Offset {
    double x, y;
};

// Normal equations of weighted least squares in two unknowns.
struct NormalMatrix {
    double xx = 0.0, xy = 0.0, yy = 0.0;
    void add(Offset d) {
        const double w = 1.0 / (d.x * d.x + d.y * d.y);
        xx += w * d.x * d.x;
        xy += w * d.x * d.y;
        yy += w * d.y * d.y;
    }
    [[nodiscard]] double determinant() const { return xx * yy - xy * xy; }
    // Neighbours (nearly) on one line say nothing of the slope across it.
    [[nodiscard]] bool regular() const { return determinant() > 0.04 * (xx + yy) * (xx + yy); }
    [[nodiscard]] Offset weight(Offset d) const {
        const double w = 1.0 / (d.x * d.x + d.y * d.y);
        if (!regular()) {  // the shortest gradient that fits along the line
            const double trace = xx + yy;
            return trace > 0.0 ? Offset{w * d.x / trace, w * d.y / trace} : Offset{0.0, 0.0};
        }
        const double scale = w / determinant();
        return {scale * (yy * d.x - xy * d.y), scale * (xx * d.y - xy * d.x)};
    }
};

std::int32_t beyond(const SurfaceMesh& mesh, std::int32_t face, std::int32_t cell) {
    return mesh.left[face] == cell ? mesh.right[face] : mesh.left[face];
}

Offset between(const SurfaceMesh& mesh, std::int32_t from, std::int32_t to) {
    return {mesh.centroid[to].x - mesh.centroid[from].x, mesh.centroid[to].y - mesh.centroid[from].y};
}

// From a cell's centroid to that of its mirror image beyond a face of the rim.
Offset to_mirror(const SurfaceMesh& mesh, std::int32_t face, std::int32_t cell) {
    const double way = (mesh.midpoint[face].x - mesh.centroid[cell].x) * mesh.normal[face].x +
                       (mesh.midpoint[face].y - mesh.centroid[cell].y) * mesh.normal[face].y;
    return {2.0 * way * mesh.normal[face].x, 2.0 * way * mesh.normal[face].y};
}

// Cells around one, nearest first, and behind which other of them each lies (-1: none, it is a neighbour).
struct Surroundings {
    std::array<std::int32_t, 16> cell{}, behind{};
    std::size_t count = 0;
};

// The neighbours; with `far` the neighbours' neighbours too, and theirs where all that the matrix holds lies almost on
// one line. Adds them to the matrix.
Surroundings surroundings(const SurfaceMesh& mesh, std::int32_t cell, bool far, NormalMatrix& matrix) {
    Surroundings s;
    const auto add_neighbours = [&](std::int32_t of, std::int32_t behind) {
        for (std::int32_t c = mesh.first_corner[of]; c < mesh.first_corner[of + 1]; ++c) {
            const std::int32_t j = beyond(mesh, mesh.cell_faces[c], of);
            const auto end = s.cell.begin() + s.count;
            const bool known = j == outside || j == cell || std::find(s.cell.begin(), end, j) != end;
            if (known || s.count == s.cell.size())
                continue;
            s.cell[s.count] = j;
            s.behind[s.count++] = behind;
            matrix.add(between(mesh, cell, j));
        }
    };
    add_neighbours(cell, -1);
    for (std::size_t first = 0; far && first < s.count && s.count < s.cell.size(); far = !matrix.regular()) {
        const std::size_t last = s.count;
        for (; first < last; ++first)
            add_neighbours(s.cell[first], static_cast<std::int32_t>(first));
    }
    return s;
}

void bed_slope(const SurfaceMesh& mesh, std::int32_t cell, float& slope_x, float& slope_y) {
    const auto faces = mesh.cell_faces.begin();
    const bool at_rim = std::any_of(faces + mesh.first_corner[cell], faces + mesh.first_corner[cell + 1],
                                    [&](std::int32_t f) { return beyond(mesh, f, cell) == outside; });
    NormalMatrix matrix;
    const Surroundings near = surroundings(mesh, cell, at_rim, matrix);
    double x = 0.0;
    double y = 0.0;
    for (std::size_t k = 0; k < near.count; ++k) {
        const Offset w = matrix.weight(between(mesh, cell, near.cell[k]));
        const double rise = mesh.bed_elevation[near.cell[k]] - mesh.bed_elevation[cell];
        x += w.x * rise;
        y += w.y * rise;
    }
    slope_x = static_cast<float>(x);
    slope_y = static_cast<float>(y);
}

using FarCell = SurfaceGeometry::FarCell;

}  // namespace

SurfaceGeometry::SurfaceGeometry(const SurfaceMesh& mesh, const std::vector<std::uint8_t>& open_face) {
    const std::int32_t cells = mesh.cell_count();
    mesh::field::reserve_large(weight, mesh.cell_faces.size());
    weight.assign(mesh.cell_faces.size(), Weight{0.0F, 0.0F});
    size.resize(static_cast<std::size_t>(cells));
    bed_x.resize(size.size());
    bed_y.resize(size.size());
    triangles_only = mesh.cell_faces.size() == 3 * size.size();
    std::vector<std::vector<FarCell>> far_of_face(open_face.size());
    for (std::int32_t i = 0; i < cells; ++i) {
        std::array<Offset, 4> offset{};
        NormalMatrix matrix;
        double perimeter = 0.0;
        int known = 0;
        std::int32_t open = -1;
        const std::int32_t begin = mesh.first_corner[i];
        const std::int32_t end = mesh.first_corner[i + 1];
        for (std::int32_t c = begin; c < end; ++c) {
            const std::int32_t f = mesh.cell_faces[c];
            const std::int32_t j = beyond(mesh, f, i);
            perimeter += mesh.length[f];
            if (j == outside && open_face[f - mesh.inner_faces] != 0) {
                open = f - mesh.inner_faces;
                continue;
            }
            ++known;
            offset[c - begin] = j == outside ? to_mirror(mesh, f, i) : between(mesh, i, j);
            if (j == outside)
                matrix.add(offset[c - begin]);
        }
        const bool lacking = open >= 0 && known < 3;
        const Surroundings near = surroundings(mesh, i, lacking, matrix);
        for (std::size_t k = 0; lacking && k < near.count; ++k) {
            const Offset w = near.behind[k] < 0 ? Offset{0.0, 0.0} : matrix.weight(between(mesh, i, near.cell[k]));
            far_of_face[static_cast<std::size_t>(open)].push_back(
                {near.cell[k], near.behind[k], {static_cast<float>(w.x), static_cast<float>(w.y)}});
        }
        for (std::int32_t c = begin; c < end; ++c) {
            const Offset d = offset[c - begin];
            if (d.x == 0.0 && d.y == 0.0)
                continue;
            const Offset w = matrix.weight(d);
            weight[c] = {static_cast<float>(w.x), static_cast<float>(w.y)};
        }
        size[i] = static_cast<float>(2.0 * mesh.area[i] / perimeter);
        bed_slope(mesh, i, bed_x[i], bed_y[i]);
    }
    first_far.push_back(0);
    for (const std::vector<FarCell>& of_face : far_of_face) {
        far.insert(far.end(), of_face.begin(), of_face.end());
        first_far.push_back(static_cast<std::int32_t>(far.size()));
    }
    bed_gap.assign(size.size(), 0.0F);
    const auto bed_at = [&](std::int32_t cell, std::int32_t f) {
        return mesh.bed_elevation[cell] +
               static_cast<double>(bed_x[cell]) * (mesh.midpoint[f].x - mesh.centroid[cell].x) +
               static_cast<double>(bed_y[cell]) * (mesh.midpoint[f].y - mesh.centroid[cell].y);
    };
    for (std::int32_t f = 0; f < mesh.inner_faces; ++f) {
        const auto gap = static_cast<float>(std::abs(bed_at(mesh.left[f], f) - bed_at(mesh.right[f], f)));
        for (const std::int32_t cell : {mesh.left[f], mesh.right[f]})
            bed_gap[cell] = std::max(bed_gap[cell], gap);
    }
    reach = size;
    for (int ring = 0; ring < 2; ++ring) {
        const std::vector<float> before = reach;
        for (std::int32_t f = 0; f < mesh.inner_faces; ++f) {
            const std::int32_t i = mesh.left[f];
            const std::int32_t j = mesh.right[f];
            reach[i] = std::max(reach[i], before[j]);
            reach[j] = std::max(reach[j], before[i]);
        }
    }
}

}  // namespace liriver::solver::surface
