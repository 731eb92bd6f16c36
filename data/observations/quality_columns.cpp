#include "data/observations/quality_columns.h"

#include <fmt/format.h>

#include <algorithm>

#include "data/tables/column_names.h"
#include "data/tables/known_columns.h"
#include "data/tables/suggest.h"

namespace liriver::data::observations {

using standards::Item;
using standards::Standards;
using tables::CsvTable;
using tables::Problems;

namespace {
/// A header taken apart: an item, and its unit as written.
struct Named {
    const Item* item = nullptr;
    std::optional<std::string> unit;
};

class Names {
  public:
    Names(const std::map<std::string, std::string>& items, const Standards& standards)
        : items_(items), standards_(standards) {}

    [[nodiscard]] const Item* item_of(const std::string& name) const {
        const auto given = items_.find(name);
        return standards_.find_item(given == items_.end() ? name : given->second);
    }

    [[nodiscard]] Named take_apart(const std::string& header) const {
        const tables::ColumnName name = tables::split_column_name(header);
        if (const Item* item = item_of(name.quantity))
            return {item, name.unit                ? name.unit
                          : name.bracketed.empty() ? std::nullopt
                                                   : std::optional<std::string>(name.bracketed)};
        // Units that headers in general do not end with: "coliform_1_L", "ORP_mV".
        for (std::size_t at = header.find('_'); at != std::string::npos; at = header.find('_', at + 1)) {
            const Item* item = item_of(header.substr(0, at));
            std::string unit = header.substr(at + 1);
            if (item != nullptr && !standards::unit_change(unit, item->unit))
                std::replace(unit.begin(), unit.end(), '_', '/');
            if (item != nullptr && standards::unit_change(unit, item->unit))
                return {item, unit};
        }
        return {item_of(header), std::nullopt};
    }

  private:
    const std::map<std::string, std::string>& items_;
    const Standards& standards_;
};

void refuse(const CsvTable& table, std::size_t column, const char* code, const std::string& found,
            const std::string& expected, Problems& problems) {
    const tables::CsvCell& header = table.header[column];
    problems.push_back({table.file, header.line, header.column, code, header.text, found, expected, {}});
}

void check_given_names(const CsvTable& table, const std::map<std::string, std::string>& items,
                       const Standards& standards, Problems& problems) {
    for (const auto& [name, item] : items) {
        std::vector<std::string> headers, ids;
        for (const tables::CsvCell& header : table.header)
            headers.push_back(tables::split_column_name(header.text).quantity);
        for (const Item& one : standards.items)
            ids.push_back(one.id);
        const bool there = std::any_of(table.header.begin(), table.header.end(),
                                       [&name = name](const auto& header) { return header.text.rfind(name, 0) == 0; });
        if (!there)
            problems.push_back({table.file, 1, 0, "missing-column", "--item", fmt::format("no column of {}", name),
                                "the name of a column", tables::suggest(name, headers)});
        if (standards.find_item(item) == nullptr)
            problems.push_back({{},
                                0,
                                0,
                                "unknown-item",
                                "--item",
                                fmt::format("\"{}\"", item),
                                "an item of the tables",
                                tables::suggest(item, ids)});
    }
}
}  // namespace

std::optional<std::size_t> column_named(const CsvTable& table, const std::vector<std::string>& quantities) {
    for (const std::string& quantity : quantities)
        for (std::size_t c = 0; c < table.column_count(); ++c)
            if (tables::names_quantity(tables::split_column_name(table.header[c].text).quantity, quantity))
                return c;
    return std::nullopt;
}

std::vector<ItemColumn> item_columns(const CsvTable& table, const std::map<std::string, std::string>& items,
                                     const Standards& standards, Problems& problems) {
    check_given_names(table, items, standards, problems);
    const Names names(items, standards);
    std::vector<ItemColumn> columns;
    for (std::size_t c = 0; c < table.column_count(); ++c) {
        const Named named = names.take_apart(table.header[c].text);
        if (named.item == nullptr)
            continue;
        const auto again = std::find_if(columns.begin(), columns.end(),
                                        [&](const ItemColumn& column) { return column.item == named.item->id; });
        if (again != columns.end()) {
            refuse(table, c, "which-column", fmt::format("another column of {}", named.item->id),
                   fmt::format("one; \"{}\" is one too", table.header[again->column].text), problems);
            continue;
        }
        if (!named.unit && named.item->unit != "1") {
            refuse(table, c, "missing-unit", "a header without a unit",
                   fmt::format("its unit in the header, like \"{} ({})\"", named.item->id, named.item->unit), problems);
            continue;
        }
        const auto change = standards::unit_change(named.unit.value_or("1"), named.item->unit);
        if (change)
            columns.push_back({c, named.item->id, *change});
        else
            refuse(table, c, "wrong-unit", *named.unit, "a unit of the kind of " + named.item->unit, problems);
    }
    return columns;
}

}  // namespace liriver::data::observations
