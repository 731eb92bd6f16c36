#pragma once
// Lines drawn along streams as the rivers of the drainage that the streams were found in.
#include <vector>

#include "mesh/terrain/drainage.h"
#include "mesh/terrain/streams.h"

namespace liriver::mesh::terrain {

/// Makes the cells under the lines the rivers of `drainage`, so that areas along them are those that the streams were
/// found with. Each line runs through points of the streams, as they are or shortened and joined (RiverLine::joins); a
/// cell belongs to the line that is joined, not to the one that ends there.
void follow_streams(Drainage& drainage, const std::vector<Stream>& streams, const std::vector<RiverLine>& lines);

}  // namespace liriver::mesh::terrain
