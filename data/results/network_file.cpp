#include "data/results/network_file.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "data/results/atomic_file.h"
#include "data/results/crs_variable.h"
#include "data/results/global_attributes.h"
#include "data/results/levels_file.h"
#include "data/results/map_variables.h"
#include "data/results/netcdf.h"
#include "mesh/gis/raster.h"

namespace liriver::data::results {

using mesh::field::Description;
using mesh::field::Error;
using mesh::field::Field;
using mesh::field::Location;
using std::string;

namespace {

using Type = Netcdf::Type;

/// What the mesh and its provenance take up in the file, so that values can be written once the definitions are done.
struct Topology {
    int node_dimension = -1, edge_dimension = -1;
    int node_x = -1, node_y = -1, edge_x = -1, edge_y = -1, edge_nodes = -1;
    int reach = -1, chainage = -1, bed = -1, bank = -1, reach_name = -1;
    PlaceVariables places;
};

int node_variable(Netcdf& file, const Topology& topology, const string& name, Type type, const string& long_name,
                  const string& unit) {
    const int variable = file.variable(name, type, std::array{topology.node_dimension});
    file.attribute(variable, "long_name", long_name);
    if (!unit.empty())
        file.attribute(variable, "units", unit);
    file.attribute(variable, "mesh", string("network"));
    file.attribute(variable, "location", string("node"));
    file.attribute(variable, "grid_mapping", crs_variable_name);
    file.attribute(variable, "coordinates", string("network_node_x network_node_y"));
    return variable;
}

Topology define_mesh(Netcdf& file, const NetworkMesh& mesh) {
    Topology topology;
    topology.node_dimension = file.dimension("network_nNodes", mesh.node_count());
    topology.edge_dimension = file.dimension("network_nEdges", mesh.edge_count());
    const int two = file.dimension("two", 2);
    const int reaches = file.dimension("network_nReaches", mesh.reach_names.size());

    const int variable = file.variable("network", Type::int32, {});
    file.attribute(variable, "cf_role", string("mesh_topology"));
    file.attribute(variable, "long_name", string("river network: nodes are cross-sections, edges point downstream"));
    file.attribute(variable, "topology_dimension", 1);
    file.attribute(variable, "node_coordinates", string("network_node_x network_node_y"));
    file.attribute(variable, "edge_coordinates", string("network_edge_x network_edge_y"));
    file.attribute(variable, "edge_node_connectivity", string("network_edge_nodes"));
    file.attribute(variable, "node_dimension", string("network_nNodes"));
    file.attribute(variable, "edge_dimension", string("network_nEdges"));

    topology.node_x = define_coordinate(file, topology.node_dimension, "network_node_x", 'x', "nodes");
    topology.node_y = define_coordinate(file, topology.node_dimension, "network_node_y", 'y', "nodes");
    topology.edge_x = define_coordinate(file, topology.edge_dimension, "network_edge_x", 'x', "edge midpoints");
    topology.edge_y = define_coordinate(file, topology.edge_dimension, "network_edge_y", 'y', "edge midpoints");
    topology.edge_nodes = file.variable("network_edge_nodes", Type::int32, std::array{topology.edge_dimension, two});
    file.attribute(topology.edge_nodes, "cf_role", string("edge_node_connectivity"));
    file.attribute(topology.edge_nodes, "long_name", string("upstream and downstream node of each edge"));
    file.attribute(topology.edge_nodes, "start_index", 0);

    topology.reach = node_variable(file, topology, "reach", Type::int32, "reach, index into network_reach_name", "");
    topology.chainage =
        node_variable(file, topology, "chainage", Type::float64, "distance from the reach's upstream end", "m");
    topology.bed = node_variable(file, topology, "bed_elevation", Type::float64, "bed elevation (thalweg)", "m");
    file.attribute(topology.bed, "standard_name", string("altitude"));
    topology.bank = node_variable(file, topology, "bank_elevation", Type::float64, "elevation of the lower bank", "m");
    topology.reach_name = define_texts(file, reaches, "network_reach_name", "name of each reach");

    topology.places = define_places(file, mesh.places);
    return topology;
}

void write_mesh(Netcdf& file, const Topology& topology, const NetworkMesh& mesh) {
    file.write(file.find_variable("network"), 0);
    file.write(topology.node_x, mesh.node_x);
    file.write(topology.node_y, mesh.node_y);
    std::vector<double> edge_x;
    std::vector<double> edge_y;
    std::vector<std::int32_t> ends;
    for (std::size_t e = 0; e < mesh.edge_count(); ++e) {
        const auto from = static_cast<std::size_t>(mesh.edge_from[e]);
        const auto to = static_cast<std::size_t>(mesh.edge_to[e]);
        edge_x.push_back(0.5 * (mesh.node_x[from] + mesh.node_x[to]));
        edge_y.push_back(0.5 * (mesh.node_y[from] + mesh.node_y[to]));
        ends.push_back(mesh.edge_from[e]);
        ends.push_back(mesh.edge_to[e]);
    }
    file.write(topology.edge_x, edge_x);
    file.write(topology.edge_y, edge_y);
    file.write(topology.edge_nodes, ends);
    file.write(topology.reach, mesh.reach);
    file.write(topology.chainage, mesh.chainage);
    file.write(topology.bed, mesh.bed_elevation);
    file.write(topology.bank, mesh.bank_elevation);
    file.write(topology.reach_name, mesh.reach_names);
    write_places(file, topology.places, mesh.places);
}

/// What the mesh takes up in the file.
std::uintmax_t bytes_of(const NetworkMesh& mesh) {
    return mesh.node_count() * (5 * sizeof(double) + sizeof(std::int32_t)) +
           mesh.edge_count() * 2 * (sizeof(double) + sizeof(std::int32_t));
}

}  // namespace

struct NetworkFile::State {
    LevelsFile levels;

    State(const std::filesystem::path& target, const NetworkMesh& mesh, const Provenance& provenance,
          tables::Time start, std::vector<Description> fields)
        : levels(target) {
        Netcdf& file = levels.file();
        define_globals(file, provenance);
        define_crs(file, provenance.crs);
        const Topology topology = define_mesh(file, mesh);
        levels.begin_levels("network", start, std::move(fields), [&](Location location) {
            switch (location) {
                case Location::node:
                    return LocationInFile{topology.node_dimension, mesh.node_count(), "network_node_x network_node_y"};
                case Location::edge:
                    return LocationInFile{topology.edge_dimension, mesh.edge_count(), "network_edge_x network_edge_y"};
                case Location::network:
                    return LocationInFile{};
                case Location::face:
                    break;
            }
            throw NetcdfError("a field on faces, in a network that has none");
        });
        file.end_definitions();
        write_crs(file);
        write_mesh(file, topology, mesh);
        file.sync();
    }
};

NetworkFile::NetworkFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
NetworkFile::NetworkFile(NetworkFile&&) noexcept = default;

NetworkFile& NetworkFile::operator=(NetworkFile&& other) noexcept {
    std::swap(state_, other.state_);
    return *this;
}

NetworkFile::~NetworkFile() {
    if (state_ && state_->levels.is_open())
        static_cast<void>(close(Ending::unfinished));
}

tl::expected<NetworkFile, Error> NetworkFile::create(const std::filesystem::path& path, const NetworkMesh& mesh,
                                                     const Provenance& provenance, tables::Time start,
                                                     std::vector<Description> fields) {
    if (auto good = check(mesh); !good)
        return tl::unexpected(good.error());
    if (auto good = mesh::gis::check_projected_metres(provenance.crs); !good)
        return tl::unexpected(good.error());
    try {
        return NetworkFile(std::make_unique<State>(path, mesh, provenance, start, std::move(fields)));
    } catch (const NetcdfError& trouble) {
        std::error_code ignored;
        std::filesystem::remove(part_name(path), ignored);
        return tl::unexpected(unwritten(path, trouble, bytes_of(mesh), "a network file that can be written"));
    }
}

tl::expected<void, Error> NetworkFile::append(tables::Time time, std::span<const Field> fields) {
    return state_->levels.append(time, fields);
}

tl::expected<void, Error> NetworkFile::flush() { return state_->levels.flush(); }

tl::expected<void, Error> NetworkFile::close(Ending ending) { return state_->levels.close(ending); }

}  // namespace liriver::data::results
