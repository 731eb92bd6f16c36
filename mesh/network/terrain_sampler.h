#pragma once
// Terrain as lines and sections ask for it: a height at a point, and how fine the raster is that gave it.
#include <functional>

namespace liriver::mesh::network {

struct TerrainSampler {
    std::function<double(double x, double y)> elevation;  ///< m above the vertical datum; NaN where there is none
    std::function<double(double x, double y)> spacing;    ///< m, cell size of the raster that answers there; > 0
};

}  // namespace liriver::mesh::network
