#include "scenarios/runner/channel_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "scenarios/language/start_state.h"
#include "scenarios/runner/channel_model_builder.h"

namespace liriver::scenarios::runner {

using data::tables::Problem;
using data::tables::Problems;
using language::Position;
using mesh::network::Reach;
using solver::channel::ChannelBoundary;
using solver::channel::ChannelLink;

Problem problem_at(const Position& at, std::string code, std::string key, std::string found, std::string expected) {
    return {at.file, at.line, at.column, std::move(code), std::move(key), std::move(found), std::move(expected), ""};
}

tl::expected<ChannelModel, Problems> ChannelModelBuilder::build() {
    constituents_ = scenario_.constituents.size();
    for (const Reach& reach : network_.reaches)
        out_.reach_names.push_back(reach.name);
    find_dams();
    part_structures();
    if (known_ != nullptr)
        out_.mesh.tables = known_->mesh.tables;
    add_cells();
    read_start();
    add_lakes();
    for (const Node& node : out_.nodes)
        out_.mesh.reach.push_back(node.reach);
    add_structures();
    add_faces();
    add_boundaries();
    find_runoff();
    add_runoff();
    add_reservoirs();
    add_inflows();
    add_lake_inflows();
    add_outfalls();
    add_diffuse_loads();
    add_moving_loads();
    add_abstractions();
    add_groundwater();
    add_weather();
    add_sinking_streams();
    add_stations();
    note_stations_at_exchanges();
    add_pools();
    add_rules();
    add_target_flows();
    if (!problems_.empty()) {
        data::tables::sort_problems(problems_);
        return tl::make_unexpected(problems_);
    }
    out_.mesh.tables.finish();
    find_edges();
    index_flows();
    note_ways_of_lakes();
    make_graph();
    check_gauges();
    if (!problems_.empty()) {
        data::tables::sort_problems(problems_);
        return tl::make_unexpected(problems_);
    }
    return std::move(out_);
}

void ChannelModelBuilder::read_start() {
    language::StartPlaces places;
    for (const Node& node : out_.nodes) {
        places.point.push_back({node.x, node.y});
        places.reach.push_back(node.reach);
        places.chainage.push_back(node.chainage);
    }
    places.bed = out_.mesh.bed;
    places.network = &network_;
    out_.start = language::read_start_state(scenario_, places, problems_);
}

void ChannelModelBuilder::find_edges() {
    const solver::channel::ChannelMesh& mesh = out_.mesh;
    std::vector<std::int32_t> below(mesh.bed.size(), -1);  // of the cells between sections
    for (std::size_t f = 0; f < mesh.left.size(); ++f)
        if (out_.on_reaches(mesh.left[f], mesh.right[f]) && !is_section(mesh.left[f]))
            below[mesh.left[f]] = static_cast<std::int32_t>(f);
    const auto chainage_twice = [&](std::int32_t left, std::int32_t right) {
        return out_.nodes[left].chainage + out_.nodes[right].chainage;
    };
    for (std::size_t f = 0; f < mesh.left.size(); ++f) {
        const std::int32_t from = mesh.left[f];
        if (!out_.on_reaches(from, mesh.right[f]) || !is_section(from))
            continue;
        std::vector<std::int32_t> faces{static_cast<std::int32_t>(f)};
        while (!is_section(mesh.right[faces.back()]))
            faces.push_back(below[mesh.right[faces.back()]]);
        const std::int32_t to = mesh.right[faces.back()];
        std::int32_t middle = faces.front();
        const auto off = [&](std::int32_t face) {
            return std::abs(chainage_twice(mesh.left[face], mesh.right[face]) - chainage_twice(from, to));
        };
        for (const std::int32_t face : faces)
            if (off(face) < off(middle))
                middle = face;
        out_.edges.push_back({out_.nodes[from].section, out_.nodes[to].section, false, middle});
    }
    for (std::size_t k = 0; k < mesh.links.size(); ++k)
        if (const ChannelLink& link = mesh.links[k]; out_.on_reaches(link.left, link.right))
            out_.edges.push_back(
                {out_.nodes[link.left].section, out_.nodes[link.right].section, true, static_cast<std::int32_t>(k)});
}

void ChannelModelBuilder::index_flows() {
    const solver::channel::ChannelMesh& mesh = out_.mesh;
    out_.above.resize(mesh.bed.size());
    out_.below.resize(mesh.bed.size());
    out_.exchanges.assign(mesh.bed.size(), 0);
    for (std::size_t f = 0; f < mesh.left.size(); ++f) {
        const FlowRef ref{FlowRef::Kind::face, static_cast<std::int32_t>(f)};
        if (mesh.is_lake(mesh.left[f]))
            out_.above[mesh.right[f]] = ref;
        else if (mesh.is_lake(mesh.right[f]))
            out_.below[mesh.left[f]] = ref;
    }
    for (std::size_t f = 0; f < mesh.left.size(); ++f)
        if (out_.on_reaches(mesh.left[f], mesh.right[f]) &&
            out_.nodes[mesh.left[f]].reach != out_.nodes[mesh.right[f]].reach) {
            // the mouth counts below the tributary's last cell, an off-take above the branch's first
            const FlowRef ref{FlowRef::Kind::face, static_cast<std::int32_t>(f)};
            const auto& left_cells = cells_[static_cast<std::size_t>(out_.nodes[mesh.left[f]].reach)];
            if (mesh.left[f] == left_cells.end - 1)
                out_.below[mesh.left[f]] = ref;
            const auto& right_cells = cells_[static_cast<std::size_t>(out_.nodes[mesh.right[f]].reach)];
            if (mesh.right[f] == right_cells.first)
                out_.above[mesh.right[f]] = ref;
            const bool mouth = mesh.left[f] == left_cells.end - 1;
            out_.exchanges[mouth ? mesh.right[f] : mesh.left[f]] = 1;
        }
    for (std::size_t f = 0; f < mesh.left.size(); ++f)
        if (out_.on_reaches(mesh.left[f], mesh.right[f]) &&
            out_.nodes[mesh.left[f]].reach == out_.nodes[mesh.right[f]].reach)
            set_flow(mesh.left[f], mesh.right[f], {FlowRef::Kind::face, static_cast<std::int32_t>(f)});
    index_structures();
    for (std::size_t b = 0; b < mesh.boundaries.size(); ++b)
        (mesh.boundaries[b].upstream ? out_.above : out_.below)[mesh.boundaries[b].cell] = {
            FlowRef::Kind::boundary, static_cast<std::int32_t>(b)};
    for (const ExchangePoint& point : exchange_points_)
        out_.exchanges[point.cell] = 1;
}

void ChannelModelBuilder::set_flow(std::int32_t left, std::int32_t right, FlowRef ref) {
    const bool same = out_.nodes[left].reach == out_.nodes[right].reach;
    if (same || out_.below[left].kind == FlowRef::Kind::none)
        out_.below[left] = ref;
    if (same || out_.above[right].kind == FlowRef::Kind::none)
        out_.above[right] = ref;
}

void ChannelModelBuilder::index_structures() {
    const solver::channel::ChannelMesh& mesh = out_.mesh;
    for (std::size_t k = 0; k < mesh.links.size(); ++k) {
        const ChannelLink& link = mesh.links[k];
        if (link.side) {
            if (*out_.links[k].kind != '\0')
                for (const std::int32_t cell : {link.left, link.right})
                    if (cell != solver::channel::outside)
                        out_.exchanges[cell] = 1;
            continue;
        }
        // structures side by side follow one another
        const bool again = k > 0 && !mesh.links[k - 1].side && mesh.links[k - 1].left == link.left &&
                           mesh.links[k - 1].right == link.right;
        if (!again)
            set_flow(link.left, link.right, {FlowRef::Kind::links, static_cast<std::int32_t>(k), 0});
        for (FlowRef* ref : {&out_.below[link.left], &out_.above[link.right]})
            if (ref->kind == FlowRef::Kind::links && ref->index + ref->count == static_cast<std::int32_t>(k))
                ++ref->count;
    }
}

void ChannelModelBuilder::make_graph() {
    const solver::channel::ChannelMesh& mesh = out_.mesh;
    solver::transport::Graph& graph = out_.graph;
    graph.volume_count = mesh.cell_count();
    for (const Node& node : out_.nodes) {
        graph.centroid_x.push_back(node.x);
        graph.centroid_y.push_back(node.y);
    }
    const auto add = [&](std::int32_t from, std::int32_t to, double distance) {
        const Node& a = out_.nodes[from >= 0 ? from : to];
        const Node& b = out_.nodes[to >= 0 ? to : from];
        graph.from.push_back(from);
        graph.to.push_back(to);
        graph.distance.push_back(distance);
        graph.midpoint_x.push_back(0.5 * (a.x + b.x));
        graph.midpoint_y.push_back(0.5 * (a.y + b.y));
        const double length = std::hypot(b.x - a.x, b.y - a.y);
        graph.normal_x.push_back(length > 0.0 ? (b.x - a.x) / length : 1.0);
        graph.normal_y.push_back(length > 0.0 ? (b.y - a.y) / length : 0.0);
    };
    for (std::size_t f = 0; f < mesh.left.size(); ++f)
        add(mesh.left[f], mesh.right[f], mesh.distance[f]);
    for (const ChannelLink& link : mesh.links)
        add(link.left, link.right == solver::channel::outside ? solver::transport::outside : link.right,
            link.side ? 0.0
                      : std::max(least_distance, out_.nodes[link.right].chainage - out_.nodes[link.left].chainage));
    for (const ChannelBoundary& b : mesh.boundaries)
        b.upstream ? add(solver::transport::outside, b.cell, 0.0) : add(b.cell, solver::transport::outside, 0.0);
    for (const Source& source : out_.driver.sources)
        add(solver::transport::outside, source.cell, 0.0);
}

tl::expected<ChannelModel, Problems> build_channel_model(const language::Model& model, const CellPlan& between,
                                                         const ChannelModel* known) {
    return ChannelModelBuilder(model, between, known).build();
}

}  // namespace liriver::scenarios::runner
