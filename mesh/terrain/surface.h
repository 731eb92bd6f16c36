#pragma once
// The elevations water runs over, cell by cell, and the small helpers every pass over them shares.
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "mesh/gis/grid.h"

namespace liriver::mesh::terrain {

using gis::Grid;
using gis::GridFrame;

/// A cell's number, row by row from the north-west.
using Cell = std::int32_t;

/// In place of a receiver: the water leaves the grid here.
inline constexpr Cell leaves = -1;
/// In place of a receiver: no terrain, or not decided.
inline constexpr Cell nowhere = -2;

/// One of the eight neighbours: first the four sides, then the four corners.
struct Step {
    int column, row;
};
inline constexpr std::array<Step, 8> steps = {{{1, 0}, {0, 1}, {-1, 0}, {0, -1}, {1, 1}, {-1, 1}, {-1, -1}, {1, -1}}};

/// Calls visit(neighbour, step number) for each neighbour inside the frame, always in the same order.
template <typename Visit>
void for_each_neighbour(const GridFrame& frame, Cell cell, Visit&& visit) {
    const int column = cell % frame.columns;
    const int row = cell / frame.columns;
    for (std::size_t number = 0; number < steps.size(); ++number) {
        const int to_column = column + steps[number].column;
        const int to_row = row + steps[number].row;
        if (frame.contains(to_column, to_row))
            visit(static_cast<Cell>(to_row * frame.columns + to_column), number);
    }
}

/// Distance between the middles of two neighbours by step number, m.
[[nodiscard]] inline std::array<double, 8> step_lengths(const GridFrame& frame) {
    std::array<double, 8> lengths{};
    for (std::size_t number = 0; number < steps.size(); ++number)
        lengths[number] = std::hypot(steps[number].column * frame.cell_x, steps[number].row * frame.cell_y);
    return lengths;
}

/// Index of a cell into the arrays.
[[nodiscard]] inline std::size_t at(Cell cell) { return static_cast<std::size_t>(cell); }

}  // namespace liriver::mesh::terrain
