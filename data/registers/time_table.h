#pragma once
// A time table: one of its columns as times and numbers, as far as the rows have any.
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "data/tables/columns.h"
#include "data/tables/csv.h"
#include "data/tables/problem.h"
#include "data/tables/time.h"
#include "data/tables/time_form.h"

namespace liriver::data::registers {

/// How a table writes its times and numbers.
struct TimeTableForm {
    tables::TimeForm time;
    char decimal = '.';
    /// Marks of values that are missing, as texts or numbers; "" and "blank" stand for a cell without anything in it.
    /// Not given: a cell that is no number is a problem.
    std::optional<std::vector<std::string>> missing;
};

struct TimeColumn {
    std::vector<tables::Time> times;  ///< rising
    std::vector<double> values;       ///< in the column's own unit
    std::vector<int> lines;           ///< where each stands
    std::vector<int> missing_lines;   ///< of rows without a value, which are left out
    std::size_t local_times = 0;      ///< times without an offset, read by the form's zone
};

/// Columns that hold the times: `names` (several are read together: a date and a time of day); without names the only
/// column with one of the names that time columns have: time, date_time, datetime, timestamp, TM, 时间, 日期时间, 时刻,
/// 观测时间. Empty with a problem: none, or several.
[[nodiscard]] std::vector<std::size_t> time_columns(const tables::CsvTable& table,
                                                    const std::vector<std::string>& names, tables::Problems& problems);

/// Reads a column of a table. Values must keep to `rule`. Problems, one a cause: a time that is none or out of order, a
/// value that is none, no row with a value. Returns what is sound only when there was none.
[[nodiscard]] std::optional<TimeColumn> read_time_column(const tables::CsvTable& table,
                                                         const std::vector<std::size_t>& times, std::size_t column,
                                                         const tables::NumberRule& rule, const TimeTableForm& form,
                                                         tables::Problems& problems);

}  // namespace liriver::data::registers
