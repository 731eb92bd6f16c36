#include "data/tables/cell_problems.h"

#include <fmt/format.h>

namespace liriver::data::tables {

void CellProblems::add(std::size_t row, std::size_t column, const char* code, std::string found, std::string expected,
                       const std::string& kind) {
    const CsvCell& cell = table_.cell(row, column);
    const std::string key = fmt::format("{}\n{}\n{}", column, code, kind.empty() ? expected : kind);
    Kind& same = found_[key];
    if (same.count++ == 0)
        same.first = {table_.file,      cell.line,           cell.column, code, table_.header[column].text,
                      std::move(found), std::move(expected), {}};
    same.last_line = cell.line;
}

void CellProblems::tell() {
    for (auto& [key, same] : found_) {
        if (same.count > 1)
            same.first.found += fmt::format(" (and {} more such {}, the last in line {})", same.count - 1,
                                            same.count == 2 ? "cell" : "cells", same.last_line);
        problems_.push_back(std::move(same.first));
    }
    found_.clear();
}

}  // namespace liriver::data::tables
