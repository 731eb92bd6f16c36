#pragma once
// Sheets of workbooks (XLSX, ODS) as tables, through GDAL's own drivers.
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "data/tables/csv.h"
#include "data/tables/problem.h"

namespace liriver::data::tables {

/// Whether the first bytes are those of a workbook in a ZIP archive (XLSX, ODS), or of an old one (XLS).
enum class WorkbookKind { none, zipped, old };
[[nodiscard]] WorkbookKind workbook_kind(std::string_view bytes);

struct Sheet {
    CsvTable table;
    std::string dates;  ///< how numbers count days, as `TimeForm::numbers` has it; empty: dates are texts
};

/// Reads a sheet: its first row that is not empty is the header, every other a row. Cells are texts as they are stored:
/// of XLSX a date is the serial day that the workbook holds (the driver takes times of day away from dates whose format
/// it does not know), of ODS "2025-11-01T08:00:00". `line` of a cell is the sheet's row and `column` its column, both
/// from 1. An empty `sheet` means the only one. Problems are added for: a file that the drivers cannot read, a sheet
/// that is not there, several sheets and none named, and all that `make_table` checks.
[[nodiscard]] std::optional<Sheet> read_workbook(const std::filesystem::path& path, const std::string& sheet,
                                                 Problems& problems, Rows rows = Rows::required);

}  // namespace liriver::data::tables
