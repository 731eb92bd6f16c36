#include "data/registers/time_table.h"

#include <fmt/format.h>

namespace liriver::data::registers {

std::optional<TimeColumn> read_time_column(const tables::CsvTable& table, const std::string& column,
                                           const tables::NumberRule& rule, tables::Problems& problems) {
    TimeColumn result;
    result.column = column;
    if (column.empty()) {
        std::vector<std::string> others;
        for (const tables::CsvCell& cell : table.header)
            if (cell.text != "time" && cell.text != "note")
                others.push_back(cell.text);
        if (others.size() != 1) {
            problems.push_back({table.file,
                                table.header.front().line,
                                0,
                                "which-column",
                                "column",
                                fmt::format("{} value columns", others.size()),
                                "the name of one of them",
                                {}});
            return std::nullopt;
        }
        result.column = others.front();
    }
    tables::ColumnReader columns(table, problems);
    result.times = columns.times("time");
    result.values = columns.numbers(result.column, rule);
    if (!columns.good())
        return std::nullopt;
    return result;
}

}  // namespace liriver::data::registers
