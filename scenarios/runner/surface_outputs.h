#pragma once
// The files a run on a surface fills: surface.nc, stations.csv and structures.csv as it goes, the maxima's GeoTIFFs at
// its end. Internal to this module.
#include <filesystem>
#include <optional>
#include <vector>

#include "data/results/stations_csv.h"
#include "data/results/structures_csv.h"
#include "data/results/surface_file.h"
#include "mesh/field/error.h"
#include "scenarios/language/load.h"
#include "scenarios/runner/run.h"
#include "scenarios/runner/surface_simulation.h"

namespace liriver::scenarios::runner {

class SurfaceOutputs {
  public:
    static tl::expected<SurfaceOutputs, mesh::field::Error> create(const language::Model& input,
                                                                   SurfaceSimulation& simulation,
                                                                   const RunOptions& options,
                                                                   const data::results::Provenance& provenance);

    /// Adds the state held, at that time.
    [[nodiscard]] tl::expected<void, mesh::field::Error> write(SurfaceSimulation& simulation, data::tables::Time time);
    /// Adds the stations' rows alone.
    [[nodiscard]] tl::expected<void, mesh::field::Error> write_stations(SurfaceSimulation& simulation,
                                                                        data::tables::Time time);

    /// Brings the levels that surface.nc gathers to the disk; rows of tables are there.
    [[nodiscard]] tl::expected<void, mesh::field::Error> flush() { return surface_.flush(); }

    /// Writes the maxima into surface.nc and as `maxima/<name>.tif`, closes all, and returns the rasters.
    [[nodiscard]] tl::expected<std::vector<std::filesystem::path>, mesh::field::Error> close(
        SurfaceSimulation& simulation);

  private:
    SurfaceOutputs(const language::Model& input, std::filesystem::path folder, data::results::Provenance provenance,
                   data::results::SurfaceFile surface, data::results::StationsCsv stations,
                   std::optional<data::results::StructuresCsv> structures);
    [[nodiscard]] tl::expected<void, mesh::field::Error> write_structures(const SurfaceSimulation& simulation,
                                                                          data::tables::Time time);
    const language::Model* input_;
    std::filesystem::path folder_;
    data::results::Provenance provenance_;
    data::results::SurfaceFile surface_;
    data::results::StationsCsv stations_;
    std::optional<data::results::StructuresCsv> structures_;  // none: no structure
};

}  // namespace liriver::scenarios::runner
