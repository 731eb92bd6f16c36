#include "data/results/surface_file.h"

#include <array>

#include <fmt/format.h>

#include "data/results/atomic_file.h"
#include "data/results/crs_variable.h"
#include "data/results/global_attributes.h"
#include "data/results/levels_file.h"
#include "data/results/map_variables.h"
#include "data/results/netcdf.h"
#include "data/results/surface_topology.h"
#include "mesh/gis/raster.h"

namespace liriver::data::results {

using mesh::field::Description;
using mesh::field::Error;
using mesh::field::Field;
using mesh::field::Location;
using mesh::surface::SurfaceMesh;

namespace {

/// What the mesh takes up in the file, its cells of four corners at most.
std::uintmax_t bytes_of(const SurfaceMesh& mesh) {
    const auto nodes = static_cast<std::uintmax_t>(mesh.node_count());
    const auto edges = static_cast<std::uintmax_t>(mesh.face_count());
    const auto cells = static_cast<std::uintmax_t>(mesh.cell_count());
    return (2 * nodes + 3 * edges + 5 * cells) * sizeof(double) + (4 * edges + 4 * cells) * sizeof(std::int32_t);
}

}  // namespace

struct SurfaceFile::State {
    LevelsFile levels;
    std::size_t cells;
    std::vector<std::pair<Description, int>> maxima;  ///< with the file's number of each

    State(const std::filesystem::path& target, const SurfaceMesh& mesh, const Provenance& provenance,
          tables::Time start, const SurfaceContents& contents)
        : levels(target), cells(static_cast<std::size_t>(mesh.cell_count())) {
        Netcdf& file = levels.file();
        define_globals(file, provenance);
        define_crs(file, provenance.crs);
        const SurfaceTopology topology = define_surface(file, mesh);
        const PlaceVariables places = define_places(file, contents.places);
        levels.begin_levels("surface", start, contents.fields, [&](Location location) {
            if (location == Location::face)
                return LocationInFile{topology.face_dimension, cells, surface_face_coordinates};
            if (location == Location::network)
                return LocationInFile{};
            throw NetcdfError("a field neither on faces nor of the whole network");
        });
        for (const Description& field : contents.maxima) {
            if (file.has_variable(field.name))
                throw NetcdfError("two variables named " + field.name);
            if (field.location != Location::face)
                throw NetcdfError(field.name + ": a maximum that is not on faces");
            const int variable = define_on_surface(file, topology.face_dimension, "face", field.name,
                                                   field.long_name.empty() ? field.name : field.long_name, field.unit);
            file.pack(variable, std::array{cells});
            maxima.emplace_back(field, variable);
        }
        file.end_definitions();
        write_crs(file);
        write_surface(file, topology, mesh);
        write_places(file, places, contents.places);
        file.sync();
    }

    void write_maxima(std::span<const Field> fields) {
        if (fields.size() != maxima.size())
            throw NetcdfError(fmt::format("{} maxima handed over, {} declared", fields.size(), maxima.size()));
        for (std::size_t i = 0; i < fields.size(); ++i)
            if (fields[i].description.name != maxima[i].first.name || fields[i].values.size() != cells)
                throw NetcdfError(fmt::format("maximum {} of {} values handed over, {} of {} declared",
                                              fields[i].description.name, fields[i].values.size(), maxima[i].first.name,
                                              cells));
        for (std::size_t i = 0; i < fields.size(); ++i)
            levels.file().write(maxima[i].second, fields[i].values);
    }
};

SurfaceFile::SurfaceFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
SurfaceFile::SurfaceFile(SurfaceFile&&) noexcept = default;

SurfaceFile& SurfaceFile::operator=(SurfaceFile&& other) noexcept {
    std::swap(state_, other.state_);
    return *this;
}

SurfaceFile::~SurfaceFile() {
    if (state_ && state_->levels.is_open())
        static_cast<void>(close(Ending::unfinished));
}

tl::expected<SurfaceFile, Error> SurfaceFile::create(const std::filesystem::path& path, const SurfaceMesh& mesh,
                                                     const Provenance& provenance, tables::Time start,
                                                     const SurfaceContents& contents) {
    if (mesh.cell_count() < 1)
        return tl::unexpected(Error{"surface mesh", "no cells", "at least one"});
    if (auto good = mesh::gis::check_projected_metres(provenance.crs); !good)
        return tl::unexpected(good.error());
    try {
        return SurfaceFile(std::make_unique<State>(path, mesh, provenance, start, contents));
    } catch (const NetcdfError& trouble) {
        std::error_code ignored;
        std::filesystem::remove(part_name(path), ignored);
        return tl::unexpected(unwritten(path, trouble, bytes_of(mesh), "a surface file that can be written"));
    }
}

tl::expected<void, Error> SurfaceFile::append(tables::Time time, std::span<const Field> fields) {
    return state_->levels.append(time, fields);
}

tl::expected<void, Error> SurfaceFile::write_maxima(std::span<const Field> maxima) {
    return state_->levels.attempt([&] { state_->write_maxima(maxima); });
}

tl::expected<void, Error> SurfaceFile::flush() { return state_->levels.flush(); }

tl::expected<void, Error> SurfaceFile::close(Ending ending) { return state_->levels.close(ending); }

}  // namespace liriver::data::results
