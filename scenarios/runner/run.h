#pragma once
// `liriver run`: one scenario from its start, or from a checkpoint, to its end, with all its files.
#include <atomic>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "data/results/summary.h"
#include "data/tables/problem.h"
#include "scenarios/language/load.h"
#include "scenarios/runner/accounts.h"

namespace liriver::scenarios::runner {

/// What a running program may tell its user.
struct Progress {
    double share = 0.0;          ///< of the run, 0 to 1
    data::tables::Time time;     ///< simulated
    double step = 0.0;           ///< s, the last one
    std::string limiting_place;  ///< where the step is hardest
    double water_error = 0.0;    ///< relative, so far
    double seconds_left = 0.0;   ///< wall clock, estimated
};

struct RunOptions {
    std::filesystem::path output;
    int threads = 1;                                ///< that share the work; the results are the same for any number
    std::optional<std::filesystem::path> restart;   ///< checkpoint.h5 to go on from
    std::optional<data::tables::Time> until;        ///< stop after the first step that ends then or later
    bool overwrite = false;                         ///< replace an earlier run's files in `output`
    std::string version, git;                       ///< of the program
    std::string command_options;                    ///< as given, for the record
    std::function<void(const Progress&)> progress;  ///< called now and then; may be empty
    const std::atomic<bool>* stop = nullptr;        ///< becomes true when the user interrupts
};

/// A station's days, for tables and reports.
struct StationDays {
    std::string station;
    std::vector<DailyMean> days;
};

struct RunReport {
    int exit_code = 0;    ///< 0 good, 3 failed, 4 a balance broke its tolerance, 130 interrupted
    std::string message;  ///< why, when it is not 0
    data::results::Summary summary;
    std::vector<StationDays> days;
    std::vector<std::filesystem::path> files;  ///< what was written
};

/// A run whose balances are worse than this ends with exit code 4.
using data::results::balance_tolerance;

/// Runs a loaded scenario and writes summary.json, stations.csv, stations_daily.csv, network.nc, vtk/ (if asked for)
/// and checkpoint.h5 into `output`. Problems (exit 2, nothing written): an output folder in use, a checkpoint that does
/// not fit, a model that cannot be built.
[[nodiscard]] tl::expected<RunReport, data::tables::Problems> run(const language::Model& model,
                                                                  const RunOptions& options);

}  // namespace liriver::scenarios::runner
