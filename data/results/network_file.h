#pragma once
// network.nc: a 1D UGRID-CF NetCDF-4 file, created once and grown by one time level at a time.
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include <tl/expected.hpp>

#include "data/results/atomic_file.h"
#include "data/results/network_mesh.h"
#include "data/results/provenance.h"
#include "data/tables/time.h"
#include "mesh/field/error.h"
#include "mesh/field/field.h"

namespace liriver::data::results {

/// Writes under `<path>.part` and renames to `path` when closed. Levels are gathered in blocks of about half a megabyte
/// a field, compressed (shuffle and deflate 1) and synced to disk, so a killed run leaves a readable `.part` file that
/// lacks at most the last block. Equal input gives equal bytes. Not for use by several threads at a time (netCDF is not
/// thread-safe).
class NetworkFile {
  public:
    /// `fields` may sit on nodes, edges or the whole network; their names become variables, so they must differ from
    /// each other and from the mesh's own variables. `start` is the scenario's start: the file counts seconds
    /// from the midnight UTC before it. Fails when the mesh is inconsistent, the CRS is not projected in metres, or the
    /// folder cannot be written.
    static tl::expected<NetworkFile, mesh::field::Error> create(const std::filesystem::path& path,
                                                                const NetworkMesh& mesh, const Provenance& provenance,
                                                                tables::Time start,
                                                                std::vector<mesh::field::Description> fields);

    /// Adds the values at `time` (later than all before): the fields of `create`, in its order.
    [[nodiscard]] tl::expected<void, mesh::field::Error> append(tables::Time time,
                                                                std::span<const mesh::field::Field> fields);

    /// Writes what is gathered to disk now.
    [[nodiscard]] tl::expected<void, mesh::field::Error> flush();

    /// Flushes, closes and, where it is whole, gives the file its final name; not after a level that could not be
    /// written. Without it the `.part` stays, with all levels.
    [[nodiscard]] tl::expected<void, mesh::field::Error> close(Ending ending = Ending::whole);

    NetworkFile(NetworkFile&&) noexcept;
    NetworkFile& operator=(NetworkFile&&) noexcept;
    ~NetworkFile();

  private:
    struct State;
    explicit NetworkFile(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace liriver::data::results
