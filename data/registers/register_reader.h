#pragma once
// What readers of registers share: columns read at once, and which of their rows are sound. Internal to this module.
#include <optional>
#include <string>
#include <vector>

#include "data/registers/registers.h"
#include "data/tables/columns.h"
#include "data/tables/csv.h"

namespace liriver::data::registers {

/// A cell of a column that may not be there.
[[nodiscard]] std::string at(const std::vector<std::string>& column, std::size_t row);
[[nodiscard]] std::optional<double> at(const std::vector<double>& column, std::size_t row);

/// The columns most registers share, read at once, and which of their rows are sound.
class RegisterReader {
  public:
    RegisterReader(const tables::CsvTable& table, tables::Problems& problems)
        : table_(table), problems_(problems), columns_(table, problems) {}

    /// Texts of a column that may not be there.
    std::vector<std::string> words(const std::string& name);
    std::vector<double> amounts(const std::string& name, double minimum = 0.0, bool above = false);
    /// The naming column; `once`: a name that stands there twice is a problem.
    std::vector<std::string> names(const std::string& column, bool once);
    /// A place each: a chainage of a reach, or coordinates.
    std::vector<RegisterPlace> places();
    /// Places that may be missing as a whole, but not in part.
    std::vector<RegisterPlace> places_if_any();
    /// A problem was added that names this row.
    [[nodiscard]] bool refused(std::size_t row) const;
    /// "yes" or "no"; an empty cell or no column: `otherwise`.
    std::vector<bool> flags(const std::string& name, bool otherwise);

    [[nodiscard]] Row where(std::size_t row) const { return {table_.file, table_.line(row)}; }
    tables::ColumnReader& columns() { return columns_; }

  private:
    const tables::CsvTable& table_;
    tables::Problems& problems_;
    tables::ColumnReader columns_;
};

}  // namespace liriver::data::registers
