#pragma once
// What a report reads of a run's folder: summary.json, the stations' two tables, network.nc or surface.nc, and the
// pictures drawn.
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>
#include <tl/expected.hpp>

#include "data/results/provenance.h"
#include "data/tables/time.h"
#include "mesh/field/error.h"

namespace liriver::viz::report {

/// A column of stations.csv for one station.
struct Series {
    std::string column;                     ///< "NH3-N_mg_L"
    std::vector<data::tables::Time> times;  ///< rising
    std::vector<double> values;             ///< NaN: none
};

struct StationResults {
    std::string name;
    std::string label;           ///< empty: none
    Series stage;                ///< m above the vertical datum
    Series discharge;            ///< m3/s
    Series target;               ///< m3/s, the mean of each local day from its midnight; empty: none
    std::vector<Series> others;  ///< each constituent, as stations.csv has them
};

struct RunResults {
    nlohmann::ordered_json summary;  ///< an empty object: the run has not written one (yet)
    std::string banner;              ///< of a run that did not finish: what happened to it; empty: it did
    data::results::Provenance provenance;
    data::tables::Time first, last;  ///< of the output
    std::vector<StationResults> stations;
    std::vector<std::filesystem::path> pictures;  ///< the folder's PNG files, by name
};

/// Files that a run left under their `.part` names, or is writing, are read too. Fails when summary.json (but for a run
/// that has not written one), stations.csv or network.nc (of a surface: surface.nc) is missing or not what a run wrote.
[[nodiscard]] tl::expected<RunResults, mesh::field::Error> read_results(const std::filesystem::path& folder);

}  // namespace liriver::viz::report
