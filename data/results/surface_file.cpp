#include "data/results/surface_file.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <optional>

#include <fmt/format.h>

#include "data/results/atomic_file.h"
#include "data/results/crs_variable.h"
#include "data/results/global_attributes.h"
#include "data/results/levels.h"
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
    std::filesystem::path path;
    Netcdf file;
    std::size_t cells;
    SurfaceTopology topology;
    PlaceVariables places;
    Levels levels;
    std::vector<std::pair<Description, int>> maxima;  ///< with the file's number of each
    bool open = true;
    std::optional<NetcdfError> trouble = std::nullopt;  ///< the first: what follows it is not to be trusted

    Error failed(const NetcdfError& error) {
        if (!trouble && is_no_room(error.code()))
            trouble = error;
        return unwritten(path, error, levels.bytes_unwritten());
    }

    State(std::filesystem::path target, const SurfaceMesh& mesh, const Provenance& provenance, tables::Time start,
          const SurfaceContents& contents)
        : path(std::move(target)),
          file(Netcdf::create(part_name(path))),
          cells(static_cast<std::size_t>(mesh.cell_count())),
          topology((define_globals(file, provenance), define_crs(file, provenance.crs), define_surface(file, mesh))),
          places(define_places(file, contents.places)),
          levels(file, "surface", start, contents.fields, [this](Location location) {
              if (location == Location::face)
                  return LocationInFile{topology.face_dimension, cells, surface_face_coordinates};
              if (location == Location::network)
                  return LocationInFile{};
              throw NetcdfError("a field neither on faces nor of the whole network");
          }) {
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
            file.write(maxima[i].second, fields[i].values);
    }
};

SurfaceFile::SurfaceFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
SurfaceFile::SurfaceFile(SurfaceFile&&) noexcept = default;

SurfaceFile& SurfaceFile::operator=(SurfaceFile&& other) noexcept {
    std::swap(state_, other.state_);
    return *this;
}

SurfaceFile::~SurfaceFile() {
    if (state_ && state_->open)
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

tl::expected<void, Error> SurfaceFile::append(tables::Time time, std::span<const Field> fields) try {
    errno = 0;
    state_->levels.append(state_->file, time, fields);
    return {};
} catch (const NetcdfError& trouble) {
    return tl::unexpected(state_->failed(trouble));
}

tl::expected<void, Error> SurfaceFile::write_maxima(std::span<const Field> maxima) try {
    errno = 0;
    state_->write_maxima(maxima);
    return {};
} catch (const NetcdfError& trouble) {
    return tl::unexpected(state_->failed(trouble));
}

tl::expected<void, Error> SurfaceFile::flush() try {
    errno = 0;
    state_->levels.flush(state_->file);
    return {};
} catch (const NetcdfError& trouble) {
    return tl::unexpected(state_->failed(trouble));
}

tl::expected<void, Error> SurfaceFile::close(Ending ending) try {
    if (!state_->open)
        return {};
    state_->open = false;
    if (state_->trouble)
        throw NetcdfError(*state_->trouble);
    errno = 0;
    state_->levels.flush(state_->file);
    state_->file.close();
    return ending == Ending::whole ? publish(state_->path) : tl::expected<void, Error>{};
} catch (const NetcdfError& trouble) {
    return tl::unexpected(state_->failed(trouble));
}

}  // namespace liriver::data::results
