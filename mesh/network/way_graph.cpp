#include "mesh/network/way_graph.h"

#include <algorithm>
#include <queue>
#include <utility>

namespace liriver::mesh::network {

namespace {

std::size_t node_at(WayGraph& graph, Point point, double same_point) {
    for (std::size_t i = 0; i < graph.nodes.size(); ++i)
        if (distance(graph.nodes[i], point) <= same_point)
            return i;
    graph.nodes.push_back(point);
    return graph.nodes.size() - 1;
}

void append(Polyline& line, const Polyline& more) {
    for (const Point& point : more)
        if (line.empty() || distance(line.back(), point) > 0.0)
            line.push_back(point);
}

/// Cuts an edge at a distance from its node a; gives the new node.
std::size_t cut_edge(WayGraph& graph, std::size_t edge, double along) {
    const WayGraph::Edge old = graph.edges[edge];
    const std::size_t node = graph.nodes.size();
    graph.nodes.push_back(point_along(old.line, along));
    WayGraph::Edge first{
        .a = old.a, .b = node, .line = part(old.line, 0.0, along), .length = along, .bridge = old.bridge};
    WayGraph::Edge second{.a = node,
                          .b = old.b,
                          .line = part(old.line, along, old.length),
                          .length = old.length - along,
                          .bridge = old.bridge};
    graph.edges[edge] = std::move(first);
    graph.edges.push_back(std::move(second));
    return node;
}

/// A place on the graph: on an edge, so far from its node a.
struct OnEdge {
    std::size_t edge = 0;
    Projection projection;
};

template <typename Wanted>
std::optional<OnEdge> nearest_edge(const WayGraph& graph, Point point, Wanted wanted) {
    std::optional<OnEdge> best;
    for (std::size_t e = 0; e < graph.edges.size(); ++e) {
        if (!wanted(graph.edges[e]))
            continue;
        const std::optional<Projection> here = project(graph.edges[e].line, point);
        if (here && (!best || here->distance < best->projection.distance))
            best = OnEdge{.edge = e, .projection = *here};
    }
    return best;
}

std::size_t node_on(WayGraph& graph, const OnEdge& place) {
    constexpr double at_the_end = 1e-6;
    const WayGraph::Edge& edge = graph.edges[place.edge];
    if (place.projection.along <= at_the_end)
        return edge.a;
    if (place.projection.along >= edge.length - at_the_end)
        return edge.b;
    return cut_edge(graph, place.edge, place.projection.along);
}

}  // namespace

WayGraph make_graph(const std::vector<Polyline>& ways, double same_point) {
    std::vector<Point> ends;
    for (const Polyline& way : ways)
        if (way.size() >= 2)
            ends.insert(ends.end(), {way.front(), way.back()});
    WayGraph graph;
    for (const Polyline& way : ways) {
        if (way.size() < 2)
            continue;
        const double whole = length(way);
        std::vector<double> cuts{0.0, whole};
        for (const Point& end : ends) {
            const std::optional<Projection> here = project(way, end);
            if (here && here->distance <= same_point && here->along > same_point && here->along < whole - same_point)
                cuts.push_back(here->along);
        }
        std::sort(cuts.begin(), cuts.end());
        const auto close = [same_point](double a, double b) { return b - a <= same_point; };
        cuts.erase(std::unique(cuts.begin(), cuts.end(), close), cuts.end());
        cuts.back() = whole;
        for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
            WayGraph::Edge edge;
            edge.line = part(way, cuts[i], cuts[i + 1]);
            if (edge.line.size() < 2)
                continue;
            edge.a = node_at(graph, edge.line.front(), same_point);
            edge.b = node_at(graph, edge.line.back(), same_point);
            edge.length = length(edge.line);
            graph.edges.push_back(std::move(edge));
        }
    }
    return graph;
}

std::vector<std::size_t> loose_ends(const WayGraph& graph) {
    std::vector<int> count(graph.nodes.size(), 0);
    for (const WayGraph::Edge& edge : graph.edges) {
        ++count[edge.a];
        ++count[edge.b];
    }
    std::vector<std::size_t> ends;
    for (std::size_t i = 0; i < count.size(); ++i)
        if (count[i] == 1)
            ends.push_back(i);
    return ends;
}

std::vector<std::size_t> parts(const WayGraph& graph) {
    std::vector<std::size_t> part_of(graph.nodes.size());
    for (std::size_t i = 0; i < part_of.size(); ++i)
        part_of[i] = i;
    for (bool changed = true; changed;) {
        changed = false;
        for (const WayGraph::Edge& edge : graph.edges) {
            const std::size_t lower = std::min(part_of[edge.a], part_of[edge.b]);
            changed = changed || part_of[edge.a] != lower || part_of[edge.b] != lower;
            part_of[edge.a] = part_of[edge.b] = lower;
        }
    }
    return part_of;
}

std::vector<Bridge> bridge_gaps(WayGraph& graph, double longest) {
    std::vector<Bridge> laid;
    while (true) {
        const std::vector<std::size_t> part_of = parts(graph);
        std::optional<OnEdge> best;
        std::size_t best_end = 0;
        for (const std::size_t end : loose_ends(graph)) {
            const std::optional<OnEdge> here = nearest_edge(
                graph, graph.nodes[end], [&](const WayGraph::Edge& edge) { return part_of[edge.a] != part_of[end]; });
            if (here && here->projection.distance <= longest &&
                (!best || here->projection.distance < best->projection.distance)) {
                best = here;
                best_end = end;
            }
        }
        if (!best)
            return laid;
        const Bridge bridge{.from = graph.nodes[best_end], .to = best->projection.point};
        const std::size_t other = node_on(graph, *best);
        graph.edges.push_back({.a = best_end,
                               .b = other,
                               .line = {bridge.from, bridge.to},
                               .length = distance(bridge.from, bridge.to),
                               .bridge = true});
        laid.push_back(bridge);
    }
}

NearestNode node_near(WayGraph& graph, Point point) {
    const std::optional<OnEdge> nearest = nearest_edge(graph, point, [](const WayGraph::Edge&) { return true; });
    if (!nearest)
        return {.node = 0, .distance = std::numeric_limits<double>::infinity()};
    const double away = nearest->projection.distance;
    return {.node = node_on(graph, *nearest), .distance = away};
}

Distances distances_from(const WayGraph& graph, std::size_t node) {
    Distances result;
    result.metres.assign(graph.nodes.size(), std::numeric_limits<double>::infinity());
    result.edge.assign(graph.nodes.size(), Distances::none);
    std::vector<std::vector<std::size_t>> edges_of(graph.nodes.size());
    for (std::size_t e = 0; e < graph.edges.size(); ++e) {
        edges_of[graph.edges[e].a].push_back(e);
        edges_of[graph.edges[e].b].push_back(e);
    }
    using Entry = std::pair<double, std::size_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
    result.metres[node] = 0.0;
    queue.emplace(0.0, node);
    while (!queue.empty()) {
        const Entry entry = queue.top();
        queue.pop();
        const std::size_t here = entry.second;
        if (entry.first > result.metres[here])
            continue;
        for (const std::size_t e : edges_of[here]) {
            const WayGraph::Edge& edge = graph.edges[e];
            const std::size_t there = edge.a == here ? edge.b : edge.a;
            const double metres = entry.first + edge.length;
            if (metres < result.metres[there]) {
                result.metres[there] = metres;
                result.edge[there] = e;
                queue.emplace(metres, there);
            }
        }
    }
    return result;
}

Path path_to_start(const WayGraph& graph, const Distances& distances, std::size_t from) {
    Path path;
    std::size_t here = from;
    while (distances.edge[here] != Distances::none) {
        const WayGraph::Edge& edge = graph.edges[distances.edge[here]];
        Polyline line = edge.line;
        const bool forward = edge.a == here;
        if (!forward)
            std::reverse(line.begin(), line.end());
        if (!edge.bridge)
            path.along_hint += forward ? edge.length : -edge.length;
        append(path.line, line);
        here = forward ? edge.b : edge.a;
    }
    return path;
}

}  // namespace liriver::mesh::network
