#include "mesh/network/main_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <map>
#include <utility>

#include "mesh/network/clean_lines.h"

namespace liriver::mesh::network {

namespace {

bool wanted(const SourceLine& line, const ReachRequest& request) {
    const auto in = [](const std::vector<std::string>& list, const std::string& value) {
        return !value.empty() && std::find(list.begin(), list.end(), value) != list.end();
    };
    if (in(request.line_ids, line.id))
        return true;
    if (request.only_ids)
        return false;
    return request.line_names.empty() ? line.name == request.name : in(request.line_names, line.name);
}

/// The farthest node that can be reached; with `allowed` not empty, only of those it marks.
std::size_t farthest(const Distances& distances, const std::vector<bool>& allowed = {}) {
    std::size_t best = 0;
    double metres = -1.0;
    for (std::size_t i = 0; i < distances.metres.size(); ++i)
        if (std::isfinite(distances.metres[i]) && distances.metres[i] > metres && (allowed.empty() || allowed[i])) {
            metres = distances.metres[i];
            best = i;
        }
    return best;
}

double median_height(const Polyline& line, double from, double to, const TerrainSampler& terrain) {
    constexpr int samples = 40;
    std::vector<double> heights;
    for (int i = 0; i < samples; ++i) {
        const Point point = point_along(line, from + (to - from) * (i + 0.5) / samples);
        const double height = terrain.elevation(point.x, point.y);
        if (std::isfinite(height))
            heights.push_back(height);
    }
    if (heights.empty())
        return std::nan("");
    const auto middle = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2);
    std::nth_element(heights.begin(), middle, heights.end());
    return *middle;
}

/// One of the ways on which a stated point's lines go on from it.
struct Side {
    std::vector<std::size_t> nodes;
    Path away;          ///< from the stated point to the side's farthest node
    double fall = 0.0;  ///< m along `away`, positive when terrain falls away from the point; 0: terrain says nothing
};

std::vector<Side> sides_of(const WayGraph& graph, std::size_t node, const TerrainSampler& terrain) {
    const Distances distances = distances_from(graph, node);
    std::map<std::size_t, Side> by_first_edge;
    for (std::size_t other = 0; other < graph.nodes.size(); ++other) {
        if (other == node || !std::isfinite(distances.metres[other]))
            continue;
        std::size_t here = other;
        std::size_t edge = Distances::none;
        while (here != node) {
            edge = distances.edge[here];
            here = graph.edges[edge].a == here ? graph.edges[edge].b : graph.edges[edge].a;
        }
        by_first_edge[edge].nodes.push_back(other);
    }
    std::vector<Side> sides;
    for (auto& [edge, side] : by_first_edge) {
        const std::size_t end =
            *std::max_element(side.nodes.begin(), side.nodes.end(),
                              [&](std::size_t a, std::size_t b) { return distances.metres[a] < distances.metres[b]; });
        side.away = path_to_start(graph, distances, end);
        std::reverse(side.away.line.begin(), side.away.line.end());
        side.away.along_hint = -side.away.along_hint;
        side.fall = fall_along(side.away.line, terrain);
        sides.push_back(std::move(side));
    }
    return sides;
}

/// The nodes downstream of a stated point (`downstream` true) or upstream of it. Sides along which terrain clearly
/// falls that way; where none does, those it does not contradict, as their lines are drawn. Empty: nothing tells.
std::vector<bool> nodes_beyond(const WayGraph& graph, std::size_t node, bool downstream,
                               const TerrainSampler& terrain) {
    std::vector<Side> sides = sides_of(graph, node, terrain);
    const double sign = downstream ? 1.0 : -1.0;
    const auto keep = [&sides](const auto& good) {
        std::vector<Side> kept;
        std::copy_if(sides.begin(), sides.end(), std::back_inserter(kept), good);
        return kept;
    };
    if (sides.size() > 1) {
        std::vector<Side> kept = keep([&](const Side& side) { return sign * side.fall > disagreement; });
        if (kept.empty())
            kept = keep([&](const Side& side) { return sign * side.fall >= -disagreement; });
        if (!kept.empty())
            sides = std::move(kept);
        if (sides.size() > 1 && std::all_of(sides.begin(), sides.end(),
                                            [](const Side& side) { return std::abs(side.fall) <= disagreement; }))
            sides = keep([&](const Side& side) { return sign * side.away.along_hint > 0.0; });
    }
    std::vector<bool> beyond(sides.empty() ? 0 : graph.nodes.size(), false);
    for (const Side& side : sides)
        for (const std::size_t other : side.nodes)
            beyond[other] = true;
    return beyond;
}

/// Limits the reach to the downstream side of its stated start, or to the upstream side of its stated end.
std::optional<field::Error> keep_side(WaysOfReach& ways, const std::string& reach, const TerrainSampler& terrain) {
    const bool from_start = ways.start.has_value();
    const std::vector<bool> beyond =
        nodes_beyond(ways.graph, from_start ? *ways.start : *ways.end, from_start, terrain);
    if (beyond.empty())
        return field::Error{"reach " + reach,
                            fmt::format("lines that go on to both sides of its stated {} over even terrain, and are "
                                        "not drawn one way",
                                        from_start ? "start" : "end"),
                            fmt::format("a stated {} too", from_start ? "end" : "start")};
    if (!from_start) {
        ways.above = beyond;
        return std::nullopt;
    }
    std::vector<std::size_t> mouths;
    for (const std::size_t mouth : ways.mouths)
        if (beyond[mouth])
            mouths.push_back(mouth);
    ways.mouths = std::move(mouths);
    return std::nullopt;
}

/// Loose ends that their line is drawn towards, in one connected part.
std::vector<std::size_t> drawn_towards(const WayGraph& graph, const std::vector<std::size_t>& ends) {
    std::vector<std::size_t> sinks;
    for (const std::size_t end : ends)
        for (const WayGraph::Edge& edge : graph.edges)
            if (edge.b == end && !edge.bridge)
                sinks.push_back(end);
    return sinks;
}

/// The longest shortest way of the part a node lies in, found by sweeping to and fro.
Path longest_in_part(const WaysOfReach& ways, std::size_t node, const std::vector<std::size_t>& ends_of_part,
                     const TerrainSampler& terrain) {
    const std::vector<std::size_t> sinks = drawn_towards(ways.graph, ends_of_part);
    if (sinks.size() == 1)
        return line_to_mouth(ways, sinks.front());
    const std::size_t one_end = farthest(distances_from(ways.graph, node));
    Path path = line_to_mouth(ways, one_end);
    const double fall = fall_along(path.line, terrain);
    if (fall < 0.0 || (fall == 0.0 && path.along_hint < 0.0)) {
        std::reverse(path.line.begin(), path.line.end());
        path.along_hint = -path.along_hint;
    }
    return path;
}

}  // namespace

tl::expected<WaysOfReach, field::Error> gather_ways_of(const std::vector<SourceLine>& lines,
                                                       const ReachRequest& request, std::size_t index,
                                                       const TerrainSampler& terrain, const BuildSettings& settings,
                                                       std::vector<BuildNote>& notes) {
    std::vector<const SourceLine*> drawn;
    for (const SourceLine& line : lines)
        if (line.line.size() >= 2 && wanted(line, request))
            drawn.push_back(&line);
    if (drawn.empty())
        return tl::make_unexpected(field::Error{"reach " + request.name, "no line of its names or identifiers",
                                                "at least one line in the sources"});
    const auto own = clean_lines(drawn, request.name, settings, notes);
    if (!own)
        return tl::make_unexpected(own.error());
    WaysOfReach ways;
    ways.request = index;
    ways.graph = make_graph(*own, settings.same_point);
    for (const Bridge& bridge : bridge_gaps(ways.graph, settings.join_ways)) {
        const double gap = distance(bridge.from, bridge.to);
        notes.push_back({.kind = BuildNote::Kind::way_gap,
                         .reach = request.name,
                         .metres = gap,
                         .where = bridge.from,
                         .text = fmt::format("a gap of {:.0f} m between its ways is bridged", gap)});
    }
    for (const bool is_start : {true, false}) {
        const std::optional<Point>& stated = is_start ? request.start : request.end;
        if (!stated)
            continue;
        const NearestNode near = node_near(ways.graph, *stated);
        if (near.distance > settings.start_within)
            return tl::make_unexpected(field::Error{
                "reach " + request.name,
                fmt::format("its stated {} {:.0f} m from its lines", is_start ? "start" : "end", near.distance),
                fmt::format("at most {:.0f} m", settings.start_within)});
        (is_start ? ways.start : ways.end) = near.node;
        notes.push_back(
            {.kind = BuildNote::Kind::trimmed,
             .reach = request.name,
             .metres = near.distance,
             .where = ways.graph.nodes[near.node],
             .text = fmt::format("it {} at the point of its lines nearest to the stated one, {:.0f} m from it",
                                 is_start ? "begins" : "ends", near.distance)});
    }
    const std::vector<std::size_t> part_of = parts(ways.graph);
    if (ways.start && ways.end && *ways.start == *ways.end)
        return tl::make_unexpected(field::Error{"reach " + request.name, "its stated start and end at one point",
                                                "two points on lines that meet"});
    if (ways.start && ways.end && part_of[*ways.start] != part_of[*ways.end])
        return tl::make_unexpected(field::Error{
            "reach " + request.name,
            fmt::format("no way along its lines from its stated start to its stated end: {} lies between their parts",
                        in_words(narrowest_gap(ways).value())),
            fmt::format("two points on lines that meet, or join_ways, which bridges gaps up to {:.0f} m",
                        settings.join_ways)});
    if (ways.end) {
        ways.mouths = {*ways.end};
        if (!ways.start)
            if (auto error = keep_side(ways, request.name, terrain))
                return tl::make_unexpected(std::move(*error));
        return ways;
    }
    for (const std::size_t end : loose_ends(ways.graph))
        if (!ways.start || (part_of[end] == part_of[*ways.start] && end != *ways.start))
            ways.mouths.push_back(end);
    if (ways.start && !ways.mouths.empty())
        if (auto error = keep_side(ways, request.name, terrain))
            return tl::make_unexpected(std::move(*error));
    if (ways.mouths.empty())
        return tl::make_unexpected(field::Error{
            "reach " + request.name, "lines that close in a ring, without a loose end", "a stated start and end"});
    return ways;
}

Path line_to_mouth(const WaysOfReach& ways, std::size_t mouth) {
    const Distances distances = distances_from(ways.graph, mouth);
    const bool from_start = ways.start && std::isfinite(distances.metres[*ways.start]);
    return path_to_start(ways.graph, distances, from_start ? *ways.start : farthest(distances, ways.above));
}

Path longest_line(const WaysOfReach& ways, const TerrainSampler& terrain) {
    if (ways.end)
        return line_to_mouth(ways, *ways.end);
    if (ways.start) {
        std::vector<bool> mouths(ways.graph.nodes.size(), false);
        for (const std::size_t mouth : ways.mouths)
            mouths[mouth] = true;
        return line_to_mouth(ways, farthest(distances_from(ways.graph, *ways.start), mouths));
    }
    const std::vector<std::size_t> part_of = parts(ways.graph);
    Path best;
    for (const std::size_t node : ways.mouths) {
        std::vector<std::size_t> ends_of_part;
        for (const std::size_t end : ways.mouths)
            if (part_of[end] == part_of[node])
                ends_of_part.push_back(end);
        if (ends_of_part.front() != node)
            continue;
        Path path = longest_in_part(ways, node, ends_of_part, terrain);
        if (length(path.line) > length(best.line))
            best = std::move(path);
    }
    if (best.along_hint > 0.0 && fall_along(best.line, terrain) < -disagreement) {
        std::reverse(best.line.begin(), best.line.end());
        best.along_hint = -best.along_hint;
        best.turned = true;
    }
    return best;
}

EndHeights heights_along(const Polyline& line, const TerrainSampler& terrain) {
    if (!terrain.elevation)
        return {.upper = std::nan(""), .lower = std::nan("")};
    const double whole = length(line);
    return {.upper = median_height(line, 0.0, 0.2 * whole, terrain),
            .lower = median_height(line, 0.8 * whole, whole, terrain)};
}

double fall_along(const Polyline& line, const TerrainSampler& terrain) {
    const EndHeights heights = heights_along(line, terrain);
    const double fall = heights.upper - heights.lower;
    return std::isfinite(fall) ? fall : 0.0;
}

std::optional<Bridge> narrowest_gap(const WaysOfReach& ways) {
    WayGraph graph = ways.graph;
    const std::vector<Bridge> bridges = bridge_gaps(graph, std::numeric_limits<double>::infinity());
    return bridges.empty() ? std::nullopt : std::optional<Bridge>(bridges.front());
}

std::string in_words(const Bridge& gap) {
    return fmt::format("a gap of {:.0f} m from ({:.0f}, {:.0f}) to ({:.0f}, {:.0f})", distance(gap.from, gap.to),
                       gap.from.x, gap.from.y, gap.to.x, gap.to.y);
}

void report_left_out(const WaysOfReach& ways, const std::string& reach, double used, Point where,
                     std::vector<BuildNote>& notes) {
    double whole = 0.0;
    for (const WayGraph::Edge& edge : ways.graph.edges)
        whole += edge.length;
    const double left = whole - used;
    const std::optional<Bridge> gap = left > 1.0 ? narrowest_gap(ways) : std::nullopt;
    if (left > 1.0)
        notes.push_back(
            {.kind = BuildNote::Kind::left_out,
             .reach = reach,
             .metres = left,
             .where = where,
             .text = fmt::format("{:.0f} m of its {:.0f} m of lines are side arms, lie above its start or are "
                                 "apart from it{}, and are left out",
                                 left, whole, gap ? ", behind " + in_words(*gap) : "")});
}

}  // namespace liriver::mesh::network
