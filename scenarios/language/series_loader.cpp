#include "scenarios/language/series_loader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "data/registers/time_table.h"
#include "data/tables/file.h"
#include "data/tables/time_form.h"
#include "data/tables/units.h"
#include "data/tables/workbook.h"
#include "scenarios/language/series_checks.h"

namespace liriver::scenarios::language {

using data::tables::convert;
using data::tables::parse_unit;
using data::tables::Problems;
using data::tables::Unit;

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

void SeriesLoader::refuse(const Series& series, const SeriesUse& use, const char* code, const char* key,
                          std::string found, std::string expected) {
    problems_.push_back({series.at.file,
                         series.at.line,
                         series.at.column,
                         code,
                         key == nullptr ? use.key : use.key + "." + key,
                         std::move(found),
                         std::move(expected),
                         {}});
}

std::optional<data::tables::Sheet> SeriesLoader::read(const Series& series, const std::string& key) {
    if (refuse_unreadable(series.file, key, problems_))
        return std::nullopt;
    const auto bytes = data::tables::read_file(series.file.path);
    if (!bytes) {
        problems_.push_back(bytes.error());
        return std::nullopt;
    }
    const std::string file = series.file.path.string();
    switch (data::tables::workbook_kind(*bytes)) {
        case data::tables::WorkbookKind::zipped:
            return data::tables::read_workbook(series.file.path, series.sheet, problems_);
        case data::tables::WorkbookKind::old:
            problems_.push_back({file,
                                 0,
                                 0,
                                 "old-workbook",
                                 key,
                                 "a workbook of the form that ended in 2003 (.xls)",
                                 "an XLSX or ODS workbook, or CSV",
                                 {}});
            return std::nullopt;
        case data::tables::WorkbookKind::none:
            break;
    }
    if (!series.sheet.empty())
        problems_.push_back({series.at.file,
                             series.at.line,
                             series.at.column,
                             "not-used",
                             key + ".sheet",
                             fmt::format("a sheet of {}, which is no workbook", series.file.path.filename().string()),
                             "no such key",
                             {}});
    auto csv = data::tables::parse_csv(*bytes, file, problems_, data::tables::Rows::required, series.separator);
    if (!csv)
        return std::nullopt;
    return data::tables::Sheet{std::move(*csv), {}};
}

const data::tables::Sheet* SeriesLoader::table(const Series& series, const std::string& key) {
    const Source source{series.file.path, series.sheet, series.separator};
    const auto known = tables_.find(source);
    if (known != tables_.end())
        return known->second ? &*known->second : nullptr;
    const auto& kept = tables_.emplace(source, read(series, key)).first->second;
    return kept ? &*kept : nullptr;
}

// Keys that say nothing, or what cannot be.
bool SeriesLoader::check_keys(const Series& series, const SeriesUse& use) {
    const std::size_t before = problems_.size();
    if (const auto error = data::tables::check_time_format(series.time_format))
        refuse(series, use, "bad-format", "time_format", error->found, error->expected);
    if (series.gap_fill != GapFill::refuse && !series.max_gap)
        refuse(series, use, "missing-key", "max_gap", "`gap_fill` without it", "the longest gap that is none");
    if (series.gap_fill == GapFill::linear && series.interpolation == Interpolation::hold)
        refuse(series, use, "not-used", "gap_fill", "a straight line in a series that is held from row to row",
               "gap_fill = \"hold\", or another `interpolation`");
    if (series.negative == Negative::accept && !use.negative && !use.balance)
        refuse(series, use, "not-used", "negative", "\"accept\" where no number below 0 can be",
               "\"refuse\" or \"cut\"");
    return problems_.size() == before;
}

// How rows were read, where the table itself does not say.
void SeriesLoader::tell_reading(const Series& series, const SeriesUse& use, const data::registers::TimeColumn& column) {
    const std::string file = series.file.path.filename().string();
    if (column.local_times > 0) {
        const std::string clock =
            data::tables::format_local(Time{}, series.time_zone.value_or(scenario_.project.time_zone));
        std::string note =
            fmt::format("{}: times without an offset from UTC are read as {}{}", file, clock.substr(clock.size() - 6),
                        series.time_zone ? "" : ", the project's time_zone");
        if (std::find(notes_.begin(), notes_.end(), note) == notes_.end())
            notes_.push_back(std::move(note));
    }
    if (!column.missing_lines.empty())
        notes_.push_back(fmt::format("{}: {} of {} rows of {} have no value (the first line {}, the last line {})",
                                     use.key, column.missing_lines.size(),
                                     column.missing_lines.size() + column.times.size(), file,
                                     column.missing_lines.front(), column.missing_lines.back()));
}

void SeriesLoader::load(Series& series, const SeriesUse& use) {
    if (!series.is_table() || !check_keys(series, use))
        return;
    const auto* sheet = table(series, use.key);
    if (sheet == nullptr)
        return;
    const data::tables::CsvTable* const csv = &sheet->table;
    const auto times = data::registers::time_columns(*csv, series.time_column, problems_);
    if (times.empty())
        return;
    const auto chosen = choose_column(*csv, times, series, use, problems_);
    if (!chosen)
        return;
    data::registers::TimeTableForm form;
    form.time = {series.time_format, series.time_zone.value_or(scenario_.project.time_zone), series.decimal,
                 sheet->dates};
    form.decimal = series.decimal;
    form.missing = series.missing;
    data::tables::NumberRule rule;
    if (!use.negative && series.negative == Negative::refuse)
        rule.minimum = 0.0;
    auto column = data::registers::read_time_column(*csv, times, chosen->index, rule, form, problems_);
    if (!column)
        return;
    tell_reading(series, use, *column);
    series.column = chosen->name;
    series.unit = chosen->written;
    series.times = std::move(column->times);
    series.values = std::move(column->values);
    series.lines = std::move(column->lines);
    SeriesChecks checks(series, use, *chosen, {scenario_.time.start, scenario_.time.end, scenario_.project.time_zone},
                        problems_, notes_);
    const std::size_t before = problems_.size();
    checks.refuse_marks();
    if (problems_.size() != before)
        return;
    const Unit wanted = parse_unit(chosen->depth ? "m" : use.unit).value();
    for (double& value : series.values)
        value = convert(value, chosen->unit, wanted);
    checks.check_gaps();
    checks.spread_depths();
    checks.settle_negative();
    checks.check_size();
    if (use.whole_run && problems_.size() == before)
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
    for (const auto& [source, table] : tables_)
        if (table && (files.empty() || files.back() != std::get<0>(source)))
            files.push_back(std::get<0>(source));
    return files;
}

}  // namespace liriver::scenarios::language
