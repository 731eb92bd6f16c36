#pragma once
// Tables of water quality: samples of sections, readings of automatic stations, and the stations.csv of any run.
#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "data/standards/means.h"
#include "data/standards/standards.h"
#include "data/tables/problem.h"
#include "data/tables/time.h"

namespace liriver::data::observations {

/// What the reader is told of a table beside its file.
struct QualityTableForm {
    std::map<std::string, std::string> items;  ///< by the name that a column has: the item's
    std::optional<std::chrono::minutes>
        time_zone;            ///< of times without an offset, and of local days; nothing: the first time's offset
    std::string time_format;  ///< as `tables::TimeForm` has it; empty: what cannot be misread
    std::vector<std::string> missing;  ///< texts that stand for no value; an empty cell does by itself
    double below_detection = 0.5;      ///< of the limit enters for "<0.02" and "0.02L"
};

/// A column that was taken.
struct QualityColumn {
    std::string header, item;
};

/// The values of one station; times rise.
struct QualityStation {
    std::string name;
    std::vector<tables::Time> times;
    std::map<std::string, std::vector<double>> values;  ///< [times] by item, in the item's unit; NaN: none
    std::vector<double> depth;                          ///< m; empty: no such column
    std::size_t below_detection = 0;                    ///< values that stand for "less than"
};

struct QualityTable {
    std::string file;
    /// Of a run's stations.csv the values hold between their times; others are samples.
    standards::Averaging averaging = standards::Averaging::samples;
    std::chrono::minutes time_zone{0};
    std::vector<QualityColumn> columns;
    std::vector<std::string> passed_over;  ///< headers that name no item
    std::vector<QualityStation> stations;  ///< in the order of the file
    std::vector<std::string> warnings;     ///< a sentence each: ammonia above total nitrogen
};

/// Reads CSV, XLSX and ODS with a column of times, one of stations (`station`, `section`, 测站, 断面 ...) and columns
/// of items with their units: "NH3-N_mg_L", "氨氮(mg/L)", "pH". A folder is that of a run: its stations.csv is read,
/// whose `time_local` gives the time zone. Problems, all at once: no station or time column, no column of an item, two
/// of one, units that are missing or of another kind, cells that are no number, negative values, no time zone for times
/// without an offset.
[[nodiscard]] std::optional<QualityTable> read_quality_table(const std::filesystem::path& path,
                                                             const QualityTableForm& form,
                                                             const standards::Standards& standards,
                                                             tables::Problems& problems);

/// Whether all that was wrong with a table is that no column of it is an item of the standards.
[[nodiscard]] bool lacks_items(const tables::Problems& problems);

}  // namespace liriver::data::observations
