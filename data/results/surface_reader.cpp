#include "data/results/surface_reader.h"

#include "data/results/global_attributes.h"
#include "data/results/levels.h"
#include "data/results/map_variables.h"
#include "data/results/netcdf.h"
#include "data/results/surface_topology.h"

namespace liriver::data::results {

using mesh::field::Description;
using mesh::field::Error;
using mesh::field::Location;
using mesh::surface::SurfaceMesh;
using std::string;

struct SurfaceReader::State {
    std::filesystem::path path;
    Netcdf file;
    SurfaceMesh mesh;
    std::vector<NamedPlace> places;
    Provenance provenance;
    TimeAxis axis;
    std::vector<Description> fields;
    std::vector<int> variables;  ///< the file's number of each field
    std::size_t over_time = 0;   ///< so many fields have levels; the rest follows them
};

namespace {

Description describe(const Netcdf& file, int variable, Location location) {
    return {file.variable_name(variable), file.text_attribute(variable, "long_name"),
            file.text_attribute(variable, "standard_name"), file.text_attribute(variable, "units"), location};
}

}  // namespace

SurfaceReader::SurfaceReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
SurfaceReader::SurfaceReader(SurfaceReader&&) noexcept = default;
SurfaceReader& SurfaceReader::operator=(SurfaceReader&&) noexcept = default;
SurfaceReader::~SurfaceReader() = default;

const SurfaceMesh& SurfaceReader::mesh() const { return state_->mesh; }
const std::vector<NamedPlace>& SurfaceReader::places() const { return state_->places; }
const Provenance& SurfaceReader::provenance() const { return state_->provenance; }
const std::vector<Description>& SurfaceReader::fields() const { return state_->fields; }
bool SurfaceReader::over_time(std::size_t field) const { return field < state_->over_time; }
const std::vector<tables::Time>& SurfaceReader::times() const { return state_->axis.times; }
tables::Time SurfaceReader::start() const { return state_->axis.start; }

std::optional<std::size_t> SurfaceReader::find(std::string_view name) const {
    for (std::size_t i = 0; i < state_->fields.size(); ++i)
        if (state_->fields[i].name == name)
            return i;
    return std::nullopt;
}

tl::expected<std::vector<double>, Error> SurfaceReader::values(std::size_t field, std::size_t level) const try {
    if (field >= state_->fields.size())
        throw NetcdfError("no such field");
    if (!over_time(field))
        return state_->file.read_doubles(state_->variables[field]);
    return state_->file.read_row(state_->variables[field], level);
} catch (const NetcdfError& trouble) {
    return tl::unexpected(Error{state_->path.string(), trouble.what(), "a readable result file"});
}

tl::expected<SurfaceReader, Error> read_surface(const std::filesystem::path& path) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored))
        return tl::unexpected(Error{path.string(), "no such file", "a surface.nc that liriver wrote"});
    try {
        auto state = std::make_unique<SurfaceReader::State>(
            SurfaceReader::State{path, Netcdf::open(path), {}, {}, {}, {}, {}, {}});
        const Netcdf& file = state->file;
        state->mesh = read_surface_mesh(file);
        state->places = read_places(file);
        state->provenance = read_provenance(file);
        state->axis = read_time_axis(file);
        const auto cells = static_cast<std::size_t>(state->mesh.cell_count());
        for (const bool over_time : {true, false}) {
            for (int variable = 0; variable < file.variable_count(); ++variable) {
                const string name = file.variable_name(variable);
                std::vector<string> dimensions = file.dimension_names(variable);
                if (name == "time" || dimensions.empty() || (dimensions[0] == "time") != over_time)
                    continue;
                if (over_time)
                    dimensions.erase(dimensions.begin());
                const bool on_cells = dimensions == std::vector<string>{"surface_nFaces"} &&
                                      file.text_attribute(variable, "location") == "face";
                if (!on_cells && !(over_time && dimensions.empty()))
                    continue;
                if (on_cells && file.lengths(variable).back() != cells)
                    throw NetcdfError("values of " + name + " that do not fit the mesh");
                state->variables.push_back(variable);
                state->fields.push_back(describe(file, variable, on_cells ? Location::face : Location::network));
            }
            if (over_time)
                state->over_time = state->fields.size();
        }
        return SurfaceReader(std::move(state));
    } catch (const NetcdfError& trouble) {
        return tl::unexpected(Error{path.string(), trouble.what(), "a surface.nc that liriver wrote"});
    }
}

}  // namespace liriver::data::results
