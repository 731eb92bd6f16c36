#include "scenarios/language/series_loader.h"

#include <fmt/format.h>

#include <algorithm>

#include "data/registers/time_table.h"
#include "data/tables/file.h"
#include "scenarios/language/units.h"

namespace liriver::scenarios::language {

using data::tables::Problems;

bool refuse_unreadable(const FileName& file, const std::string& key, Problems& problems) {
    std::error_code error;
    if (std::filesystem::is_regular_file(file.path, error))
        return false;
    const auto bytes = data::tables::read_file(file.path);
    if (bytes)
        return false;
    problems.push_back({file.at.file,
                        file.at.line,
                        file.at.column,
                        bytes.error().code,
                        key,
                        fmt::format("{} at {}", bytes.error().found, file.path.string()),
                        bytes.error().expected,
                        {}});
    return true;
}

const data::tables::CsvTable* SeriesLoader::table(const FileName& file, const std::string& key) {
    const auto known = tables_.find(file.path);
    if (known != tables_.end())
        return known->second ? &*known->second : nullptr;
    std::optional<data::tables::CsvTable> table;
    if (!refuse_unreadable(file, key, problems_))
        table = data::tables::read_csv(file.path, problems_);
    const auto& kept = tables_.emplace(file.path, std::move(table)).first->second;
    return kept ? &*kept : nullptr;
}

void SeriesLoader::load(Series& series, const SeriesUse& use) {
    if (!series.is_table())
        return;
    const auto* csv = table(series.file, use.key);
    if (csv == nullptr)
        return;
    const auto refuse = [&](const char* code, std::string found, std::string expected) {
        problems_.push_back({series.at.file,
                             series.at.line,
                             series.at.column,
                             code,
                             use.key,
                             std::move(found),
                             std::move(expected),
                             {}});
    };
    data::tables::NumberRule rule;
    if (!use.negative)
        rule.minimum = 0.0;
    auto column = data::registers::read_time_column(*csv, series.column, rule, problems_);
    if (!column)
        return;
    std::string written = series.unit;
    if (written.empty()) {
        const auto named = unit_of_column(column->column);
        written = named.value_or(use.bare_unit.empty() ? use.unit : use.bare_unit);
        if (!named && written != "1")
            notes_.push_back(fmt::format("{}: column {} of {} ends with no unit: taken as {}", use.key, column->column,
                                         series.file.path.filename().string(), written));
    }
    const auto unit = parse_unit(written);
    const Unit wanted = parse_unit(use.unit).value();
    if (!unit) {
        refuse("unknown-unit", unit.error(), fmt::format("a unit like \"{}\"", use.unit));
        return;
    }
    if (unit->dimension != wanted.dimension) {
        refuse("wrong-unit", fmt::format("{} of column {}, {}", written, column->column, in_words(unit->dimension)),
               in_words(wanted.dimension));
        return;
    }
    for (double& value : column->values)
        value = convert(value, *unit, wanted);
    series.column = column->column;
    series.unit = written;
    series.times = std::move(column->times);
    series.values = std::move(column->values);
    if (use.whole_run)
        check_cover(series, use);
}

void SeriesLoader::check_cover(const Series& series, const SeriesUse& use) {
    const TimeSettings& time = scenario_.time;
    if (!time.start || !time.end || series.times.empty())
        return;
    const Time from = std::max(*time.start, time.restart.value_or(*time.start));
    if (series.times.front() <= from && series.times.back() >= *time.end)
        return;
    const auto shown = [this](Time instant) {
        return data::tables::format_local(instant, scenario_.project.time_zone);
    };
    problems_.push_back({series.at.file,
                         series.at.line,
                         series.at.column,
                         "not-covered",
                         use.key,
                         fmt::format("{} to {} in {}", shown(series.times.front()), shown(series.times.back()),
                                     series.file.path.filename().string()),
                         fmt::format("rows from {} to {}", shown(from), shown(*time.end)),
                         {}});
}

std::vector<std::filesystem::path> SeriesLoader::files() const {
    std::vector<std::filesystem::path> files;
    for (const auto& [path, table] : tables_)
        if (table)
            files.push_back(path);
    return files;
}

}  // namespace liriver::scenarios::language
