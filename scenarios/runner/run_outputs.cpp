#include "scenarios/runner/run_outputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "data/checkpoint/checksum.h"
#include "scenarios/language/rules_structures.h"

namespace liriver::scenarios::runner {
namespace {

using mesh::field::Description;
using mesh::field::Error;
using mesh::field::Location;

// Of the nodes' fields, in the order they are filled.
enum NodeField : std::size_t { stage, depth, discharge, velocity, top_width, node_fields };

std::vector<Description> describe(const Simulation& simulation) {
    std::vector<Description> fields{
        {"stage", "water level", "water_surface_height_above_reference_datum", "m", Location::node},
        {"depth", "water depth", "", "m", Location::node},
        {"discharge", "discharge", "water_volume_transport_in_river_channel", "m3 s-1", Location::node},
        {"velocity", "velocity", "", "m s-1", Location::node},
        {"top_width", "width of the water surface", "", "m", Location::node},
    };
    for (const Substance& substance : simulation.substances())
        fields.push_back({substance.name, "concentration of " + substance.name, "", substance.unit, Location::node});
    fields.push_back({"edge_discharge", "discharge from section to section", "", "m3 s-1", Location::edge});
    return fields;
}

data::results::NetworkMesh describe_mesh(const language::Model& input, const ChannelModel& model) {
    data::results::NetworkMesh mesh;
    for (const std::int32_t i : model.sections) {
        const Node& node = model.nodes[i];
        mesh.node_x.push_back(node.x);
        mesh.node_y.push_back(node.y);
        mesh.chainage.push_back(node.chainage);
        mesh.bed_elevation.push_back(model.mesh.bed[i]);
        mesh.bank_elevation.push_back(node.bank);
        mesh.reach.push_back(node.reach);
    }
    mesh.reach_names = model.reach_names;
    for (const SectionEdge& edge : model.edges) {
        mesh.edge_from.push_back(edge.from);
        mesh.edge_to.push_back(edge.to);
    }
    const auto place = [&](const std::string& name, const std::string& label, const char* kind,
                           const language::PlaceValue& at) {
        if (at.point && !at.point->geographic)
            mesh.places.push_back({name, label, kind, at.point->x, at.point->y});
    };
    for (const StationNodes& station : model.stations)
        for (const std::int32_t cell : station.cells)
            mesh.places.push_back({station.name, station.label, "station", model.nodes[cell].x, model.nodes[cell].y});
    for (const auto& outfall : input.scenario.outfalls)
        place(outfall.name, outfall.label, "outfall", outfall.place);
    for (const auto& inflow : input.scenario.inflows)
        place(inflow.name, "", "inflow", inflow.place);
    for (const auto& abstraction : input.scenario.abstractions)
        place(abstraction.name, abstraction.label, "abstraction", abstraction.place);
    for (const auto& stream : input.scenario.sinking_streams) {
        place(stream.name, "", "sinking stream", stream.place);
        if (!stream.returns.reach.empty())
            place(stream.name, "", "spring", stream.returns);
    }
    for (const auto& reservoir : input.scenario.reservoirs)
        place(reservoir.name, reservoir.label, "reservoir", reservoir.place);
    for (const auto& structure : input.scenario.structures)
        if (structure.kind != language::StructureKind::dam && structure.kind != language::StructureKind::ignored)
            place(structure.name, "", "structure", structure.beside() ? structure.from : structure.place);
    return mesh;
}

}  // namespace

std::uint64_t mesh_checksum(const ChannelModel& model) {
    data::checkpoint::Checksum sum;
    const solver::channel::ChannelMesh& mesh = model.mesh;
    sum.add(mesh.table);
    sum.add(mesh.bed);
    sum.add(mesh.length);
    sum.add(mesh.left);
    sum.add(mesh.right);
    sum.add(mesh.distance);
    const auto intervals = mesh.tables.intervals();
    sum.add(
        std::span<const double>(&intervals.front().depth, intervals.size() * (sizeof(intervals[0]) / sizeof(double))));
    for (const auto& link : mesh.links) {
        sum.add(std::vector<std::int32_t>{link.left, link.right, link.side ? 1 : 0, link.one_way ? 1 : 0});
        sum.add(solver::structures::numbers_of(link.structure));
        sum.add(std::vector<double>{link.outside_stage});
    }
    if (!mesh.lake.empty())
        sum.add(std::vector<std::int32_t>(mesh.lake.begin(), mesh.lake.end()));
    for (const auto& boundary : mesh.boundaries)
        sum.add(std::vector<std::int32_t>{boundary.cell, boundary.upstream ? 1 : 0,
                                          static_cast<std::int32_t>(boundary.kind)});
    return sum.value();
}

std::vector<data::results::TableColumn> daily_columns() {
    return {{"day_local", "date", "", "calendar day on the project's clock"},
            {"station", "string", "", "the station's name"},
            {"mean_discharge_m3_s", "double", "m3/s", "mean over the part of the day that was run"},
            {"share_of_day", "double", "1", "the part of the day that was run"},
            {"below_target", "boolean", "", "whether that mean is below the target's", "yes|no"},
            {"target_discharge_m3_s", "double", "m3/s", "mean of the target over the same part"}};
}

RunOutputs::RunOutputs(data::results::NetworkFile network, data::results::StationsCsv stations,
                       std::optional<data::results::StructuresCsv> structures,
                       std::optional<data::results::ReservoirsCsv> reservoirs,
                       std::optional<data::results::LakesCsv> lakes, const Simulation& simulation)
    : network_(std::move(network)),
      stations_(std::move(stations)),
      structures_(std::move(structures)),
      reservoirs_(std::move(reservoirs)),
      lakes_(std::move(lakes)),
      outlets_(outlet_names(simulation.model())),
      descriptions_(describe(simulation)) {
    const ChannelModel& model = simulation.model();
    for (const Description& d : descriptions_)
        values_.emplace_back(d.location == Location::edge ? model.edges.size() : model.sections.size());
}

tl::expected<RunOutputs, Error> RunOutputs::create(const language::Model& input, const Simulation& simulation,
                                                   const RunOptions& options,
                                                   const data::results::Provenance& provenance) {
    auto network =
        data::results::NetworkFile::create(options.output / "network.nc", describe_mesh(input, simulation.model()),
                                           provenance, *input.scenario.time.start, describe(simulation));
    if (!network)
        return tl::make_unexpected(network.error());
    data::results::StationColumns columns;
    for (const Substance& substance : simulation.substances())
        columns.constituents.push_back({substance.name, substance.unit});
    const auto& places = simulation.model().stations;
    columns.gauge_stage = std::any_of(places.begin(), places.end(), [](const StationNodes& station) {
        return station.gauge_minus_model.has_value();
    });
    std::vector<data::results::TableFile> tables{
        {"stations.csv", "one row a station and output time", describe(columns)},
        {"stations_daily.csv", "one row a station and local calendar day", daily_columns()}};
    if (simulation.model().has_structures())
        tables.push_back({"structures.csv", "one row a structure and output time", data::results::structure_columns()});
    if (simulation.operation().has_pools())
        tables.push_back({"reservoirs.csv", "one row a reservoir with a pool and output time",
                          data::results::reservoir_columns(outlet_names(simulation.model()))});
    if (!simulation.model().lakes.empty())
        tables.push_back(
            {"lakes.csv", "one row a lake and output time", data::results::lake_columns(columns.constituents)});
    if (auto described = write_csv_metadata(options.output, tables, provenance); !described)
        return tl::make_unexpected(described.error());
    auto stations =
        data::results::StationsCsv::create(options.output / "stations.csv", input.scenario.project.time_zone, columns);
    if (!stations)
        return tl::make_unexpected(stations.error());
    std::optional<data::results::StructuresCsv> structures;
    if (simulation.model().has_structures()) {
        auto file =
            data::results::StructuresCsv::create(options.output / "structures.csv", input.scenario.project.time_zone);
        if (!file)
            return tl::make_unexpected(file.error());
        structures = *std::move(file);
    }
    std::optional<data::results::ReservoirsCsv> pools;
    if (simulation.operation().has_pools()) {
        auto reservoirs = data::results::ReservoirsCsv::create(
            options.output / "reservoirs.csv", input.scenario.project.time_zone, outlet_names(simulation.model()));
        if (!reservoirs)
            return tl::make_unexpected(reservoirs.error());
        pools = *std::move(reservoirs);
    }
    std::optional<data::results::LakesCsv> lakes;
    if (!simulation.model().lakes.empty()) {
        auto file = data::results::LakesCsv::create(options.output / "lakes.csv", input.scenario.project.time_zone,
                                                    columns.constituents);
        if (!file)
            return tl::make_unexpected(file.error());
        lakes = *std::move(file);
    }
    return RunOutputs(*std::move(network), *std::move(stations), std::move(structures), std::move(pools),
                      std::move(lakes), simulation);
}

tl::expected<void, Error> RunOutputs::write(Simulation& simulation, data::tables::Time time) {
    read_sections(simulation);
    std::vector<mesh::field::Field> fields;
    fields.reserve(descriptions_.size());
    for (std::size_t k = 0; k < descriptions_.size(); ++k)
        fields.push_back({descriptions_[k], values_[k]});
    if (auto written = network_.append(time, fields); !written)
        return written;
    if (auto written = write_rows(simulation, time); !written)
        return written;
    if (auto written = write_structures(simulation, time); !written)
        return written;
    if (auto written = write_lakes(simulation, time); !written || !reservoirs_)
        return written;
    return write_reservoirs(simulation, time);
}

tl::expected<void, Error> RunOutputs::write_stations(Simulation& simulation, data::tables::Time time) {
    read_sections(simulation);
    return write_rows(simulation, time);
}

void RunOutputs::read_sections(Simulation& simulation) {
    const ChannelModel& model = simulation.model();
    const auto& solver = simulation.solver();
    for (std::size_t s = 0; s < model.sections.size(); ++s) {
        const std::int32_t i = model.sections[s];
        const double flow = simulation.discharge(i);
        const double area = solver.area()[i];
        values_[stage][s] = solver.stage()[i];
        values_[depth][s] = std::max(0.0, solver.stage()[i] - model.mesh.bed[i]);
        values_[discharge][s] = flow;
        values_[velocity][s] = area > 0.0 ? flow / area : 0.0;
        values_[top_width][s] = area > 0.0 ? solver.top_width()[i] : 0.0;
        for (std::size_t k = 0; k < simulation.substances().size(); ++k)
            values_[node_fields + k][s] = simulation.concentration(k, i);
    }
    std::vector<double>& edges = values_.back();
    const auto faces = simulation.face_discharge_now();
    const auto links = simulation.link_discharge_now();
    for (std::size_t e = 0; e < edges.size(); ++e)
        edges[e] = (model.edges[e].structure ? links : faces)[static_cast<std::size_t>(model.edges[e].index)];
}

tl::expected<void, Error> RunOutputs::write_rows(const Simulation& simulation, data::tables::Time time) {
    const ChannelModel& model = simulation.model();
    std::vector<data::results::StationRow> rows;
    std::vector<std::vector<double>> concentrations;
    for (const StationNodes& station : model.stations) {
        const std::int32_t first = model.nodes[station.cells.front()].section;
        data::results::StationRow row;
        row.station = station.name;
        for (const std::int32_t cell : station.cells)
            row.discharge += values_[discharge][model.nodes[cell].section];
        row.stage = values_[stage][first];
        if (station.gauge_minus_model)
            row.gauge_stage = row.stage + *station.gauge_minus_model;
        row.velocity = values_[velocity][first];
        row.depth = values_[depth][first];
        concentrations.emplace_back();
        for (std::size_t k = 0; k < simulation.substances().size(); ++k)
            concentrations.back().push_back(values_[node_fields + k][first]);
        rows.push_back(row);
    }
    for (std::size_t s = 0; s < rows.size(); ++s)
        rows[s].concentration = concentrations[s];
    return stations_.append(time, rows);
}

tl::expected<void, Error> RunOutputs::write_structures(const Simulation& simulation, data::tables::Time time) {
    if (!structures_)
        return {};
    const ChannelModel& model = simulation.model();
    std::vector<data::results::StructureRow> rows;
    for (std::size_t k = 0; k < model.links.size(); ++k) {
        if (*model.links[k].kind == '\0')
            continue;
        const auto& link = model.mesh.links[k];
        data::results::StructureRow row;
        row.structure = model.links[k].name;
        row.kind = model.links[k].kind;
        row.discharge = simulation.link_discharge_now()[k];
        row.setting = simulation.settings()[k];
        row.stage_up = simulation.solver().stage()[link.left];
        row.stage_down =
            link.right == solver::channel::outside ? std::nan("") : simulation.solver().stage()[link.right];
        rows.push_back(row);
    }
    return structures_->append(time, rows);
}

tl::expected<void, Error> RunOutputs::write_lakes(const Simulation& simulation, data::tables::Time time) {
    if (!lakes_)
        return {};
    const auto& solver = simulation.solver();
    std::vector<data::results::LakeRow> rows;
    for (const LakeNode& lake : simulation.model().lakes) {
        data::results::LakeRow row;
        row.lake = lake.name;
        row.stage = solver.stage()[lake.cell];
        row.volume = solver.volume()[lake.cell];
        row.area = row.volume > 0.0 ? solver.top_width()[lake.cell] : 0.0;
        const auto add = [&](double inward) { (inward > 0.0 ? row.inflow : row.outflow) += std::abs(inward); };
        for (const LakeNode::Way& way : lake.faces)
            add(way.inward * simulation.face_discharge_now()[way.index]);
        for (const LakeNode::Way& way : lake.links)
            add(way.inward * simulation.link_discharge_now()[way.index]);
        for (std::size_t k = 0; k < simulation.substances().size(); ++k)
            row.concentration.push_back(simulation.concentration(k, lake.cell));
        rows.push_back(row);
    }
    return lakes_->append(time, rows);
}

tl::expected<void, Error> RunOutputs::close() {
    constexpr auto ending = data::results::Ending::unfinished;
    auto network = network_.close(ending);
    auto stations = stations_.close(ending);
    auto structures = structures_ ? structures_->close(ending) : tl::expected<void, Error>{};
    auto reservoirs = reservoirs_ ? reservoirs_->close(ending) : tl::expected<void, Error>{};
    auto lakes = lakes_ ? lakes_->close(ending) : tl::expected<void, Error>{};
    return !network ? network : !stations ? stations : !structures ? structures : !reservoirs ? reservoirs : lakes;
}

}  // namespace liriver::scenarios::runner
