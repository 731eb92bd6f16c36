#pragma once
// surface.nc: a 2D UGRID-CF NetCDF-4 file of triangles and quadrilaterals, created once and grown by one time level at
// a time.
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include <tl/expected.hpp>

#include "data/results/atomic_file.h"
#include "data/results/named_place.h"
#include "data/results/provenance.h"
#include "data/tables/time.h"
#include "mesh/field/error.h"
#include "mesh/field/field.h"
#include "mesh/surface/surface_mesh.h"

namespace liriver::data::results {

/// What surface.nc holds beside the mesh. Fields sit on faces (UGRID's word for our cells) or on the whole network.
struct SurfaceContents {
    std::vector<NamedPlace> places;
    std::vector<mesh::field::Description> fields;  ///< one value a level
    std::vector<mesh::field::Description> maxima;  ///< one value for the whole run: written once, at its end
};

/// Writes under `<path>.part` and renames to `path` when closed, in blocks, as NetworkFile does: a killed run leaves a
/// readable `.part` file that lacks at most the last block. The mesh is there whole: nodes, corners, bed, roughness and
/// the crests of its faces (UGRID's edges). Equal input gives equal bytes. Not for use by several threads at a time.
class SurfaceFile {
  public:
    /// `start` is the scenario's start: the file counts seconds from the midnight UTC before it. Fails when the mesh
    /// has no cells, the CRS is not projected in metres, a name comes twice, or the folder cannot be written.
    static tl::expected<SurfaceFile, mesh::field::Error> create(const std::filesystem::path& path,
                                                                const mesh::surface::SurfaceMesh& mesh,
                                                                const Provenance& provenance, tables::Time start,
                                                                const SurfaceContents& contents);

    /// Adds the values at `time` (later than all before): the fields of `create`, in its order.
    [[nodiscard]] tl::expected<void, mesh::field::Error> append(tables::Time time,
                                                                std::span<const mesh::field::Field> fields);

    /// Writes the maxima of `create`, in its order; where nothing was, NaN. Until then all of them are NaN.
    [[nodiscard]] tl::expected<void, mesh::field::Error> write_maxima(std::span<const mesh::field::Field> maxima);

    /// Writes what is gathered to disk now.
    [[nodiscard]] tl::expected<void, mesh::field::Error> flush();

    /// Flushes, closes and, where it is whole, gives the file its final name; not after a level that could not be
    /// written. Without it the `.part` stays, with all levels.
    [[nodiscard]] tl::expected<void, mesh::field::Error> close(Ending ending = Ending::whole);

    SurfaceFile(SurfaceFile&&) noexcept;
    SurfaceFile& operator=(SurfaceFile&&) noexcept;
    ~SurfaceFile();

  private:
    struct State;
    explicit SurfaceFile(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace liriver::data::results
