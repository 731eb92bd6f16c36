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
    struct Weight {
        float x, y;
    };
    std::vector<Weight> weight;
    /// A cell beside a boundary with fewer than three neighbours (and walls): its slopes would go through all of them
    /// exactly, whatever they hold, so cells beyond the neighbours count too. By face of the rim:
    /// far[first_far[face]] ... far[first_far[face + 1] - 1], the neighbours themselves first, with no weight here.
    struct FarCell {
        std::int32_t cell, behind;  ///< behind which of the same list it lies; -1: a neighbour
        Weight weight;
    };
    std::vector<std::int32_t> first_far;
    std::vector<FarCell> far;
    std::vector<float> size;   ///< [cells] m, 2A/P of area and perimeter: the inscribed circle's radius of a triangle
    std::vector<float> reach;  ///< [cells] m, the greatest size among the cell and two rings of neighbours
    std::vector<float> bed_x, bed_y;  ///< [cells] slope of the ground, from inner neighbours alone
    /// [cells] m, by how much the ground, continued with its slopes from both sides of a face, steps there at the most
    std::vector<float> bed_gap;
    bool triangles_only = false;
};

}  // namespace liriver::solver::surface
