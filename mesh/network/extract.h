#pragma once
// River lines from terrain alone: where enough land drains through a cell there is a stream.
#include <cstdint>
#include <functional>
#include <vector>

#include "mesh/network/build.h"
#include "mesh/network/polyline.h"

namespace liriver::mesh::network {

/// The D8 tree of a grid, as mesh/terrain's Drainage holds it; all vectors outlive the call.
struct FlowTree {
    const std::vector<std::int32_t>& receiver;       ///< [cells] the cell each drains to; negative: none
    const std::vector<double>& area;                 ///< [cells] land that drains through it, itself included, m2
    std::function<Point(std::int32_t cell)> middle;  ///< coordinates of a cell's middle
};

struct ExtractSettings {
    double least_area = 50e6;      ///< m2: a stream begins where so much land drains through a cell
    double least_length = 1000.0;  ///< m: shorter tributaries are left out
    int smoothing = 2;             ///< cells to each side over which a vertex is averaged against the grid's zigzag
};

/// One line for each watercourse, drawn downstream, largest catchment at its mouth first, named "stream 1", "stream 2"
/// ...
/// (`name` and `id` alike). From its mouth a watercourse follows the largest inflowing area up to its head; a tributary
/// ends on the line of the one it joins. Feed them to `build_network`, with `requests_for` or requests of one's own.
[[nodiscard]] std::vector<SourceLine> extract_streams(const FlowTree& tree, const ExtractSettings& settings);

/// A request for each line, to make a reach of the line's name.
[[nodiscard]] std::vector<ReachRequest> requests_for(const std::vector<SourceLine>& lines);

}  // namespace liriver::mesh::network
