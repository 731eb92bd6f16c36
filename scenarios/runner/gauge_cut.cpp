#include "scenarios/runner/gauge_cut.h"

#include <algorithm>

namespace liriver::scenarios::runner {
namespace {

// Closes the graph's faces of a place where flow is counted.
void close(const ChannelModel& model, const FlowRef& ref, std::vector<std::uint8_t>& closed) {
    const auto index = static_cast<std::size_t>(ref.index);
    switch (ref.kind) {
        case FlowRef::Kind::face:
            closed[index] = 1;
            break;
        case FlowRef::Kind::links:
            for (std::size_t k = index; k < index + static_cast<std::size_t>(ref.count); ++k)
                closed[model.link_face(k)] = 1;
            break;
        case FlowRef::Kind::boundary:
            closed[model.boundary_face(index)] = 1;
            break;
        case FlowRef::Kind::none:
            break;
    }
}

// A face of the graph by which water leaves the river at an end of a reach.
bool is_lower_end(const ChannelModel& model, std::size_t face) {
    const std::size_t first = model.boundary_face(0);
    return face >= first && face < model.source_face(0) && !model.mesh.boundaries[face - first].upstream;
}

}  // namespace

GaugeCut cut_at_gauge(const ChannelModel& model, std::size_t station, std::int32_t from) {
    const auto& graph = model.graph;
    std::vector<std::uint8_t> closed(graph.from.size(), 0);
    const auto& sections = model.stations[station].cells;
    for (const std::int32_t cell : sections)
        close(model, model.below[static_cast<std::size_t>(cell)], closed);
    std::vector<std::vector<std::int32_t>> faces_of(static_cast<std::size_t>(graph.volume_count));
    for (std::size_t f = 0; f < graph.from.size(); ++f)
        for (const std::int32_t cell : {graph.from[f], graph.to[f]})
            if (cell >= 0 && closed[f] == 0)
                faces_of[static_cast<std::size_t>(cell)].push_back(static_cast<std::int32_t>(f));
    GaugeCut cut;
    cut.above.assign(static_cast<std::size_t>(graph.volume_count), 0);
    cut.above[static_cast<std::size_t>(from)] = 1;
    std::vector<std::int32_t> open{from};
    bool leaks = false;
    while (!open.empty()) {
        const std::int32_t cell = open.back();
        open.pop_back();
        for (const std::int32_t face : faces_of[static_cast<std::size_t>(cell)]) {
            const std::int32_t a = graph.from[static_cast<std::size_t>(face)];
            const std::int32_t b = graph.to[static_cast<std::size_t>(face)];
            const std::int32_t other = a == cell ? b : a;
            if (other < 0) {
                leaks = leaks || is_lower_end(model, static_cast<std::size_t>(face));
            } else if (cut.above[static_cast<std::size_t>(other)] == 0) {
                cut.above[static_cast<std::size_t>(other)] = 1;
                open.push_back(other);
            }
        }
    }
    cut.whole = !leaks && std::all_of(sections.begin(), sections.end(), [&](std::int32_t cell) {
        return cut.above[static_cast<std::size_t>(cell)] != 0;
    });
    return cut;
}

}  // namespace liriver::scenarios::runner
