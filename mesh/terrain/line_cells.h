#pragma once
// Which cells a line runs through.
#include <vector>

#include "mesh/terrain/surface.h"

namespace liriver::mesh::terrain {

/// A cell on a line and the distance from the line's start at which the line is in the middle of its way through it.
struct CellOnLine {
    Cell cell = nowhere;
    double chainage = 0.0;  ///< m
};

/// Every cell that the polyline passes through, in order and joined side to side, by exact traversal (Amanatides and
/// Woo 1987, "A fast voxel traversal algorithm"). Parts outside the frame are left out; a cell entered twice stands
/// twice. `chainage` belongs to the vertices, of the same length as x and y.
[[nodiscard]] std::vector<CellOnLine> cells_along(const GridFrame& frame, const std::vector<double>& chainage,
                                                  const std::vector<double>& x, const std::vector<double>& y);

}  // namespace liriver::mesh::terrain
