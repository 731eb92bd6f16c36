#pragma once
// Pits and flats: every cell gets a way out that never climbs.
#include <vector>

#include "mesh/terrain/surface.h"

namespace liriver::mesh::terrain {

/// A grid flooded from its outlets.
struct Flooded {
    std::vector<float> level;  ///< [cells] elevation, raised in depressions to where they spill, m; NaN without terrain
    std::vector<Cell>
        parent;  ///< [cells] the neighbour that the flood came from; `leaves` at outlets, `nowhere` without terrain
    std::size_t raised_cells = 0;
    double deepest_fill = 0.0;  ///< m
};

/// Fills depressions by priority-flood (Barnes, Lehman and Mulla 2014, "Priority-flood: an optimal depression-filling
/// and watershed-labeling algorithm", algorithm 2). Outlets are the cells at the frame's edge or beside a cell without
/// terrain, and every cell for which `outlet` is true (empty: none). On flats the parents lead by the fewest cells to
/// the flat's way out. O(n log n).
[[nodiscard]] Flooded flood(const GridFrame& frame, const std::vector<float>& elevation,
                            const std::vector<bool>& outlet);

/// What breaching may do to a depression; one that asks for more is left to be filled.
struct BreachLimits {
    double depth = 0.0;  ///< m, the deepest cut; 0: no breaching
    int length = 100;    ///< cells, the longest cut
};

/// Cuts a falling channel from each pit along the flood's parents to the first lower cell (Lindsay 2016, "Efficient
/// hybrid breaching-filling sink removal methods for flow path enforcement in digital elevation models"), within the
/// limits. Returns the number of cells lowered. Cells for which `outlet` is true are never lowered.
std::size_t breach(const GridFrame& frame, std::vector<float>& elevation, const std::vector<bool>& outlet,
                   const BreachLimits& limits);

/// Gives each hole without terrain that does not touch the frame's edge the lowest elevation around it, as a lake has,
/// so that it passes water on. Returns the number of cells filled in.
std::size_t close_holes(const GridFrame& frame, std::vector<float>& elevation);

}  // namespace liriver::mesh::terrain
