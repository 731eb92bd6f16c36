#include "data/observations/quality_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "data/observations/quality_cells.h"
#include "data/observations/quality_columns.h"
#include "data/registers/time_table.h"
#include "data/tables/cell_problems.h"
#include "data/tables/columns.h"
#include "data/tables/file.h"
#include "data/tables/time_form.h"
#include "data/tables/workbook.h"

namespace liriver::data::observations {

using standards::Standards;
using tables::CsvTable;
using tables::Problems;

namespace {
constexpr const char* no_item = "no-item";  // the code of that problem
constexpr double none = std::numeric_limits<double>::quiet_NaN();

struct Source {
    CsvTable table;
    std::string numbers;  ///< what plain numbers are where times are asked for
};

std::optional<Source> read_source(const std::filesystem::path& path, Problems& problems) {
    std::error_code error;
    const auto file = std::filesystem::is_directory(path, error) ? path / "stations.csv" : path;
    const auto bytes = tables::read_file(file);
    if (!bytes) {
        problems.push_back(bytes.error());
        return std::nullopt;
    }
    if (tables::workbook_kind(*bytes) == tables::WorkbookKind::zipped) {
        auto sheet = tables::read_workbook(file, {}, problems);
        return sheet ? std::optional<Source>(Source{std::move(sheet->table), sheet->dates}) : std::nullopt;
    }
    auto table = tables::parse_csv(*bytes, file.string(), problems);
    return table ? std::optional<Source>(Source{std::move(*table), {}}) : std::nullopt;
}

/// Values below 0 mean something only of these.
bool may_be_negative(const std::string& item) { return item == "temperature" || item == "ORP"; }

/// Rows of a table, station by station.
class Reading {
  public:
    Reading(const Source& source, const QualityTableForm& form, const Standards& standards, Problems& problems)
        : table_(source.table), form_(form), standards_(standards), problems_(problems) {
        time_.format = form.time_format;
        time_.numbers = source.numbers;
    }

    std::optional<QualityTable> read() {
        const std::size_t before = problems_.size();
        result_.file = table_.file;
        const auto utc = table_.find("time_utc"), local = table_.find("time_local");
        const bool run = utc && local && table_.find("stage_m");
        result_.averaging = run ? standards::Averaging::continuous : standards::Averaging::samples;
        times_ = utc ? std::vector{*utc} : local ? std::vector{*local} : registers::time_columns(table_, {}, problems_);
        const auto station = column_named(table_, {"station", "section"});
        if (!station)
            problems_.push_back({table_.file,
                                 1,
                                 0,
                                 "missing-column",
                                 "station",
                                 "no such column",
                                 "a column \"station\" (测站) or \"section\" (断面)",
                                 {}});
        columns_ = item_columns(table_, form_.items, standards_, problems_);
        if (columns_.empty() && problems_.size() == before)
            problems_.push_back({table_.file,
                                 1,
                                 0,
                                 no_item,
                                 {},
                                 "no column of an item of the standards",
                                 "one, like \"NH3-N (mg/L)\", or --item NAME=ITEM",
                                 {}});
        if (problems_.size() != before)
            return std::nullopt;
        take_headers(station.value(), utc, local);
        set_time_zone(local.value_or(times_.front()));
        {
            tables::CellProblems faults(table_, problems_);
            for (std::size_t row = 0; row < table_.row_count(); ++row)
                read_row(row, station.value(), faults);
        }
        if (local_times_ > 0 && !form_.time_zone)
            problems_.push_back({table_.file,
                                 0,
                                 0,
                                 "no-time-zone",
                                 "--time-zone",
                                 fmt::format("{} times without an offset from UTC", local_times_),
                                 "--time-zone, like +08:00",
                                 {}});
        if (problems_.size() != before)
            return std::nullopt;
        for (QualityStation& one : result_.stations)
            sort(one);
        warn_of_nitrogen();
        return std::move(result_);
    }

  private:
    void take_headers(std::size_t station, std::optional<std::size_t> utc, std::optional<std::size_t> local) {
        depth_ = column_named(table_, {"depth_m", "depth"});
        if (depth_ && table_.header[*depth_].text != "depth_m")
            depth_.reset();  // a depth in another unit is passed over
        for (std::size_t c = 0; c < table_.column_count(); ++c) {
            const auto taken = std::find_if(columns_.begin(), columns_.end(),
                                            [c](const ItemColumn& column) { return column.column == c; });
            if (taken != columns_.end())
                result_.columns.push_back({table_.header[c].text, taken->item});
            else if (c != station && c != utc && c != local && std::count(times_.begin(), times_.end(), c) == 0)
                result_.passed_over.push_back(table_.header[c].text);
        }
    }

    /// The zone asked for, or else that of the first local time, or time, that carries its offset.
    void set_time_zone(std::size_t column) {
        time_.zone = form_.time_zone.value_or(std::chrono::minutes{0});
        result_.time_zone = time_.zone;
        if (form_.time_zone || table_.row_count() == 0)
            return;
        const std::string& text = table_.cell(0, column).text;
        const std::size_t offset = text.find_last_of("+-Z");
        if (offset != std::string::npos && offset > 10)
            result_.time_zone = tables::parse_offset(text.substr(offset)).value_or(result_.time_zone);
    }

    void read_row(std::size_t row, std::size_t station, tables::CellProblems& faults) {
        std::string text;
        for (const std::size_t column : times_)
            text += (text.empty() ? "" : " ") + table_.cell(row, column).text;
        const auto time = tables::parse_time(text, time_);
        if (!time) {
            faults.add(row, times_.front(), "bad-time", time.error().found, time.error().expected);
            return;
        }
        local_times_ += time->local ? 1 : 0;
        const std::string& name = table_.cell(row, station).text;
        if (name.empty()) {
            faults.add(row, station, "empty-cell", "an empty cell", "a station's name");
            return;
        }
        QualityStation& one = station_of(name);
        one.times.push_back(time->time);
        for (const ItemColumn& column : columns_)
            one.values[column.item].push_back(read_value(row, column, one, faults));
        if (depth_) {
            double depth = none;
            one.depth.push_back(tables::parse_number(table_.cell(row, *depth_).text, depth) ? depth : none);
        }
    }

    double read_value(std::size_t row, const ItemColumn& column, QualityStation& station,
                      tables::CellProblems& faults) const {
        const std::string& text = table_.cell(row, column.column).text;
        const QualityCell cell = read_quality_cell(text, form_.missing);
        if (!cell.good) {
            faults.add(row, column.column, "not-a-number", fmt::format("\"{}\"", text.substr(0, 40)),
                       "a number, \"<0.02\", \"0.02L\", an empty cell, or --missing, which names a mark");
            return none;
        }
        if (!cell.value)
            return none;
        if (*cell.value < 0.0 && !may_be_negative(column.item)) {
            faults.add(row, column.column, "out-of-bounds", text,
                       "a number of at least 0, or --missing, which names a mark");
            return none;
        }
        station.below_detection += cell.below_detection ? 1 : 0;
        return column.change(*cell.value) * (cell.below_detection ? form_.below_detection : 1.0);
    }

    QualityStation& station_of(const std::string& name) {
        const auto found = std::find_if(result_.stations.begin(), result_.stations.end(),
                                        [&](const QualityStation& one) { return one.name == name; });
        if (found != result_.stations.end())
            return *found;
        QualityStation& station = result_.stations.emplace_back();
        station.name = name;
        return station;
    }

    static void sort(QualityStation& station) {
        std::vector<std::size_t> order(station.times.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return station.times[a] < station.times[b]; });
        const auto sorted = [&order](auto& values) {
            auto copy = values;
            for (std::size_t i = 0; i < order.size() && i < values.size(); ++i)
                values[i] = copy[order[i]];
        };
        sorted(station.times);
        for (auto& values : station.values)
            sorted(values.second);
        sorted(station.depth);
    }

    /// Total nitrogen holds ammonia: more ammonia than that is a mistake of one of them.
    void warn_of_nitrogen() {
        for (const QualityStation& station : result_.stations) {
            const auto ammonia = station.values.find("NH3-N"), total = station.values.find("TN");
            if (ammonia == station.values.end() || total == station.values.end())
                continue;
            std::size_t count = 0, first = 0;
            for (std::size_t i = 0; i < station.times.size(); ++i)
                if (ammonia->second[i] > total->second[i] && count++ == 0)
                    first = i;
            if (count > 0)
                result_.warnings.push_back(fmt::format(
                    "{}: NH3-N above TN in {} of {} rows (the first at {}: {:.6g} and {:.6g} mg/L)", station.name,
                    count, station.times.size(), tables::format_local(station.times[first], result_.time_zone),
                    ammonia->second[first], total->second[first]));
        }
    }

    const CsvTable& table_;
    const QualityTableForm& form_;
    const Standards& standards_;
    Problems& problems_;
    tables::TimeForm time_;
    std::vector<std::size_t> times_;
    std::vector<ItemColumn> columns_;
    std::optional<std::size_t> depth_;
    std::size_t local_times_ = 0;
    QualityTable result_;
};
}  // namespace

std::optional<QualityTable> read_quality_table(const std::filesystem::path& path, const QualityTableForm& form,
                                               const Standards& standards, Problems& problems) {
    const auto source = read_source(path, problems);
    if (!source)
        return std::nullopt;
    return Reading(*source, form, standards, problems).read();
}

bool lacks_items(const tables::Problems& problems) { return problems.size() == 1 && problems.front().code == no_item; }

}  // namespace liriver::data::observations
