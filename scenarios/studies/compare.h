#pragma once
// `compare`: what runs show side by side, and what they were made of. Works from result files alone.
#include <filesystem>
#include <limits>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "data/tables/problem.h"

namespace liriver::scenarios::studies {

/// One number of each run; NaN where a run has none.
struct ComparedNumber {
    std::string group;    ///< "stations", "water", "constituents", "reservoirs", "run"
    std::string subject;  ///< "Guilin"
    std::string name;     ///< "mean discharge"
    std::string unit;
    std::vector<double> values;  ///< [runs]
};

/// A text that is not the same in every run: program, options, a file's checksum, an assumption, an event.
struct ComparedText {
    std::string name;
    std::vector<std::string> values;  ///< [runs]; empty: none
};

struct Comparison {
    std::vector<std::filesystem::path> runs;
    std::vector<ComparedNumber> numbers;
    std::vector<ComparedText> differences;
};

/// Reads summary.json and stations.csv of each folder (at least two). Discharges are those of summary.json, over every
/// step; stages and concentrations are of the output times: means weighted by time (trapezoids), extremes, and how far
/// each run is from the first at most at times that both have. Problems: folders without results, files that are none.
[[nodiscard]] tl::expected<Comparison, data::tables::Problems> compare_runs(
    const std::vector<std::filesystem::path>& folders);

/// {"runs", "numbers": [{group, subject, name, unit, values, differences}], "differences": [{name, values}]}
[[nodiscard]] std::string comparison_json(const Comparison& comparison);

}  // namespace liriver::scenarios::studies
