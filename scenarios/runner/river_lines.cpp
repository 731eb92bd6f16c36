#include "scenarios/runner/river_lines.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace liriver::scenarios::runner {
namespace {

using data::tables::Problems;
using language::Scenario;
namespace network = mesh::network;

/// Terrain all around the point, so that a section through it finds some to both sides.
bool clear_of_edge(const mesh::gis::Mosaic& terrain, const network::Point& point, double radius) {
    constexpr int directions = 16;
    const double turn = 2.0 * std::acos(-1.0) / directions;
    for (int i = 0; i < directions; ++i)
        if (!std::isfinite(
                terrain.sample(point.x + radius * std::cos(i * turn), point.y + radius * std::sin(i * turn))))
            return false;
    return true;
}

network::Polyline inner_part(const network::Polyline& line, const mesh::gis::Mosaic& terrain, double radius,
                             bool open_end) {
    std::size_t first = 0;
    std::size_t end = line.size();
    while (first < end && !clear_of_edge(terrain, line[first], radius))
        ++first;
    while (open_end && end > first && !clear_of_edge(terrain, line[end - 1], radius))
        --end;
    return {line.begin() + static_cast<std::ptrdiff_t>(first), line.begin() + static_cast<std::ptrdiff_t>(end)};
}

/// Streams as lines; with `ask`, also as reaches that join as they drain.
void add_streams(const Scenario& scenario, const MeshInputs& inputs, RiverLines& result, bool ask) {
    const mesh::gis::Grid grid = mesh::gis::resample(inputs.terrain, mesh::gis::coarsest_frame(inputs.terrain));
    mesh::terrain::DrainageOptions options;
    options.breach.depth = scenario.terrain.breach_depth;
    StreamDrainage& found = result.streams.emplace();
    found.drainage = mesh::terrain::drain(grid, {}, options);
    found.streams = mesh::terrain::extract_streams(found.drainage, *scenario.network.streams_above);
    const std::vector<mesh::terrain::Stream>& streams = found.streams;
    std::vector<std::string> names;  // empty: left out
    std::vector<network::Polyline> lines;
    for (const mesh::terrain::Stream& stream : streams) {
        network::Polyline line;
        line.reserve(stream.x.size());
        for (std::size_t i = 0; i < stream.x.size(); ++i)
            line.push_back({stream.x[i], stream.y[i]});
        line = inner_part(line, inputs.terrain, scenario.sections.half_length, !stream.joins);
        bool usable = network::length(line) > 2.0 * scenario.sections.half_length;
        if (usable && stream.joins) {
            const auto mouth = network::project(lines[*stream.joins], line.back());
            usable = !names[*stream.joins].empty() && mouth && mouth->distance <= scenario.network.close_gaps;
        }
        names.push_back(usable ? fmt::format("stream {}", names.size() + 1) : "");
        lines.push_back(usable ? line : network::Polyline{});
        if (!usable)
            continue;
        network::SourceLine source;
        source.name = names.back();
        source.line = line;
        result.lines.push_back(std::move(source));
        result.notes.push_back(fmt::format("{}: {:.1f} km, {:.1f} km2 above its mouth", names.back(),
                                           network::length(line) / 1000.0, stream.area / 1e6));
        if (!ask)
            continue;
        network::ReachRequest request;
        request.name = names.back();
        request.leaves = "";
        request.joins = stream.joins ? names[*stream.joins] : "";
        request.against_terrain = true;  // it falls on the terrain as drained, pits filled
        request.source = "drainage of the terrain (D8)";
        request.confidence = "M";
        result.requests.push_back(std::move(request));
    }
    if (result.lines.size() < streams.size())
        result.notes.push_back(fmt::format("streams: {} left out, too short inside the terrain or joining one that is",
                                           streams.size() - result.lines.size()));
}

}  // namespace

std::optional<RiverLines> river_lines(const Scenario& scenario, const MeshInputs& inputs, Problems& problems) {
    const std::size_t before = problems.size();
    RiverLines result;
    for (const language::ReachSettings& reach : scenario.reaches) {
        network::ReachRequest request;
        request.name = reach.name;
        request.line_names = reach.line_names;
        request.line_ids = reach.line_ids;
        request.only_ids = reach.only_ids;
        if (reach.start)
            request.start = to_point(*reach.start, scenario.project.crs, problems);
        if (reach.end)
            request.end = to_point(*reach.end, scenario.project.crs, problems);
        request.against_terrain = reach.against_terrain || scenario.network.streams_above.has_value();
        request.leaves = reach.leaves;
        request.joins = reach.joins;
        request.source = reach.provenance.source;
        request.confidence = reach.provenance.confidence;
        if (!scenario.network.lines.empty()) {
            const language::LineInput& map = scenario.network.lines.front();
            request.source = request.source.empty() ? map.source : request.source;
            request.confidence = request.confidence.empty() ? map.confidence : request.confidence;
        }
        result.requests.push_back(std::move(request));
    }
    if (scenario.network.streams_above)
        add_streams(scenario, inputs, result, scenario.reaches.empty());
    else
        result.lines = inputs.lines;
    if (result.lines.empty())
        problems.push_back({.file = scenario.network.at.file,
                            .line = scenario.network.at.line,
                            .column = scenario.network.at.column,
                            .code = "no-network",
                            .key = "network",
                            .found = "no river line",
                            .expected = "lines in the sources, or land enough for `streams_above`",
                            .hint = {}});
    if (problems.size() > before)
        return std::nullopt;
    return result;
}

}  // namespace liriver::scenarios::runner
