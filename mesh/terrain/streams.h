#pragma once
// River lines where no map has any: the cells that enough land drains through, joined into lines.
#include <cstddef>
#include <optional>
#include <vector>

#include "mesh/terrain/drainage.h"

namespace liriver::mesh::terrain {

/// One line from its head to its mouth, through the middles of its cells, smoothed; the last point lies on the line it
/// joins.
struct Stream {
    std::vector<double> x, y;          ///< m
    std::vector<Cell> cells;           ///< the cell of each point but the last of one that joins
    std::optional<std::size_t> joins;  ///< number of the stream it flows into; none: it leaves the terrain
    double area = 0.0;                 ///< m2, land above its mouth
};

/// All streams whose land is at least `least_area` (m2) everywhere along them. At each confluence the branch with more
/// land goes on and the others end. Streams of fewer than `least_cells` cells are left out, with those that join them.
/// Ordered by area at the mouth, largest first; a stream stands after the one it joins.
[[nodiscard]] std::vector<Stream> extract_streams(const Drainage& drainage, double least_area,
                                                  std::size_t least_cells = 10);

}  // namespace liriver::mesh::terrain
