#pragma once
// A NetCDF file that grows by one time level at a time under `<path>.part`, whatever its mesh. Internal to this module.
#include <cerrno>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include <tl/expected.hpp>

#include "data/results/atomic_file.h"
#include "data/results/levels.h"
#include "data/results/netcdf.h"
#include "data/tables/time.h"
#include "mesh/field/error.h"
#include "mesh/field/field.h"

namespace liriver::data::results {

class LevelsFile {
  public:
    /// Makes the file; throws NetcdfError. Definitions follow, `begin_levels` among them.
    explicit LevelsFile(std::filesystem::path path);

    [[nodiscard]] Netcdf& file() { return file_; }
    /// Defines the fields over time; throws NetcdfError.
    void begin_levels(const std::string& mesh_name, tables::Time start, std::vector<mesh::field::Description> fields,
                      const std::function<LocationInFile(mesh::field::Location)>& where);

    [[nodiscard]] tl::expected<void, mesh::field::Error> append(tables::Time time,
                                                                std::span<const mesh::field::Field> fields);
    [[nodiscard]] tl::expected<void, mesh::field::Error> flush();
    /// Flushes, closes and, where it is whole, gives the file its final name; not after a level that could not be
    /// written. Does nothing when it is closed.
    [[nodiscard]] tl::expected<void, mesh::field::Error> close(Ending ending);
    [[nodiscard]] bool is_open() const { return open_; }

    /// What `work` does with the file, and the error it ends with.
    template <class Work>
    [[nodiscard]] tl::expected<void, mesh::field::Error> attempt(const Work& work) try {
        errno = 0;
        work();
        return {};
    } catch (const NetcdfError& trouble) {
        return tl::unexpected(failed(trouble));
    }

  private:
    [[nodiscard]] mesh::field::Error failed(const NetcdfError& error);

    std::filesystem::path path_;
    Netcdf file_;
    std::optional<Levels> levels_;
    bool open_ = true;
    std::optional<NetcdfError> trouble_;  ///< the first: what follows it is not to be trusted
};

}  // namespace liriver::data::results
