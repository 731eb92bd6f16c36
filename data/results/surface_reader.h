#pragma once
// Reads surface.nc back: what pictures, exports, rasters and reports are made from.
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "data/results/named_place.h"
#include "data/results/provenance.h"
#include "data/tables/time.h"
#include "mesh/field/error.h"
#include "mesh/field/field.h"
#include "mesh/surface/surface_mesh.h"

namespace liriver::data::results {

/// An open surface.nc. Everything but the values is in memory; values are read one field and level at a time.
class SurfaceReader {
  public:
    [[nodiscard]] const mesh::surface::SurfaceMesh& mesh() const;
    [[nodiscard]] const std::vector<NamedPlace>& places() const;
    [[nodiscard]] const Provenance& provenance() const;

    /// Fields over time first, then those that hold for the whole run: bed, roughness, maxima.
    [[nodiscard]] const std::vector<mesh::field::Description>& fields() const;
    /// Whether fields()[field] has a value a level; otherwise one for the whole run.
    [[nodiscard]] bool over_time(std::size_t field) const;

    /// The levels' times, rising.
    [[nodiscard]] const std::vector<tables::Time>& times() const;

    /// The scenario's start.
    [[nodiscard]] tables::Time start() const;

    /// The field's index in fields(), or nothing.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;

    /// The values of fields()[field] at times()[level], one for each cell, or a single one for the network. The level
    /// of a field that holds for the whole run does not matter.
    [[nodiscard]] tl::expected<std::vector<double>, mesh::field::Error> values(std::size_t field,
                                                                               std::size_t level) const;

    SurfaceReader(SurfaceReader&&) noexcept;
    SurfaceReader& operator=(SurfaceReader&&) noexcept;
    ~SurfaceReader();

  private:
    struct State;
    explicit SurfaceReader(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
    friend tl::expected<SurfaceReader, mesh::field::Error> read_surface(const std::filesystem::path& path);
};

/// Opens a file written by SurfaceFile (`.part` files too). Fails when it is not there, not NetCDF, or not such a file.
[[nodiscard]] tl::expected<SurfaceReader, mesh::field::Error> read_surface(const std::filesystem::path& path);

}  // namespace liriver::data::results
