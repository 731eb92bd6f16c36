#pragma once
// Grids given by a formula.
#include <functional>

#include "mesh/gis/grid.h"

namespace liriver::tests {

/// A grid of square cells of 10 m whose south-west corner is (0, 0).
inline mesh::gis::Grid make_grid(int columns, int rows, const std::function<double(int, int)>& elevation) {
    mesh::gis::Grid grid;
    grid.frame = {.west = 0.0, .north = 10.0 * rows, .cell_x = 10.0, .cell_y = 10.0, .columns = columns, .rows = rows};
    grid.values.resize(grid.frame.size());
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column)
            grid.values[grid.frame.index(column, row)] = static_cast<float>(elevation(column, row));
    return grid;
}

}  // namespace liriver::tests
