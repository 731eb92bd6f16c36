#pragma once
// How far one can go from a river before another river, or another bend of the same, is nearer. Private to
// mesh/sections.
#include <cstddef>
#include <vector>

#include "mesh/network/network.h"
#include "mesh/network/polyline.h"

namespace liriver::mesh::sections {

class ValleyRays {
  public:
    explicit ValleyRays(const network::Network& network);

    /// Metres from `from`, a place on a reach, in the direction `angle` (radians), up to `most`, before the nearest
    /// line is that of another reach or of the same reach more than about three times as far along it.
    [[nodiscard]] double free_length(std::size_t reach, double chainage, network::Point from, double angle,
                                     double most) const;

  private:
    struct Segment {
        std::size_t reach = 0;
        double chainage = 0.0;  ///< of its first vertex
        network::Point a, b;
    };
    std::vector<Segment> segments_;
};

}  // namespace liriver::mesh::sections
