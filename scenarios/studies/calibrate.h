#pragma once
// `study` of kind `calibrate`: the parameters with which a scenario comes nearest to observations, how sure they are,
// and what the observations cannot tell.
#include <atomic>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "data/tables/problem.h"
#include "scenarios/language/load.h"
#include "scenarios/language/rewrite.h"
#include "scenarios/language/study.h"
#include "scenarios/studies/fit.h"
#include "scenarios/studies/observations.h"

namespace liriver::scenarios::studies {

/// A study with its scenario and its observations, checked together.
struct LoadedStudy {
    language::Study study;
    language::Model model;
    Observations observations;
    std::vector<std::vector<language::ScenarioChange>> changes;  ///< [parameters]
};

/// Reads and checks a study's file, its scenario and its tables. On failure: every problem, sorted.
[[nodiscard]] tl::expected<LoadedStudy, data::tables::Problems> load_study(const std::filesystem::path& file);

struct StudyProgress {
    std::string stage;              ///< "search", "central differences", "left out in turn"
    std::size_t members = 0;        ///< so far
    int iteration = 0;              ///< linearisations of the search
    double sum = 0.0, first = 0.0;  ///< sum of squares now, and at the start
};

struct StudyOptions {
    std::filesystem::path output;
    int processes = 1;       ///< members at once; results are the same for any number
    bool overwrite = false;  ///< replace an earlier study's files in `output`
    bool resume = false;     ///< go on from the members in `output`
    std::string version, git;
    std::function<void(const StudyProgress&)> progress;
    const std::atomic<bool>* stop = nullptr;
};

struct FittedParameter {
    language::StudyParameter asked;
    double value = 0.0;
    double standard_error = 0.0;   ///< relative; infinite: not identified
    double low = 0.0, high = 0.0;  ///< of the confidence interval; 0 and infinity where there is none
    bool at_lower = false, at_upper = false;
    double sensitivity = 0.0;  ///< delta msqr: root mean square change in errors for a change by 100 %
};

struct SeriesFit {
    Fit as_is;   ///< of the scenario as it stands
    Fit before;  ///< at the start
    Fit after;
};

struct LeftOut {
    std::string search;              ///< how the fit without it ended
    std::vector<double> parameters;  ///< fitted without the series
    Fit prediction;                  ///< of the series, by that fit
    std::string trouble;             ///< why there is no such fit; empty: there is
};

struct PairOfParameters {
    std::size_t a = 0, b = 0;
    double collinearity = 0.0, correlation = 0.0;
};

struct Calibration {
    int exit_code = 0;    ///< 0 good, 3 failed, 130 interrupted
    std::string message;  ///< why, when it is not 0
    std::string search;   ///< how the search ended, in words
    bool converged = false;
    int iterations = 0;
    std::size_t members = 0, taken_from_files = 0, failed_members = 0;
    double sum_as_is = 0.0, sum_before = 0.0, sum_after = 0.0;
    double variance = 1.0;  ///< of unit weight, at least 1
    double degrees_of_freedom = 0.0;
    std::vector<FittedParameter> parameters;
    std::vector<SeriesFit> series;
    std::vector<LeftOut> left_out;  ///< [series], or none
    std::vector<double> singular_values;
    std::vector<std::vector<double>> singular_vectors;
    double collinearity = 1.0;  ///< of all parameters that are not at a bound
    std::vector<PairOfParameters> pairs;
    std::vector<std::string> findings;  ///< what the data cannot identify, a sentence each
    std::vector<std::string> notes;
    std::vector<std::filesystem::path> files;
};

/// Searches, and writes calibration.json, calibration.csv, calibrated.toml and members/ into `output`. Problems (exit
/// 2, nothing written): an output folder in use.
[[nodiscard]] tl::expected<Calibration, data::tables::Problems> calibrate(const LoadedStudy& study,
                                                                          const StudyOptions& options);

/// calibration.json. `values` are the simulated values at the best fit, flat.
[[nodiscard]] std::string calibration_json(const LoadedStudy& study, const StudyOptions& options,
                                           const Calibration& result);

/// What the data cannot identify, in words.
[[nodiscard]] std::vector<std::string> findings_of(const LoadedStudy& study, const Calibration& result,
                                                   const std::vector<double>& weakest);

}  // namespace liriver::scenarios::studies
