#pragma once
// Along a channel: the volumes before and behind each face, for face values of higher order.
#include <cstddef>
#include <cstdint>
#include <vector>

#include "solver/transport/topology.h"

namespace liriver::solver::transport {

/// A volume with exactly two faces to others is a link of a line; what comes in from outside, or leaves to it, does
/// not end the line. For each face the two volumes beyond its `from` and the two beyond its `to`, or -1 where the line
/// has ended before.
struct LineStencils {
    explicit LineStencils(const Topology& topology);

    std::vector<std::int32_t> ends;             ///< faces with no volume beyond `from` or none beyond `to`
    std::vector<double> off_line;               ///< [volumes] 0 for the links of a line, else 1
    std::vector<std::int32_t> before, before2;  ///< [faces] beyond `from`, and beyond that
    std::vector<std::int32_t> behind, behind2;  ///< [faces] beyond `to`, and beyond that
};

}  // namespace liriver::solver::transport
