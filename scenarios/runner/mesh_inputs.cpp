#include "scenarios/runner/mesh_inputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "data/tables/columns.h"
#include "data/tables/csv.h"
#include "mesh/gis/lines.h"
#include "mesh/gis/place.h"
#include "mesh/gis/raster.h"
#include "scenarios/runner/terrain_inputs.h"

namespace liriver::scenarios::runner {
namespace {

using data::tables::Problem;
using data::tables::Problems;
using language::Position;
using language::Scenario;
using mesh::sections::AssumedChannel;

/// Reads one source of lines and hands each line on.
template <typename Take>
void read_source(const language::LineInput& input, const std::string& crs, MeshInputs& inputs, Problems& problems,
                 Take&& take) {
    mesh::gis::LineSource source;
    source.file = input.file.path.string();
    source.layer = input.layer;
    source.name_attributes = input.name_attributes;
    source.id_attribute = input.id_attribute;
    source.names_by_id.assign(input.names_by_id.begin(), input.names_by_id.end());
    source.kind_attribute = input.kind_attribute;
    source.kinds = input.kinds;
    if (!input.crs.empty())
        source.crs = input.crs;
    auto lines = mesh::gis::read_lines(source, crs);
    if (!lines) {
        problems.push_back(as_problem(lines.error(), input.file.at, "unreadable-lines"));
        return;
    }
    inputs.notes.push_back(
        fmt::format("lines {}: {} of the kinds asked for", input.file.path.filename().string(), lines->size()));
    for (mesh::gis::NamedLine& line : *lines)
        take(line);
}

/// The table's rows into the channels of reaches and those by area; how many there were.
std::optional<std::size_t> read_channel_rows(const data::tables::CsvTable& table, MeshInputs& inputs,
                                             Problems& problems) {
    using data::tables::NumberRule;
    using data::tables::Presence;
    data::tables::ColumnReader reader(table, problems);
    const NumberRule length{.minimum = 0.0};
    const NumberRule positive{.minimum = 0.0, .above_minimum = true};
    const bool by_area = reader.has("area_km2");
    const NumberRule from_rule{.minimum = 0.0, .may_be_empty = by_area};
    const NumberRule may_be_empty{.minimum = 0.0, .above_minimum = true, .may_be_empty = by_area};
    const Presence chainages = by_area ? Presence::optional : Presence::required;
    const auto reaches = reader.texts("reach");
    const auto from = reader.numbers("from_chainage_m", from_rule, chainages);
    const auto to = reader.numbers("to_chainage_m", may_be_empty, chainages);
    const auto area = reader.numbers("area_km2", may_be_empty, Presence::optional);
    const auto low_flow_width = reader.numbers("low_flow_width_m", positive);
    const auto bank_width = reader.numbers("bank_width_m", positive);
    const auto bank_height = reader.numbers("bank_height_m", positive);
    const auto thalweg_depth = reader.numbers("thalweg_depth_m", positive);
    const auto thalweg_width = reader.numbers("thalweg_width_m", length);
    const auto side_slope = reader.numbers("side_slope", positive);
    const auto bar_slope = reader.numbers("bar_slope", length, Presence::optional);
    const auto undulation = reader.numbers("undulation_m", length, Presence::optional);
    const auto undulation_length = reader.numbers("undulation_length_m", length, Presence::optional);
    const auto given = [](const std::vector<double>& column, std::size_t row) {
        return row < column.size() && std::isfinite(column[row]);
    };
    for (std::size_t row = 0; reader.good() && by_area && row < reaches.size(); ++row) {
        const bool stretch = given(from, row) && given(to, row);
        const bool neither = !given(from, row) && !given(to, row);
        if (given(area, row) ? !neither : !stretch)
            reader.refuse(row, "area_km2", "empty-cell", "an area and chainages, or a part of them",
                          "either area_km2 or both from_chainage_m and to_chainage_m");
    }
    if (!reader.good())
        return std::nullopt;
    for (std::size_t row = 0; row < reaches.size(); ++row) {
        AssumedChannel channel;
        channel.reach = reaches[row];
        if (given(from, row)) {
            channel.from_chainage = from[row];
            channel.to_chainage = to[row];
        }
        channel.low_flow_width = low_flow_width[row];
        channel.bank_width = bank_width[row];
        channel.bank_height = bank_height[row];
        channel.thalweg_depth = thalweg_depth[row];
        channel.thalweg_width = thalweg_width[row];
        channel.side_slope = side_slope[row];
        if (!bar_slope.empty())
            channel.bar_slope = bar_slope[row];
        if (!undulation.empty())
            channel.undulation = undulation[row];
        if (!undulation_length.empty())
            channel.undulation_length = undulation_length[row];
        if (given(area, row))
            inputs.channels_by_area.push_back({area[row] * 1e6, std::move(channel)});
        else
            inputs.channels.push_back(std::move(channel));
    }
    return reaches.size();
}

void read_channels(const Scenario& scenario, MeshInputs& inputs, Problems& problems) {
    if (!scenario.sections.channel.given()) {
        problems.push_back({.file = scenario.file.string(),
                            .line = scenario.sections.at.line,
                            .column = 0,
                            .code = "missing-key",
                            .key = "sections.channel",
                            .found = {},
                            .expected = "a CSV with the assumed channel of each stretch",
                            .hint = {}});
        return;
    }
    const auto table = data::tables::read_csv(scenario.sections.channel.path, problems);
    if (!table)
        return;
    if (const auto rows = read_channel_rows(*table, inputs, problems))
        inputs.notes.push_back(
            fmt::format("channel {}: {} rows, all assumed", scenario.sections.channel.path.filename().string(), *rows));
}

}  // namespace

Problem as_problem(const mesh::field::Error& error, const Position& at, const std::string& code) {
    return {.file = at.file,
            .line = at.line,
            .column = at.column,
            .code = code,
            .key = error.place,
            .found = error.found,
            .expected = error.expected,
            .hint = {}};
}

std::optional<mesh::network::Point> to_point(const language::PointValue& value, const std::string& crs,
                                             Problems& problems) {
    if (!value.geographic)
        return mesh::network::Point{value.x, value.y};
    const auto point = mesh::gis::place_in_crs(value.x, value.y, crs);
    if (point)
        return *point;
    problems.push_back(as_problem(point.error(), value.at, "bad-point"));
    return std::nullopt;
}

std::optional<MeshInputs> read_mesh_inputs(const Scenario& scenario, Problems& problems) {
    const std::size_t before = problems.size();
    MeshInputs inputs;
    const std::string& crs = scenario.project.crs;
    if (const auto metres = mesh::gis::check_projected_metres(crs); !metres) {
        problems.push_back(as_problem(metres.error(), scenario.project.at, "bad-crs"));
        return std::nullopt;  // nothing can be read into it
    }
    inputs.terrain = read_terrain(scenario, inputs.notes, problems);
    for (const language::LineInput& source : scenario.network.lines)
        read_source(source, crs, inputs, problems, [&](mesh::gis::NamedLine& line) {
            inputs.lines.push_back({line.name, line.id, line.line});
        });
    for (const language::LineInput& source : scenario.network.barriers)
        read_source(source, crs, inputs, problems, [&](mesh::gis::NamedLine& line) {
            inputs.barriers.push_back({line.name, line.id, line.kind, line.line});
        });
    read_channels(scenario, inputs, problems);
    if (problems.size() > before)
        return std::nullopt;
    return inputs;
}

}  // namespace liriver::scenarios::runner
