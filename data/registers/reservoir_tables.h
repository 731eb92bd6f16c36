#pragma once
// The tables of one reservoir, as CSV: storage, spillway, outlets and rule curve.
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "data/tables/problem.h"

namespace liriver::data::registers {

/// `level_m,volume_m3[,area_m2]`: levels and volumes growing from row to row, at least two rows.
struct StorageTable {
    std::vector<double> level, volume;  ///< m, m3
    std::vector<double> area;           ///< m2; empty: no such column
};

/// `level_m,discharge_m3_s`: levels growing, discharges not falling.
struct LevelDischarge {
    std::vector<double> level, discharge;  ///< m, m3/s
};

/// `outlet,level_m,capacity_m3_s`: the rows of an outlet stand together, their levels growing.
struct OutletTable {
    std::string name;
    std::vector<double> level, capacity;  ///< m, m3/s
};

/// `date,level_m[,release_m3_s]`, date as MM-DD, growing over the year. Without the last column one level a date; with
/// it, each date may have several rows, their levels growing.
struct RuleCurveRow {
    int month = 1, day = 1;
    double level = 0.0;             ///< m
    std::optional<double> release;  ///< m3/s
};

// Each reader adds its problems; what it returns is sound only when it added none.
[[nodiscard]] StorageTable read_storage(const std::filesystem::path& path, tables::Problems& problems);
[[nodiscard]] LevelDischarge read_level_discharge(const std::filesystem::path& path, tables::Problems& problems);
[[nodiscard]] std::vector<OutletTable> read_outlets(const std::filesystem::path& path, tables::Problems& problems);
[[nodiscard]] std::vector<RuleCurveRow> read_rule_curve(const std::filesystem::path& path, tables::Problems& problems);

/// A day of any year, "MM-DD"; none when it is not one (29 February is).
struct MonthDay {
    int month = 1, day = 1;
    friend bool operator==(const MonthDay&, const MonthDay&) = default;
};
[[nodiscard]] std::optional<MonthDay> parse_month_day(const std::string& text);

}  // namespace liriver::data::registers
