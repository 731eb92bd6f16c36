#pragma once
// Values at a point of a surface, from the means of the cells about it.
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "mesh/surface/surface_mesh.h"
#include "solver/surface/surface_state.h"

namespace liriver::scenarios::runner {

/// Less water than this, m, has neither a stage nor a velocity worth telling.
inline constexpr double least_depth = 1e-3;

/// A cell's share in the value at a point.
struct PointWeight {
    std::int32_t cell = 0;
    double weight = 1.0;
};

/// Whether a face between two cells is to be looked across.
using Passes = std::function<bool(std::int32_t face, std::int32_t from, std::int32_t to)>;

/// Weights of the cells about a point in `cell` with which a field that is linear there comes out exactly: the cell's
/// value and the gradient that fits its neighbours best (least squares; Barth and Jespersen 1989, AIAA 89-0366). Where
/// the neighbours that can be looked at stand in one line, their own neighbours count too; if there are no others,
/// there is no gradient across that line. The weights' sum is 1; at the cell's centroid the cell stands alone.
[[nodiscard]] std::vector<PointWeight> weights_at(const mesh::surface::SurfaceMesh& mesh, std::int32_t cell,
                                                  mesh::network::Point point, const Passes& passes);

/// Water at a point; SI.
struct PointState {
    double stage = 0.0, depth = 0.0;  ///< m; a stage no lower than the bed
    double u = 0.0, v = 0.0;          ///< m/s
    std::vector<PointWeight> weights;
};

/// The water at a point in `cell`, whose bed is `bed` (m) there: stage and velocities by `weights_at` over cells at
/// least `least_depth` deep, never over a crest that stands out of the water. In a cell with less water it is the
/// cell's own.
[[nodiscard]] PointState water_at(const mesh::surface::SurfaceMesh& mesh,
                                  std::span<const solver::surface::CellState> state, std::int32_t cell,
                                  mesh::network::Point point, double bed);

}  // namespace liriver::scenarios::runner
