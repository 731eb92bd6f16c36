#pragma once
// The kinds of values a scenario's keys hold, once read: SI inside, with the place in the file they came from.
#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/tables/time.h"

namespace liriver::scenarios::language {

using data::tables::Duration;
using data::tables::Time;

/// What the "file" of a value given on the command line begins with: `--set key=value`.
inline constexpr std::string_view override_prefix = "--set ";

/// Where something stood: for messages that only come up later.
struct Position {
    std::string file;  ///< a path, or `override_prefix` and key=value
    int line = 0;      ///< counted from 1; 0: unknown
    int column = 0;

    /// Given by `--set`.
    [[nodiscard]] bool is_override() const { return file.compare(0, override_prefix.size(), override_prefix) == 0; }
};

/// A point of a line of discharge over stage.
struct RatingPoint {
    double stage = 0.0;      ///< m above the datum
    double discharge = 0.0;  ///< m3/s
    Position at;
};

/// A file named in a scenario: an absolute path (relative ones are taken from the scenario's folder) and where it was
/// named. Empty: not given.
struct FileName {
    std::filesystem::path path;
    Position at;

    [[nodiscard]] bool given() const { return !path.empty(); }
};

/// A point in the project's CRS (m), or in degrees east and north (WGS 84) when `geographic`.
struct PointValue {
    double x = 0.0;
    double y = 0.0;
    bool geographic = false;
    Position at;
};

/// Between the rows of a table: straight lines, or each row's value held until the next.
enum class Interpolation { linear, hold };

/// What becomes of a gap between rows that is longer than `max_gap`.
enum class GapFill {
    refuse,  ///< a problem that names its rows
    linear,  ///< interpolated across it, as `interpolation` says
    hold     ///< the last value up to the next row
};

/// What becomes of numbers below 0 where none should be, as in an inflow that was computed from a water balance.
enum class Negative {
    refuse,
    cut,    ///< taken as 0, and counted
    accept  ///< taken as they are, where the key says that this can be
};

/// Depths that fell between rows (rain in mm), where a rate (mm/h) is asked for.
enum class DepthOver {
    none,
    interval_before,  ///< a row's depth fell between the row before and this one, as SL 651 has it
    interval_after    ///< between this row and the next
};

/// A number for all time, or a column of a time table. Numbers are in the key's SI unit. The rows of a table are read
/// into `times` and `values` when the scenario is loaded (`load`), already in SI.
struct Series {
    std::optional<double> constant;
    FileName file;
    std::string sheet;   ///< of a workbook; empty: its only one
    std::string column;  ///< as the file names it, with or without its unit; empty: the only one that can be meant
    std::string unit;    ///< of the file's numbers; empty: as the column's name says
    Interpolation interpolation = Interpolation::linear;
    std::vector<std::string> time_column;           ///< empty: the column that is named as times are
    std::string time_format;                        ///< empty: see data::tables::parse_time
    std::optional<std::chrono::minutes> time_zone;  ///< of times without an offset; none: the project's
    std::optional<std::vector<std::string>> missing;
    std::optional<double> max_gap;  ///< s
    GapFill gap_fill = GapFill::refuse;
    Negative negative = Negative::refuse;
    DepthOver depth_over = DepthOver::none;
    char decimal = '.', separator = ',';
    std::vector<Time> times;           ///< rising; empty for a constant
    std::vector<double> values;        ///< one a time
    std::vector<int> lines;            ///< where in the file each stands; 0: between two rows
    bool in_constituent_unit = false;  ///< while reading: a bare number, still in the unit of its constituent
    std::string si_unit;               ///< while reading: of a constant of a constituent that was given with a unit
    Position at;

    [[nodiscard]] bool is_table() const { return file.given(); }
};

/// A series for each constituent, by its name: concentrations in kg/m3 or loads in kg/s (or in what a constituent of
/// another kind has, see ConstituentKind).
using Amounts = std::map<std::string, Series>;

/// Where a number comes from, as far as the scenario says.
struct Provenance {
    bool assumed = false;  ///< no published or measured value: reports repeat it
    std::string source;
    std::string confidence;  ///< "H", "M", "L" or empty
};

}  // namespace liriver::scenarios::language
