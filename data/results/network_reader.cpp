#include "data/results/network_reader.h"

#include "data/results/global_attributes.h"
#include "data/results/levels.h"
#include "data/results/map_variables.h"
#include "data/results/netcdf.h"

namespace liriver::data::results {

using mesh::field::Description;
using mesh::field::Error;
using mesh::field::Location;
using std::string;

struct NetworkReader::State {
    std::filesystem::path path;
    Netcdf file;
    NetworkMesh mesh;
    Provenance provenance;
    tables::Time start;
    std::vector<tables::Time> times;
    std::vector<Description> fields;
    std::vector<int> variables;  ///< the file's number of each field
};

namespace {

NetworkMesh read_mesh(const Netcdf& file) {
    if (file.text_attribute(file.find_variable("network"), "cf_role") != "mesh_topology")
        throw NetcdfError("no river network in it");
    const auto doubles = [&file](const char* name) { return file.read_doubles(file.find_variable(name)); };
    const auto texts = [&file](const char* name) { return file.read_texts(file.find_variable(name)); };
    NetworkMesh mesh;
    mesh.node_x = doubles("network_node_x");
    mesh.node_y = doubles("network_node_y");
    mesh.chainage = doubles("chainage");
    mesh.bed_elevation = doubles("bed_elevation");
    mesh.bank_elevation = doubles("bank_elevation");
    mesh.reach = file.read_integers(file.find_variable("reach"));
    mesh.reach_names = texts("network_reach_name");
    const std::vector<std::int32_t> ends = file.read_indices(file.find_variable("network_edge_nodes"));
    for (std::size_t i = 0; i + 1 < ends.size(); i += 2) {
        mesh.edge_from.push_back(ends[i]);
        mesh.edge_to.push_back(ends[i + 1]);
    }
    if (const auto good = check(mesh); !good)
        throw NetcdfError(to_string(good.error()));
    mesh.places = read_places(file);
    return mesh;
}

/// Where a time-dependent variable sits, from its dimensions; false when it is not one of ours.
bool locate(const Netcdf& file, int variable, Location& location) {
    const std::vector<string> dimensions = file.dimension_names(variable);
    if (dimensions.empty() || dimensions[0] != "time" || dimensions.size() > 2)
        return false;
    if (dimensions.size() == 1)
        location = Location::network;
    else if (dimensions[1] == "network_nNodes")
        location = Location::node;
    else if (dimensions[1] == "network_nEdges")
        location = Location::edge;
    else
        return false;
    return true;
}

}  // namespace

NetworkReader::NetworkReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
NetworkReader::NetworkReader(NetworkReader&&) noexcept = default;
NetworkReader& NetworkReader::operator=(NetworkReader&&) noexcept = default;
NetworkReader::~NetworkReader() = default;

const NetworkMesh& NetworkReader::mesh() const { return state_->mesh; }
const Provenance& NetworkReader::provenance() const { return state_->provenance; }
const std::vector<Description>& NetworkReader::fields() const { return state_->fields; }
const std::vector<tables::Time>& NetworkReader::times() const { return state_->times; }
tables::Time NetworkReader::start() const { return state_->start; }

std::optional<std::size_t> NetworkReader::find(std::string_view name) const {
    for (std::size_t i = 0; i < state_->fields.size(); ++i)
        if (state_->fields[i].name == name)
            return i;
    return std::nullopt;
}

tl::expected<std::vector<double>, Error> NetworkReader::values(std::size_t field, std::size_t level) const try {
    if (field >= state_->fields.size())
        throw NetcdfError("no such field");
    return state_->file.read_row(state_->variables[field], level);
} catch (const NetcdfError& trouble) {
    return tl::unexpected(Error{state_->path.string(), trouble.what(), "a readable result file"});
}

tl::expected<NetworkReader, Error> read_network(const std::filesystem::path& path) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored))
        return tl::unexpected(Error{path.string(), "no such file", "a network.nc that liriver wrote"});
    try {
        auto state = std::make_unique<NetworkReader::State>(
            NetworkReader::State{path, Netcdf::open(path), {}, {}, {}, {}, {}, {}});
        const Netcdf& file = state->file;
        state->mesh = read_mesh(file);
        state->provenance = read_provenance(file);
        const TimeAxis axis = read_time_axis(file);
        state->start = axis.start;
        state->times = axis.times;
        for (int variable = 0; variable < file.variable_count(); ++variable) {
            Location location = Location::node;
            if (file.variable_name(variable) == "time" || !locate(file, variable, location))
                continue;
            const std::size_t wanted = location == Location::node   ? state->mesh.node_count()
                                       : location == Location::edge ? state->mesh.edge_count()
                                                                    : 1;
            if (location != Location::network && file.lengths(variable)[1] != wanted)
                throw NetcdfError("values of " + file.variable_name(variable) + " that do not fit the mesh");
            state->variables.push_back(variable);
            state->fields.push_back(Description{
                file.variable_name(variable), file.text_attribute(variable, "long_name"),
                file.text_attribute(variable, "standard_name"), file.text_attribute(variable, "units"), location});
        }
        return NetworkReader(std::move(state));
    } catch (const NetcdfError& trouble) {
        return tl::unexpected(Error{path.string(), trouble.what(), "a network.nc that liriver wrote"});
    }
}

}  // namespace liriver::data::results
