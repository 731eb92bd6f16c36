#pragma once
// The files that only one domain has: its mesh and fields over time, and tables of what it alone knows.
#include <filesystem>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "data/results/csv_metadata.h"
#include "data/tables/time.h"
#include "mesh/field/error.h"

namespace liriver::scenarios::runner {

class DomainOutputs {
  public:
    DomainOutputs() = default;
    DomainOutputs(const DomainOutputs&) = delete;
    DomainOutputs& operator=(const DomainOutputs&) = delete;
    virtual ~DomainOutputs() = default;

    /// Adds the domain's state, at that time.
    [[nodiscard]] virtual tl::expected<void, mesh::field::Error> write(data::tables::Time time) = 0;
    /// Brings what was written to the disk: before a checkpoint, so that no row before it can be lost.
    [[nodiscard]] virtual tl::expected<void, mesh::field::Error> flush() = 0;
    /// Ends what was opened, all of it under `.part`; returns files that were written only now, as they will be named,
    /// from the run's folder.
    [[nodiscard]] virtual tl::expected<std::vector<std::filesystem::path>, mesh::field::Error> close() = 0;
    /// Writes the VTK files into `target`, from the files that are closed; returns the names of those that a user
    /// opens. `interval`: s between two of them.
    [[nodiscard]] virtual tl::expected<std::vector<std::filesystem::path>, mesh::field::Error> export_vtk(
        const std::filesystem::path& target, double interval) = 0;
    /// The tables among its files.
    [[nodiscard]] virtual std::vector<data::results::TableFile> tables() const = 0;
    /// Names of its files in the run's folder.
    [[nodiscard]] virtual std::vector<std::string> file_names() const = 0;
};

}  // namespace liriver::scenarios::runner
