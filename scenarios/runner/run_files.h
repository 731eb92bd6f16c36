#pragma once
// All files that a run fills as it goes: the tables of every run, and each domain's own.
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "data/results/provenance.h"
#include "data/tables/time.h"
#include "mesh/field/error.h"
#include "scenarios/language/scenario.h"
#include "scenarios/runner/build_domains.h"
#include "scenarios/runner/run_tables.h"

namespace liriver::scenarios::runner {

/// What is written at an output time: the whole state, or only the rows of stations.
enum class Written { state, stations };

class RunFiles {
  public:
    /// `openers` [domains].
    [[nodiscard]] tl::expected<void, mesh::field::Error> open(const std::filesystem::path& folder,
                                                              const language::Scenario& scenario,
                                                              std::span<const std::unique_ptr<Domain>> domains,
                                                              const std::vector<OpenOutputs>& openers,
                                                              const data::results::Provenance& provenance);
    [[nodiscard]] tl::expected<void, mesh::field::Error> write(data::tables::Time time, Written what);
    [[nodiscard]] tl::expected<void, mesh::field::Error> flush();
    /// As DomainOutputs::close, for all.
    [[nodiscard]] tl::expected<std::vector<std::filesystem::path>, mesh::field::Error> close();
    [[nodiscard]] tl::expected<std::vector<std::filesystem::path>, mesh::field::Error> export_vtk(
        const std::filesystem::path& target, double interval);
    /// Of those in the run's folder, beside summary.json and checkpoint.h5.
    [[nodiscard]] std::vector<std::string> file_names() const;

  private:
    std::span<const std::unique_ptr<Domain>> domains_;
    std::vector<std::unique_ptr<DomainOutputs>> outputs_;
    std::optional<RunTables> tables_;
};

}  // namespace liriver::scenarios::runner
