#pragma once
// Reads the tables of standards: those that ship, and a folder's.
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "data/standards/standards.h"
#include "data/tables/problem.h"
#include "data/tables/units.h"

namespace liriver::data::standards {

/// Reads the shipped tables. With a `folder`, each of its CSV files takes the place of the shipped one of that name,
/// and files of other names come on top: `items.csv` (item,chinese,english,unit,priority,other_names,note), `rules.csv`
/// (rule,parameter,subject,value,unit,clause,valid_from,valid_until,superseded_by,source,confidence,note), and under
/// any other name limits
/// (standard,item,grade,water,condition,statistic,comparison,limit,unit,clause,valid_from,valid_until,
/// superseded_by,source,confidence,note).
/// Problems, all at once: what `ColumnReader` finds, unknown items, words and units, days that are none or out of
/// order, a limit without a number that is not marked `unread` or the other way round, a row that repeats another, a
/// worse class with a stricter limit, a name of two items. `clause` is `unread` where it could not be read.
[[nodiscard]] Standards read_standards(const std::optional<std::filesystem::path>& folder, tables::Problems& problems);

/// Brings numbers of one unit into another.
struct UnitChange {
    tables::Unit from, to;
    [[nodiscard]] double operator()(double value) const { return tables::convert(value, from, to); }
};
/// Beside the units that `tables::parse_unit` reads mV, and counts by volume ("个/L", "MPN/L", "CFU/L"), are known.
/// Nothing: one of them is no unit, or they are of two kinds.
[[nodiscard]] std::optional<UnitChange> unit_change(std::string_view unit, std::string_view wanted);

}  // namespace liriver::data::standards
