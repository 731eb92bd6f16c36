#pragma once
// The state of up to eight constituents side by side.
#include <cstddef>

#include "solver/transport/account.h"
#include "solver/transport/lane_buffer.h"
#include "solver/transport/lanes.h"
#include "solver/transport/topology.h"

namespace liriver::solver::transport {

/// Constituents `first` .. `first + count - 1`; lanes beyond them stay 0. Entry i of lane l is at i * lanes + l.
struct Block {
    std::size_t first, count, lanes;
    LaneBuffer concentration;  ///< [indices][lanes] volumes, then inflow concentrations
    LaneBuffer crossed;        ///< [boundary][lanes] amount in the last step
    LaneBuffer account;        ///< [accounts * 2][lanes] sum and rest of each

    Block(const Topology& topology, std::size_t first_, std::size_t count_)
        : first(first_),
          count(count_),
          lanes(lanes_for(count_)),
          concentration(topology.index_count() * lanes),
          crossed(topology.outside_faces.size() * lanes),
          account(accounts * 2 * lanes) {}
};

}  // namespace liriver::solver::transport
