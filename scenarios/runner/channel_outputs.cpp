#include "scenarios/runner/channel_outputs.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "viz/vtk/network_vtk.h"

namespace liriver::scenarios::runner {
namespace {

using mesh::field::Description;
using mesh::field::Error;
using mesh::field::Location;

// Of the nodes' fields, in the order they are filled.
enum NodeField : std::size_t { stage, depth, discharge, velocity, top_width, node_fields };

std::vector<Description> describe(const ChannelDomain& domain) {
    std::vector<Description> fields{
        {"stage", "water level", "water_surface_height_above_reference_datum", "m", Location::node},
        {"depth", "water depth", "", "m", Location::node},
        {"discharge", "discharge", "water_volume_transport_in_river_channel", "m3 s-1", Location::node},
        {"velocity", "velocity", "", "m s-1", Location::node},
        {"top_width", "width of the water surface", "", "m", Location::node},
    };
    for (const ShownQuantity& shown : domain.quality().shown())
        fields.push_back({shown.name, "concentration of " + shown.name, "", shown.unit, Location::node});
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

/// The outlets of all pools, each name once, in their order.
std::vector<std::string> outlet_names(const ChannelModel& model) {
    std::vector<std::string> names;
    for (const PoolDriver& driver : model.operation.pools)
        if (driver.pool)
            for (const auto& outlet : driver.pool->outlets)
                if (std::find(names.begin(), names.end(), outlet.name) == names.end())
                    names.push_back(outlet.name);
    return names;
}

std::vector<data::results::ConstituentColumn> constituent_columns(const ChannelDomain& domain) {
    std::vector<data::results::ConstituentColumn> columns;
    for (const ShownQuantity& shown : domain.quality().shown())
        columns.push_back({shown.name, shown.unit});
    return columns;
}

}  // namespace

ChannelOutputs::ChannelOutputs(ChannelDomain& domain, std::filesystem::path folder, data::results::NetworkFile network,
                               std::optional<data::results::ReservoirsCsv> reservoirs,
                               std::optional<data::results::LakesCsv> lakes)
    : domain_(domain),
      folder_(std::move(folder)),
      network_(std::move(network)),
      reservoirs_(std::move(reservoirs)),
      lakes_(std::move(lakes)),
      outlets_(outlet_names(domain.model())),
      descriptions_(describe(domain)) {
    const ChannelModel& model = domain.model();
    for (const Description& d : descriptions_)
        values_.emplace_back(d.location == Location::edge ? model.edges.size() : model.sections.size());
}

tl::expected<std::unique_ptr<ChannelOutputs>, Error> ChannelOutputs::create(
    const language::Model& input, ChannelDomain& domain, const std::filesystem::path& folder,
    const data::results::Provenance& provenance) {
    auto network = data::results::NetworkFile::create(folder / "network.nc", describe_mesh(input, domain.model()),
                                                      provenance, *input.scenario.time.start, describe(domain));
    if (!network)
        return tl::make_unexpected(network.error());
    const std::chrono::minutes zone = input.scenario.project.time_zone;
    std::optional<data::results::ReservoirsCsv> pools;
    if (domain.operation().has_pools()) {
        auto file = data::results::ReservoirsCsv::create(folder / "reservoirs.csv", zone, outlet_names(domain.model()));
        if (!file)
            return tl::make_unexpected(file.error());
        pools = *std::move(file);
    }
    std::optional<data::results::LakesCsv> lakes;
    if (!domain.model().lakes.empty()) {
        auto file = data::results::LakesCsv::create(folder / "lakes.csv", zone, constituent_columns(domain));
        if (!file)
            return tl::make_unexpected(file.error());
        lakes = *std::move(file);
    }
    return std::unique_ptr<ChannelOutputs>(
        new ChannelOutputs(domain, folder, *std::move(network), std::move(pools), std::move(lakes)));
}

std::vector<data::results::TableFile> ChannelOutputs::tables() const {
    std::vector<data::results::TableFile> tables;
    if (reservoirs_)
        tables.push_back({"reservoirs.csv", "one row a reservoir with a pool and output time",
                          data::results::reservoir_columns(outlets_)});
    if (lakes_)
        tables.push_back(
            {"lakes.csv", "one row a lake and output time", data::results::lake_columns(constituent_columns(domain_))});
    return tables;
}

std::vector<std::string> ChannelOutputs::file_names() const {
    std::vector<std::string> names{"network.nc"};
    if (reservoirs_)
        names.emplace_back("reservoirs.csv");
    if (lakes_)
        names.emplace_back("lakes.csv");
    return names;
}

tl::expected<void, Error> ChannelOutputs::write(data::tables::Time time) {
    read_sections();
    std::vector<mesh::field::Field> fields;
    fields.reserve(descriptions_.size());
    for (std::size_t k = 0; k < descriptions_.size(); ++k)
        fields.push_back({descriptions_[k], values_[k]});
    if (auto written = network_.append(time, fields); !written)
        return written;
    if (auto written = write_lakes(time); !written)
        return written;
    return write_reservoirs(time);
}

void ChannelOutputs::read_sections() {
    const ChannelModel& model = domain_.model();
    const auto& solver = domain_.solver();
    for (std::size_t s = 0; s < model.sections.size(); ++s) {
        const std::int32_t i = model.sections[s];
        const double flow = domain_.discharge(i);
        const double area = solver.area()[i];
        values_[stage][s] = solver.stage()[i];
        values_[depth][s] = std::max(0.0, solver.stage()[i] - model.mesh.bed[i]);
        values_[discharge][s] = flow;
        values_[velocity][s] = area > 0.0 ? flow / area : 0.0;
        values_[top_width][s] = area > 0.0 ? solver.top_width()[i] : 0.0;
        for (std::size_t k = 0; k < domain_.quality().shown_count(); ++k)
            values_[node_fields + k][s] = domain_.concentration(k, i);
    }
    std::vector<double>& edges = values_.back();
    const auto faces = domain_.face_discharge_now();
    const auto links = domain_.link_discharge_now();
    for (std::size_t e = 0; e < edges.size(); ++e)
        edges[e] = (model.edges[e].structure ? links : faces)[static_cast<std::size_t>(model.edges[e].index)];
}

tl::expected<void, Error> ChannelOutputs::write_lakes(data::tables::Time time) {
    if (!lakes_)
        return {};
    const auto& solver = domain_.solver();
    std::vector<data::results::LakeRow> rows;
    for (const LakeNode& lake : domain_.model().lakes) {
        data::results::LakeRow row;
        row.lake = lake.name;
        row.stage = solver.stage()[lake.cell];
        row.volume = solver.volume()[lake.cell];
        row.area = row.volume > 0.0 ? solver.top_width()[lake.cell] : 0.0;
        const auto add = [&](double inward) { (inward > 0.0 ? row.inflow : row.outflow) += std::abs(inward); };
        for (const LakeNode::Way& way : lake.faces)
            add(way.inward * domain_.face_discharge_now()[way.index]);
        for (const LakeNode::Way& way : lake.links)
            add(way.inward * domain_.link_discharge_now()[way.index]);
        for (std::size_t k = 0; k < domain_.quality().shown_count(); ++k)
            row.concentration.push_back(domain_.concentration(k, lake.cell));
        rows.push_back(row);
    }
    return lakes_->append(time, rows);
}

tl::expected<void, Error> ChannelOutputs::write_reservoirs(data::tables::Time time) {
    if (!reservoirs_)
        return {};
    std::vector<data::results::ReservoirRow> rows;
    const ChannelModel& model = domain_.model();
    for (std::size_t r = 0; r < model.driver.reservoirs.size(); ++r) {
        if (!domain_.operation().has_pool(r))
            continue;
        const PoolReport report = domain_.pool_report(r);
        const auto& pool = *model.operation.pools[r].pool;
        data::results::ReservoirRow row{pool.name,      report.level, report.volume,    report.inflow,
                                        report.release, report.spill, report.shortfall, {}};
        std::vector<double> flow(pool.outlets.size());
        solver::structures::through_outlets(pool, report.level, report.release, flow);
        row.outlets.assign(outlets_.size(), std::nan(""));
        for (std::size_t k = 0; k < flow.size(); ++k)
            row.outlets[static_cast<std::size_t>(std::find(outlets_.begin(), outlets_.end(), pool.outlets[k].name) -
                                                 outlets_.begin())] = flow[k];
        rows.push_back(std::move(row));
    }
    return reservoirs_->append(time, rows);
}

tl::expected<std::vector<std::filesystem::path>, Error> ChannelOutputs::close() {
    constexpr auto ending = data::results::Ending::unfinished;
    auto network = network_.close(ending);
    auto reservoirs = reservoirs_ ? reservoirs_->close(ending) : tl::expected<void, Error>{};
    auto lakes = lakes_ ? lakes_->close(ending) : tl::expected<void, Error>{};
    for (const auto& closed : {network, reservoirs, lakes})
        if (!closed)
            return tl::make_unexpected(closed.error());
    return std::vector<std::filesystem::path>{};
}

tl::expected<std::vector<std::filesystem::path>, Error> ChannelOutputs::export_vtk(const std::filesystem::path& target,
                                                                                   double interval) {
    viz::vtk::NetworkVtkOptions vtk;
    vtk.target = target;
    vtk.interval = std::chrono::nanoseconds(std::llround(interval * 1e9));
    const auto files = viz::vtk::export_network_vtk(folder_, vtk);
    if (!files)
        return tl::make_unexpected(files.error());
    return std::vector<std::filesystem::path>{files->front().filename()};
}

}  // namespace liriver::scenarios::runner
