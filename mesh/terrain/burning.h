#pragma once
// Burns known rivers into a grid: water that reaches a river's cells follows its line, whatever bridges, trees and
// radar pits the surface model holds there.
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "mesh/terrain/line_cells.h"
#include "mesh/terrain/surface.h"

namespace liriver::mesh::terrain {

/// A river line, directed downstream. The three arrays are of equal length; chainage grows.
struct RiverLine {
    std::string name;
    std::vector<double> chainage;      ///< m
    std::vector<double> x, y;          ///< m, in the grid's CRS
    std::optional<std::size_t> joins;  ///< number of the line it flows into; none: it ends open
    double joins_at = 0.0;             ///< m, chainage on that line
};

/// A cell of a river and where on the river it is.
struct RiverCell {
    Cell cell = nowhere;
    std::size_t line = 0;
    double chainage = 0.0;  ///< m
};

/// The rivers on the grid's cells.
struct Burned {
    std::vector<RiverCell> cells;    ///< line by line, each downstream
    std::vector<std::size_t> first;  ///< [lines + 1] where each line's cells begin in `cells`
    std::vector<Cell> next;  ///< [grid cells] for a river cell the cell it flows to (a neighbour or, past another
                             ///< river's cell, one beyond it), or `leaves`; else `nowhere`
    std::vector<bool>
        is_river;  ///< [grid cells] cells of the lines and of the ways from their open ends out of the grid
    std::vector<std::string> notes;  ///< lines that have no cell of their own, open ends without a way out
};

/// Finds the rivers' cells, points each downstream and lowers the grid under them to a trench that only falls: the
/// lowest terrain so far on the line less `trench_depth` (m). Where two lines share a cell, the line that is joined
/// keeps it and the other passes over it. A line that ends open goes on by the lowest way to the frame's edge or into a
/// river that does not lead back to it. Joins must not form a ring (as mesh/network ensures).
[[nodiscard]] Burned burn(const GridFrame& frame, std::vector<float>& elevation, const std::vector<RiverLine>& lines,
                          double trench_depth);

/// Lowers every cell that one or more of the lines pass through by `depth` (m), once.
void lower(const GridFrame& frame, std::vector<float>& elevation, const std::vector<RiverLine>& lines, double depth);

}  // namespace liriver::mesh::terrain
