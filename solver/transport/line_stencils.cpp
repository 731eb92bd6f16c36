#include "solver/transport/line_stencils.h"

namespace liriver::solver::transport {

namespace {

std::size_t index(std::int32_t i) { return static_cast<std::size_t>(i); }

/// A way along a line: the face just crossed and the volume behind it.
struct Way {
    std::int32_t face, volume;
};

/// One volume on, or {-1, -1} where the line ends.
Way next(const Topology& topology, Way way) {
    constexpr Way ended{-1, -1};
    if (way.volume < 0 || index(way.volume) >= topology.volume_count)
        return ended;
    Way onward = ended;
    int inner = 0;
    for (std::size_t e = topology.first[index(way.volume)]; e < topology.first[index(way.volume) + 1]; ++e) {
        if (index(topology.neighbour[e]) >= topology.volume_count)
            continue;
        ++inner;
        if (topology.face[e] != way.face)
            onward = {topology.face[e], topology.neighbour[e]};
    }
    return inner == 2 ? onward : ended;
}

}  // namespace

LineStencils::LineStencils(const Topology& topology) {
    for (std::size_t i = 0; i < topology.volume_count; ++i) {
        int inner = 0;
        for (std::size_t e = topology.first[i]; e < topology.first[i + 1]; ++e)
            inner += index(topology.neighbour[e]) < topology.volume_count ? 1 : 0;
        off_line.push_back(inner == 2 ? 0.0 : 1.0);
    }
    for (std::vector<std::int32_t>* beyond : {&before, &before2, &behind, &behind2})
        beyond->assign(topology.face_count, -1);
    for (std::size_t f = 0; f < topology.face_count; ++f) {
        if (topology.boundary_of_face[f] >= 0) {
            ends.push_back(static_cast<std::int32_t>(f));
            continue;
        }
        const Way up = next(topology, {static_cast<std::int32_t>(f), topology.from[f]});
        const Way down = next(topology, {static_cast<std::int32_t>(f), topology.to[f]});
        before[f] = up.volume;
        before2[f] = next(topology, up).volume;
        behind[f] = down.volume;
        behind2[f] = next(topology, down).volume;
        if (up.volume < 0 || down.volume < 0)
            ends.push_back(static_cast<std::int32_t>(f));
    }
}

}  // namespace liriver::solver::transport
