#include "solver/transport/topology.h"

#include <cassert>

namespace liriver::solver::transport {

Topology::Topology(const Graph& graph)
    : volume_count(static_cast<std::size_t>(graph.volume_count)), face_count(graph.from.size()) {
    assert(graph.to.size() == face_count);
    from = graph.from;
    to = graph.to;
    boundary_of_face.assign(face_count, -1);
    std::vector<std::size_t> entries(volume_count, 0);
    for (std::size_t f = 0; f < face_count; ++f) {
        assert(from[f] != outside || to[f] != outside);
        assert(from[f] != to[f] && from[f] < graph.volume_count && to[f] < graph.volume_count);
        for (std::int32_t* side : {&from[f], &to[f]}) {
            if (*side != outside) {
                ++entries[static_cast<std::size_t>(*side)];
                continue;
            }
            boundary_of_face[f] = static_cast<std::int32_t>(outside_faces.size());
            *side = graph.volume_count + boundary_of_face[f];
            outside_faces.push_back(static_cast<std::int32_t>(f));
        }
    }
    first.assign(volume_count + 1, 0);
    for (std::size_t i = 0; i < volume_count; ++i)
        first[i + 1] = first[i] + entries[i];
    neighbour.resize(first.back());
    face.resize(first.back());
    sign.resize(first.back());
    std::vector<std::size_t> next(first.begin(), first.end() - 1);
    const auto enter = [&](std::int32_t volume, std::int32_t beyond, std::size_t f, double direction) {
        if (volume >= graph.volume_count)
            return;
        const std::size_t e = next[static_cast<std::size_t>(volume)]++;
        neighbour[e] = beyond;
        face[e] = static_cast<std::int32_t>(f);
        sign[e] = direction;
    };
    for (std::size_t f = 0; f < face_count; ++f) {
        enter(to[f], from[f], f, 1.0);
        enter(from[f], to[f], f, -1.0);
    }
}

}  // namespace liriver::solver::transport
