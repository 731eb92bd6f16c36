#pragma once
// Comma-separated tables (RFC 4180) as people send them: UTF-8 or GB18030, with or without a byte order mark, CRLF or
// LF, comment lines at the top. A header is required. Every cell knows its line and column.
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/tables/encoding.h"
#include "data/tables/problem.h"

namespace liriver::data::tables {

struct CsvCell {
    std::string text;  ///< without quotes; blanks around an unquoted cell are dropped
    int line = 0;      ///< counted from 1
    int column = 0;    ///< characters, counted from 1
};

/// A table in memory: a header and rows that all have as many cells as the header.
struct CsvTable {
    std::string file;
    Encoding encoding = Encoding::utf8;
    std::vector<std::string> comments;  ///< the `#` lines above the header, without the `#`
    std::vector<CsvCell> header;
    std::vector<CsvCell> cells;  ///< [rows * columns], row by row

    [[nodiscard]] std::size_t column_count() const { return header.size(); }
    [[nodiscard]] std::size_t row_count() const { return header.empty() ? 0 : cells.size() / header.size(); }
    [[nodiscard]] const CsvCell& cell(std::size_t row, std::size_t column) const {
        return cells[row * header.size() + column];
    }
    [[nodiscard]] int line(std::size_t row) const { return cell(row, 0).line; }
    /// The column of that name, if there is one.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;
};

enum class Rows { required, may_be_none };

/// Reads a table from bytes. Problems are added for: bytes in neither encoding, an empty file, a header with an empty
/// or repeated name, a quote that never closes or is followed by text, a row with too few or too many cells, no rows
/// where some are required. Faulty rows are left out, so that the rest can be checked too; nothing is returned
/// when there is no usable header, or no row where some are required. Spreadsheets leave rows and last columns without
/// anything in them behind: rows in which no cell holds a character, and last columns without a name in which none
/// does, are no part of the table.
[[nodiscard]] std::optional<CsvTable> parse_csv(std::string_view bytes, const std::string& file, Problems& problems,
                                                Rows rows = Rows::required, char separator = ',');

/// Reads a table from a file, as `parse_csv`; a file that cannot be read is a problem too.
[[nodiscard]] std::optional<CsvTable> read_csv(const std::filesystem::path& path, Problems& problems,
                                               Rows rows = Rows::required, char separator = ',');

/// A table as rows of cells, the header first, however they were read: drops what is empty and checks what `parse_csv`
/// says of headers and rows. Nothing when there is no usable header. `rows` may be shorter or longer than the header.
[[nodiscard]] std::optional<CsvTable> make_table(CsvTable table, const std::vector<std::vector<CsvCell>>& rows,
                                                 Problems& problems, Rows presence);

}  // namespace liriver::data::tables
