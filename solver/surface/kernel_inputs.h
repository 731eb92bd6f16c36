#pragma once
// What kernels read of the solver.
#include <cstdint>

#include "mesh/surface/surface_mesh.h"
#include "solver/surface/surface_geometry.h"
#include "solver/surface/surface_state.h"

namespace liriver::solver::surface {

struct KernelInputs {
    const mesh::surface::SurfaceMesh& mesh;
    const SurfaceGeometry& geometry;
    const CellState* state;
    const CellSlope* slope;
    const FaceFlux* flux;
    const std::uint8_t* level;
    const double* elapsed;  ///< by level, s into its step
    const double* seconds;  ///< by level, its step
    bool one_level;         ///< all cells stand at the same time and take the same step
};

}  // namespace liriver::solver::surface
