#pragma once
// One cause, one problem: cells of a column that are wrong in the same way are told once, with their count.
#include <map>
#include <string>
#include <utility>

#include "data/tables/csv.h"
#include "data/tables/problem.h"

namespace liriver::data::tables {

/// Collects faulty cells of one table; the problems are added when it goes out of scope or `tell` is called.
class CellProblems {
  public:
    CellProblems(const CsvTable& table, Problems& problems) : table_(table), problems_(problems) {}
    CellProblems(const CellProblems&) = delete;
    CellProblems& operator=(const CellProblems&) = delete;
    ~CellProblems() { tell(); }

    /// Cells of one column with the same code and the same `kind` are one problem: that of the first, with the number
    /// of the others and the line of the last. `kind` tells causes apart whose `expected` differs from cell to cell.
    void add(std::size_t row, std::size_t column, const char* code, std::string found, std::string expected,
             const std::string& kind = {});

    [[nodiscard]] bool none() const { return found_.empty(); }
    void tell();

  private:
    struct Kind {
        Problem first;
        std::size_t count = 0;
        int last_line = 0;
    };
    const CsvTable& table_;
    Problems& problems_;
    std::map<std::string, Kind> found_;
};

}  // namespace liriver::data::tables
