#pragma once
// The tables of every run, whatever its domains: stations.csv, tagged_sources.csv, stations_daily.csv, structures.csv,
// and csv-metadata.json, which describes all tables.
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "data/results/provenance.h"
#include "data/results/stations_csv.h"
#include "data/results/structures_csv.h"
#include "data/results/tagged_sources_csv.h"
#include "data/tables/time.h"
#include "mesh/field/error.h"
#include "scenarios/language/scenario.h"
#include "scenarios/runner/domain.h"
#include "scenarios/runner/run.h"

namespace liriver::scenarios::runner {

class RunTables {
  public:
    /// `more`: the tables that the domains write themselves.
    static tl::expected<RunTables, mesh::field::Error> create(const std::filesystem::path& folder,
                                                              const language::Scenario& scenario,
                                                              std::span<const std::unique_ptr<Domain>> domains,
                                                              const data::results::Provenance& provenance,
                                                              const std::vector<data::results::TableFile>& more);

    /// The rows of all domains' stations now, and what each source contributes there.
    [[nodiscard]] tl::expected<void, mesh::field::Error> write_stations(
        std::span<const std::unique_ptr<Domain>> domains, data::tables::Time time);
    /// The rows of all domains' structures now; nothing where there are none.
    [[nodiscard]] tl::expected<void, mesh::field::Error> write_structures(
        std::span<const std::unique_ptr<Domain>> domains, data::tables::Time time);
    [[nodiscard]] tl::expected<void, mesh::field::Error> close();
    [[nodiscard]] std::vector<std::string> file_names() const;

  private:
    RunTables(data::results::StationsCsv stations, std::optional<data::results::StructuresCsv> structures,
              std::optional<data::results::TaggedSourcesCsv> tagged)
        : stations_(std::move(stations)), tagged_(std::move(tagged)), structures_(std::move(structures)) {}
    data::results::StationsCsv stations_;
    std::optional<data::results::TaggedSourcesCsv> tagged_;   ///< none: nothing is tagged
    std::optional<data::results::StructuresCsv> structures_;  // none: no structure
};

/// The days of all stations whose discharge is known.
[[nodiscard]] std::vector<StationDays> days_of(std::span<const std::unique_ptr<Domain>> domains);
/// stations_daily.csv, under `.part`.
[[nodiscard]] tl::expected<void, mesh::field::Error> write_daily(const std::filesystem::path& folder,
                                                                 const std::vector<StationDays>& stations,
                                                                 std::chrono::minutes time_zone);

}  // namespace liriver::scenarios::runner
