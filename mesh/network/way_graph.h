#pragma once
// The ways of one watercourse as a graph, so that its main line can be found as a path. Private to mesh/network.
#include <cstddef>
#include <limits>
#include <optional>
#include <vector>

#include "mesh/network/polyline.h"

namespace liriver::mesh::network {

/// Ends and meetings of ways are nodes; the pieces between them are edges.
struct WayGraph {
    struct Edge {
        std::size_t a = 0;
        std::size_t b = 0;
        Polyline line;        ///< from node a to node b, as its source drew it
        double length = 0.0;  ///< m
        bool bridge = false;  ///< closes a gap between ways
    };
    std::vector<Point> nodes;
    std::vector<Edge> edges;
};

/// A bridge laid over a gap.
struct Bridge {
    Point from;
    Point to;
};

/// Distances from one node over the graph, and the edge by which each node is reached.
struct Distances {
    static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
    std::vector<double> metres;     ///< [nodes], infinite where there is no way
    std::vector<std::size_t> edge;  ///< [nodes] edge towards the start; none at the start and where there is no way
};

/// Cuts ways wherever another way ends on them (within `same_point` m) and joins ends that are the same point.
[[nodiscard]] WayGraph make_graph(const std::vector<Polyline>& ways, double same_point);

/// Joins parts of the graph that are up to `longest` m apart, nearest first: from a loose end of one to the nearest
/// point of the other.
std::vector<Bridge> bridge_gaps(WayGraph& graph, double longest);

/// The node at the place nearest to a point, made by cutting an edge if need be, and its distance from the point.
struct NearestNode {
    std::size_t node = 0;
    double distance = 0.0;  ///< m
};
NearestNode node_near(WayGraph& graph, Point point);

/// Nodes that only one edge touches.
[[nodiscard]] std::vector<std::size_t> loose_ends(const WayGraph& graph);

/// Number of the connected part each node belongs to.
[[nodiscard]] std::vector<std::size_t> parts(const WayGraph& graph);

/// Dijkstra's shortest ways.
[[nodiscard]] Distances distances_from(const WayGraph& graph, std::size_t node);

/// The path from a node back to the start of `distances` as one line, and how much of it runs along (positive) or
/// against (negative) the direction its source drew it in, m.
struct Path {
    Polyline line;
    double along_hint = 0.0;
    bool turned = false;  ///< set against the direction its source drew it in, because terrain says so
};
[[nodiscard]] Path path_to_start(const WayGraph& graph, const Distances& distances, std::size_t from);

}  // namespace liriver::mesh::network
