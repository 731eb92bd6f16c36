#pragma once
// Where the water of each cell goes, and how much land lies above it.
#include <optional>
#include <vector>

#include "mesh/terrain/burning.h"
#include "mesh/terrain/depressions.h"
#include "mesh/terrain/surface.h"

namespace liriver::mesh::terrain {

struct DrainageOptions {
    double trench_depth = 20.0;  ///< m, how far burned rivers are cut below the lowest terrain on their line
    BreachLimits breach;         ///< breaching before filling; none unless its depth is above 0
};

/// The D8 tree of a grid.
struct Drainage {
    GridFrame frame;
    std::vector<Cell> receiver;  ///< [cells] the cell it drains to; `leaves`; or `nowhere` without terrain
    std::vector<Cell> order;     ///< cells with terrain, each before the cell it drains to
    std::vector<double> area;    ///< [cells] land that drains through the cell, itself included, m2; 0 without terrain
    Burned rivers;
    std::size_t holes_closed = 0;  ///< cells without terrain inside it, taken as lakes
    std::size_t cells_breached = 0;
    std::size_t cells_filled = 0;
    double deepest_fill = 0.0;  ///< m
};

/// Burns the lines, removes depressions, resolves flats and gives each cell the direction of steepest fall among its
/// eight neighbours (O'Callaghan and Mark 1984); on flats the flood's parents. Every cell with terrain drains out of
/// the grid. The grid may have at most 2^31 - 1 cells.
/// `others` are lines of which no more is known than that they are rivers: their cells are lowered by the trench's
/// depth.
[[nodiscard]] Drainage drain(const Grid& terrain, const std::vector<RiverLine>& lines, const DrainageOptions& options,
                             const std::vector<RiverLine>& others = {});

/// The catchment area at a point: the largest area (m2) of any cell whose middle lies within `radius` (m) of it, or of
/// the cell it falls in. None outside the terrain.
[[nodiscard]] std::optional<double> catchment_area(const Drainage& drainage, double x, double y, double radius);

}  // namespace liriver::mesh::terrain
