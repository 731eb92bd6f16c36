#pragma once
// Vertices that cannot be a river's: a wrong digit, or coordinates that change places. Private to mesh/network.
#include <cstddef>
#include <vector>

#include "mesh/network/polyline.h"

namespace liriver::mesh::network {

/// The numbers of a line's vertices (from 0) that lie off the line that the others make, in order:
/// - more than a hundred times as far from the middle of the line (the median of the vertices' coordinates) as half of
///   its vertices do, and at least 100 km;
/// - or alone at the end of two segments that are both longer than 200 m and ten times as long as its neighbours lie
///   apart, or longer than 1000 m with less than 5 degrees between them; unless the line turns back on itself there
///   within `same_line` m over at most `longest_spike` m.
[[nodiscard]] std::vector<std::size_t> stray_vertices(const Polyline& line, double same_line, double longest_spike);

}  // namespace liriver::mesh::network
