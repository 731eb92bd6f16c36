#pragma once
// Measurements that a study holds its runs against.
#include <string>
#include <vector>

#include "data/tables/problem.h"
#include "scenarios/language/load.h"
#include "scenarios/language/study.h"

namespace liriver::scenarios::studies {

enum class Quantity { stage, discharge };

/// One quantity at one station in one table.
struct ObservedSeries {
    std::string name;  ///< "gauges: Guilin stage_m"
    std::string station;
    Quantity quantity = Quantity::stage;
    std::size_t table = 0;      ///< of the study's
    std::vector<double> time;   ///< s since the run's start, rising
    std::vector<double> value;  ///< m above the model's datum, or m3/s
    std::vector<double> error;  ///< standard deviation
    double weight = 1.0;        ///< of each squared residual

    [[nodiscard]] std::size_t size() const { return time.size(); }
};

/// The series one after another; all that belongs to observations (simulated values, residuals) is flat in this order.
struct Observations {
    std::vector<ObservedSeries> series;
    std::vector<std::string> notes;  ///< a sentence each: rows that are not used

    [[nodiscard]] std::size_t size() const;
    /// Where a series begins in flat arrays.
    [[nodiscard]] std::size_t begin(std::size_t series_index) const;
};

/// Reads the study's tables for a loaded scenario. Rows before the warm-up's end or outside the run are left out and
/// noted. Problems: all that is wrong in the tables (file and line), stations the scenario has not, times of a station
/// that do not rise, quantities without an error, a gauge's datum that is not known, a table none of whose rows falls
/// into the run.
[[nodiscard]] Observations read_observations(const language::Study& study, const language::Model& model,
                                             data::tables::Problems& problems);

/// "stage_m" or "discharge_m3_s"
[[nodiscard]] const char* column_of(Quantity quantity);

/// (simulated - observed) / error * sqrt(weight), flat.
[[nodiscard]] std::vector<double> residuals(const Observations& observations, const std::vector<double>& simulated);

}  // namespace liriver::scenarios::studies
