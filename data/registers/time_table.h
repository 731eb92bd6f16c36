#pragma once
// A time table (CSV with a `time` column): one of its columns as times and numbers.
#include <string>
#include <vector>

#include "data/tables/columns.h"
#include "data/tables/csv.h"
#include "data/tables/problem.h"
#include "data/tables/time.h"

namespace liriver::data::registers {

struct TimeColumn {
    std::string column;
    std::vector<tables::Time> times;  ///< rising
    std::vector<double> values;       ///< in the column's own unit
};

/// Picks a column of a table read by `tables::read_csv`; an empty name means the only one beside `time`. Values must
/// keep to `rule`. Problems: no such column, several to choose from, a time that is none or out of order, a value that
/// is none. Returns what is sound only when there was none.
[[nodiscard]] std::optional<TimeColumn> read_time_column(const tables::CsvTable& table, const std::string& column,
                                                         const tables::NumberRule& rule, tables::Problems& problems);

}  // namespace liriver::data::registers
