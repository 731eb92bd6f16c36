#include "data/registers/reservoir_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "data/tables/columns.h"
#include "data/tables/csv.h"
#include "data/tables/csv_writer.h"

namespace liriver::data::registers {

using tables::ColumnReader;
using tables::NumberRule;
using tables::Presence;
using tables::Problems;

namespace {

constexpr NumberRule at_least_0{.minimum = 0.0};

// From row to row: more (`strictly`), or at least as much.
void check_rising(ColumnReader& columns, const std::string& name, const std::vector<double>& values, bool strictly,
                  std::size_t first = 1) {
    for (std::size_t row = first; row < values.size(); ++row)
        if (values[row] < values[row - 1] || (strictly && values[row] == values[row - 1]))
            columns.refuse(row, name, "out-of-order", tables::format_number(values[row]),
                           fmt::format("{} {} of the row before", strictly ? "more than the" : "at least the",
                                       tables::format_number(values[row - 1])));
}

}  // namespace

std::optional<MonthDay> parse_month_day(const std::string& text) {
    static constexpr std::array<int, 12> days{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const auto digit = [&](std::size_t k) { return std::isdigit(static_cast<unsigned char>(text[k])) != 0; };
    if (text.size() != 5 || text[2] != '-' || !digit(0) || !digit(1) || !digit(3) || !digit(4))
        return std::nullopt;
    const MonthDay date{std::stoi(text.substr(0, 2)), std::stoi(text.substr(3, 2))};
    if (date.month < 1 || date.month > 12 || date.day < 1 || date.day > days[static_cast<std::size_t>(date.month - 1)])
        return std::nullopt;
    return date;
}

StorageTable read_storage(const std::filesystem::path& path, Problems& problems) {
    StorageTable storage;
    const auto table = tables::read_csv(path, problems);
    if (!table)
        return storage;
    ColumnReader columns(*table, problems);
    storage.level = columns.numbers("level_m");
    storage.volume = columns.numbers("volume_m3", at_least_0);
    storage.area = columns.numbers("area_m2", at_least_0, Presence::optional);
    if (!columns.good())
        return storage;
    check_rising(columns, "level_m", storage.level, true);
    check_rising(columns, "volume_m3", storage.volume, true);
    check_rising(columns, "area_m2", storage.area, false);
    if (table->row_count() == 1)
        columns.refuse(0, "level_m", "one-point", "one row", "at least two: a line from row to row");
    return storage;
}

LevelDischarge read_level_discharge(const std::filesystem::path& path, Problems& problems) {
    LevelDischarge rating;
    const auto table = tables::read_csv(path, problems);
    if (!table)
        return rating;
    ColumnReader columns(*table, problems);
    rating.level = columns.numbers("level_m");
    rating.discharge = columns.numbers("discharge_m3_s", at_least_0);
    if (!columns.good())
        return rating;
    check_rising(columns, "level_m", rating.level, true);
    check_rising(columns, "discharge_m3_s", rating.discharge, false);
    if (rating.discharge.front() != 0.0)
        columns.refuse(0, "discharge_m3_s", "out-of-bounds", tables::format_number(rating.discharge.front()),
                       "0 in the first row: the lip, where it begins to spill");
    if (table->row_count() == 1)
        columns.refuse(0, "level_m", "one-point", "one row", "at least two: a line from row to row");
    return rating;
}

std::vector<OutletTable> read_outlets(const std::filesystem::path& path, Problems& problems) {
    std::vector<OutletTable> outlets;
    const auto table = tables::read_csv(path, problems);
    if (!table)
        return outlets;
    ColumnReader columns(*table, problems);
    const auto names = columns.texts("outlet");
    const auto levels = columns.numbers("level_m");
    const auto capacities = columns.numbers("capacity_m3_s", at_least_0);
    if (!columns.good())
        return outlets;
    for (std::size_t row = 0; row < names.size(); ++row) {
        if (outlets.empty() || outlets.back().name != names[row]) {
            if (std::any_of(outlets.begin(), outlets.end(), [&](const auto& one) { return one.name == names[row]; }))
                columns.refuse(row, "outlet", "repeated-name", fmt::format("\"{}\" again", names[row]),
                               "the rows of one outlet together");
            outlets.push_back({names[row], {}, {}});
        } else if (levels[row] <= outlets.back().level.back()) {
            columns.refuse(
                row, "level_m", "out-of-order", tables::format_number(levels[row]),
                fmt::format("more than the {} of the row before", tables::format_number(outlets.back().level.back())));
        }
        outlets.back().level.push_back(levels[row]);
        outlets.back().capacity.push_back(capacities[row]);
    }
    return outlets;
}

std::vector<RuleCurveRow> read_rule_curve(const std::filesystem::path& path, Problems& problems) {
    std::vector<RuleCurveRow> rows;
    const auto table = tables::read_csv(path, problems);
    if (!table)
        return rows;
    ColumnReader columns(*table, problems);
    const auto dates = columns.texts("date");
    const auto levels = columns.numbers("level_m");
    const auto releases = columns.numbers("release_m3_s", at_least_0, Presence::optional);
    if (!columns.good())
        return rows;
    for (std::size_t row = 0; row < dates.size(); ++row) {
        const auto date = parse_month_day(dates[row]);
        if (!date) {
            columns.refuse(row, "date", "bad-date", fmt::format("\"{}\"", dates[row]), "a day of the year, MM-DD");
            continue;
        }
        RuleCurveRow next{date->month, date->day, levels[row], std::nullopt};
        if (!releases.empty())
            next.release = releases[row];
        if (!rows.empty()) {
            const RuleCurveRow& last = rows.back();
            const int growth = (next.month - last.month) * 100 + next.day - last.day;
            if (growth < 0 || (growth == 0 && releases.empty()))
                columns.refuse(row, "date", "out-of-order", fmt::format("\"{}\"", dates[row]),
                               fmt::format("a day after {:02}-{:02} of the row before", last.month, last.day));
            else if (growth == 0 && next.level <= last.level)
                columns.refuse(row, "level_m", "out-of-order", tables::format_number(next.level),
                               "levels that grow within a date");
        }
        rows.push_back(next);
    }
    return rows;
}

}  // namespace liriver::data::registers
