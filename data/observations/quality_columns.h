#pragma once
// Which columns of a table hold items of the standards, and how their numbers become ones in the item's unit. Internal
// to this module.
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "data/standards/standards_reader.h"
#include "data/tables/csv.h"

namespace liriver::data::observations {

struct ItemColumn {
    std::size_t column = 0;
    std::string item;
    standards::UnitChange change;
};

/// Columns of items, by the names given in `items` and those that the items have. Problems: a name given that no column
/// or no item has, two columns of one item, a unit that is missing or of another kind.
[[nodiscard]] std::vector<ItemColumn> item_columns(const tables::CsvTable& table,
                                                   const std::map<std::string, std::string>& items,
                                                   const standards::Standards& standards, tables::Problems& problems);

/// The first column that goes by one of the names; nothing: there is none.
[[nodiscard]] std::optional<std::size_t> column_named(const tables::CsvTable& table,
                                                      const std::vector<std::string>& quantities);

}  // namespace liriver::data::observations
