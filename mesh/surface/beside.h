#pragma once
// Where one line runs beside another. Private to mesh/surface.
#include <vector>

#include "mesh/network/polyline.h"

namespace liriver::mesh::surface {

struct BesideRuns {
    std::vector<network::Polyline> beside;  ///< parts that keep near the other line
    std::vector<network::Polyline> rest;    ///< and what is left
    double apart = 0.0;                     ///< m, the largest distance within the parts beside
};

/// Splits a line into parts within `near` m of another over at least `least` m (or all along) and the rest.
[[nodiscard]] BesideRuns runs_beside(const network::Polyline& line, const network::Polyline& other, double near,
                                     double least);

}  // namespace liriver::mesh::surface
