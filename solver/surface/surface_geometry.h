#pragma once
// What the kernels need of a mesh beyond the mesh itself; made once.
#include <cstdint>
#include <vector>

#include "mesh/surface/surface_mesh.h"

namespace liriver::solver::surface {

struct SurfaceGeometry {
    /// `open_face`: for each face of the rim whether it belongs to a boundary (nothing is known beyond), or is a wall.
    SurfaceGeometry(const mesh::surface::SurfaceMesh& mesh, const std::vector<std::uint8_t>& open_face);

    /// Least-squares weights of each corner slot (as mesh.cell_faces): a cell's gradient of f is
    /// sum of weight * (f beyond face k - f of the cell), with squared inverse distances. Beyond a wall stands the
    /// cell's mirror image. Open faces weigh nothing. Exact for linear f.
    std::vector<float> weight_x, weight_y;
    std::vector<float> size;          ///< [cells] m, twice the area by the perimeter: the inscribed circle's radius
    std::vector<float> reach;         ///< [cells] m, the greatest size among the cell and two rings of neighbours
    std::vector<float> bed_x, bed_y;  ///< [cells] slope of the ground, from inner neighbours alone
    /// [cells] m, by how much the ground, continued with its slopes from both sides of a face, steps there at the most
    std::vector<float> bed_gap;
    bool triangles_only = false;
};

}  // namespace liriver::solver::surface
