#include "mesh/network/main_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

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

std::size_t farthest(const Distances& distances) {
    std::size_t best = 0;
    double metres = -1.0;
    for (std::size_t i = 0; i < distances.metres.size(); ++i)
        if (std::isfinite(distances.metres[i]) && distances.metres[i] > metres) {
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
                                                       const BuildSettings& settings, std::vector<BuildNote>& notes) {
    std::vector<Polyline> own;
    for (const SourceLine& line : lines)
        if (line.line.size() >= 2 && wanted(line, request))
            own.push_back(line.line);
    if (own.empty())
        return tl::make_unexpected(field::Error{"reach " + request.name, "no line of its names or identifiers",
                                                "at least one line in the sources"});
    WaysOfReach ways;
    ways.request = index;
    ways.graph = make_graph(own, settings.same_point);
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
    if (ways.start && ways.end && (*ways.start == *ways.end || part_of[*ways.start] != part_of[*ways.end]))
        return tl::make_unexpected(field::Error{"reach " + request.name,
                                                *ways.start == *ways.end ? "its stated start and end at one point"
                                                                         : "no way along its lines from its stated "
                                                                           "start to its stated end",
                                                "two points on lines that meet"});
    if (ways.end) {
        ways.mouths = {*ways.end};
        return ways;
    }
    for (const std::size_t end : loose_ends(ways.graph))
        if (!ways.start || (part_of[end] == part_of[*ways.start] && end != *ways.start))
            ways.mouths.push_back(end);
    if (ways.mouths.empty())
        return tl::make_unexpected(field::Error{
            "reach " + request.name, "lines that close in a ring, without a loose end", "a stated start and end"});
    return ways;
}

Path line_to_mouth(const WaysOfReach& ways, std::size_t mouth) {
    const Distances distances = distances_from(ways.graph, mouth);
    const bool from_start = ways.start && std::isfinite(distances.metres[*ways.start]);
    return path_to_start(ways.graph, distances, from_start ? *ways.start : farthest(distances));
}

Path longest_line(const WaysOfReach& ways, const TerrainSampler& terrain) {
    if (ways.end)
        return line_to_mouth(ways, *ways.end);
    if (ways.start) {
        const std::size_t mouth = farthest(distances_from(ways.graph, *ways.start));
        return line_to_mouth(ways, mouth);
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

double fall_along(const Polyline& line, const TerrainSampler& terrain) {
    if (!terrain.elevation)
        return 0.0;
    const double whole = length(line);
    const double fall =
        median_height(line, 0.0, 0.2 * whole, terrain) - median_height(line, 0.8 * whole, whole, terrain);
    return std::isfinite(fall) ? fall : 0.0;
}

void report_left_out(const WaysOfReach& ways, const std::string& reach, double used, Point where,
                     std::vector<BuildNote>& notes) {
    double whole = 0.0;
    for (const WayGraph::Edge& edge : ways.graph.edges)
        whole += edge.length;
    const double left = whole - used;
    if (left > 1.0)
        notes.push_back(
            {.kind = BuildNote::Kind::left_out,
             .reach = reach,
             .metres = left,
             .where = where,
             .text = fmt::format("{:.0f} m of its {:.0f} m of lines are side arms, lie above its start or are "
                                 "apart from it, and are left out",
                                 left, whole)});
}

}  // namespace liriver::mesh::network
