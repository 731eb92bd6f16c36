#pragma once
// The files a run fills as it goes: network.nc, stations.csv and structures.csv. Internal to this module.
#include <optional>
#include <string>
#include <vector>

#include "data/results/csv_metadata.h"
#include "data/results/lakes_csv.h"
#include "data/results/network_file.h"
#include "data/results/reservoirs_csv.h"
#include "data/results/stations_csv.h"
#include "data/results/structures_csv.h"
#include "mesh/field/error.h"
#include "scenarios/language/load.h"
#include "scenarios/runner/run.h"
#include "scenarios/runner/simulation.h"

namespace liriver::scenarios::runner {

/// The outlets of all pools, each name once, in their order.
[[nodiscard]] std::vector<std::string> outlet_names(const ChannelModel& model);

class RunOutputs {
  public:
    static tl::expected<RunOutputs, mesh::field::Error> create(const language::Model& input,
                                                               const Simulation& simulation, const RunOptions& options,
                                                               const data::results::Provenance& provenance);

    /// Adds the state held, at that time.
    [[nodiscard]] tl::expected<void, mesh::field::Error> write(Simulation& simulation, data::tables::Time time);
    /// Adds the stations' rows alone.
    [[nodiscard]] tl::expected<void, mesh::field::Error> write_stations(Simulation& simulation,
                                                                        data::tables::Time time);
    /// Brings the levels that network.nc gathers to the disk; rows of tables are there.
    [[nodiscard]] tl::expected<void, mesh::field::Error> flush() { return network_.flush(); }
    /// Closes all of them; their own names they get from `publish`.
    [[nodiscard]] tl::expected<void, mesh::field::Error> close();

  private:
    RunOutputs(data::results::NetworkFile network, data::results::StationsCsv stations,
               std::optional<data::results::StructuresCsv> structures,
               std::optional<data::results::ReservoirsCsv> reservoirs, std::optional<data::results::LakesCsv> lakes,
               const Simulation& simulation);
    void read_sections(Simulation& simulation);
    [[nodiscard]] tl::expected<void, mesh::field::Error> write_rows(const Simulation& simulation,
                                                                    data::tables::Time time);
    [[nodiscard]] tl::expected<void, mesh::field::Error> write_structures(const Simulation& simulation,
                                                                          data::tables::Time time);
    [[nodiscard]] tl::expected<void, mesh::field::Error> write_reservoirs(Simulation& simulation,
                                                                          data::tables::Time time);
    [[nodiscard]] tl::expected<void, mesh::field::Error> write_lakes(const Simulation& simulation,
                                                                     data::tables::Time time);
    data::results::NetworkFile network_;
    data::results::StationsCsv stations_;
    std::optional<data::results::StructuresCsv> structures_;  // none: no structure
    std::optional<data::results::ReservoirsCsv> reservoirs_;
    std::optional<data::results::LakesCsv> lakes_;
    std::vector<std::string> outlets_;  // the columns of reservoirs_
    std::vector<mesh::field::Description> descriptions_;
    std::vector<std::vector<double>> values_;  // [fields]
};

/// The columns of stations_daily.csv.
[[nodiscard]] std::vector<data::results::TableColumn> daily_columns();

/// What every output says about where it comes from: versions, checksums, assumptions.
[[nodiscard]] data::results::Provenance provenance_of(const language::Model& input, const RunOptions& options);

/// Puts what reservoirs and target flows did into a summary; returns the relative errors of their balances.
[[nodiscard]] std::vector<double> summarise_operation(const Simulation& simulation, data::results::Summary& summary);

/// Tells whether a checkpoint belongs to a model.
[[nodiscard]] std::uint64_t mesh_checksum(const ChannelModel& model);

}  // namespace liriver::scenarios::runner
