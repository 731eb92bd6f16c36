#pragma once
// The graph as the kernels walk it: for each volume its faces and the volumes beyond them. Built once.
#include <cstddef>
#include <cstdint>
#include <vector>

#include "solver/transport/water_step.h"

namespace liriver::solver::transport {

/// Each face with one side `outside` gets a volume index of its own behind the volumes (number volume_count + k for the
/// k-th such face), where the concentration of what flows in is kept: so the kernels need no special case at the
/// boundary. Arrays over the volumes and these are marked [indices].
struct Topology {
    explicit Topology(const Graph& graph);

    std::size_t volume_count = 0;
    std::size_t face_count = 0;
    std::vector<std::int32_t> outside_faces;     ///< [boundary] faces with one side outside, in order of face number
    std::vector<std::int32_t> boundary_of_face;  ///< [faces] index into outside_faces, or -1
    std::vector<std::int32_t> from, to;          ///< [faces] volume index, never `outside`

    std::vector<std::size_t> first;       ///< [volumes + 1] where each volume's entries begin
    std::vector<std::int32_t> neighbour;  ///< [entries] volume index beyond the face
    std::vector<std::int32_t> face;       ///< [entries]
    std::vector<double> sign;             ///< [entries] +1 where the face's direction points into the volume, else -1

    [[nodiscard]] std::size_t index_count() const { return volume_count + outside_faces.size(); }
};

}  // namespace liriver::solver::transport
