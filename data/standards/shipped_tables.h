#pragma once
// The tables of standards that ship with the program.
#include <string>
#include <vector>

namespace liriver::data::standards {

/// A file of `data/standards/tables`, byte for byte.
struct ShippedTable {
    std::string name;  ///< "gb-3838-2002.csv"
    std::string text;
};

[[nodiscard]] const std::vector<ShippedTable>& shipped_tables();

}  // namespace liriver::data::standards
