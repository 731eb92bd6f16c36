#include "data/registers/time_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "data/registers/plausibility.h"
#include "data/tables/cell_problems.h"
#include "data/tables/suggest.h"

namespace liriver::data::registers {

namespace {
constexpr auto time_names =
    std::to_array<std::string_view>({"time", "date_time", "datetime", "timestamp", "tm", "date time", "时间",
                                     "日期时间", "时刻", "观测时间", "测量时间"});

std::string lower(std::string text) {
    for (char& letter : text)
        if (letter >= 'A' && letter <= 'Z')
            letter = static_cast<char>(letter - 'A' + 'a');
    return text;
}

/// A number as the table writes it; a point where the decimal mark is a comma would group thousands and is none.
bool parse_number(std::string text, char decimal, double& value) {
    if (decimal != '.') {
        if (text.find('.') != std::string::npos)
            return false;
        std::replace(text.begin(), text.end(), decimal, '.');
    }
    return tables::parse_number(text, value);
}

class Marks {
  public:
    explicit Marks(const TimeTableForm& form) : decimal_(form.decimal) {
        if (!form.missing)
            return;
        for (const std::string& mark : *form.missing) {
            double number = 0.0;
            texts_.push_back(mark == "blank" ? std::string() : mark);
            if (tables::parse_number(mark, number))
                numbers_.push_back(number);
        }
    }

    [[nodiscard]] bool hold(const std::string& text) const {
        double number = 0.0;
        return std::find(texts_.begin(), texts_.end(), text) != texts_.end() ||
               (!numbers_.empty() && parse_number(text, decimal_, number) &&
                std::find(numbers_.begin(), numbers_.end(), number) != numbers_.end());
    }

  private:
    char decimal_;
    std::vector<std::string> texts_;
    std::vector<double> numbers_;
};

std::string in_words(const tables::NumberRule& rule) {
    if (rule.minimum == 0.0)
        return "a number of at least 0";
    return "a number";
}

/// What may be meant by a cell that is no number.
std::string expected_number(const std::string& text, const tables::NumberRule& rule, const TimeTableForm& form) {
    double value = 0.0;
    if (text.empty())
        return in_words(rule) + ", or missing = [\"\"], which leaves such rows out";
    if (form.decimal == '.' && text.find('.') == std::string::npos && parse_number(text, ',', value))
        return in_words(rule) + ", or decimal = \",\"";
    if (form.decimal == ',' && tables::parse_number(text, value))
        return in_words(rule) + " with a decimal comma, as `decimal` says";
    return fmt::format("{}, or missing = [\"{}\"], which leaves such rows out", in_words(rule), text.substr(0, 20));
}

std::string joined(const tables::CsvTable& table, std::size_t row, const std::vector<std::size_t>& columns) {
    std::string text;
    for (const std::size_t column : columns)
        text += (text.empty() ? "" : " ") + table.cell(row, column).text;
    return text;
}

class Reading {
  public:
    Reading(const tables::CsvTable& table, const tables::NumberRule& rule, const TimeTableForm& form,
            tables::Problems& problems)
        : table_(table), rule_(rule), form_(form), marks_(form), faults_(table, problems) {}

    void row(std::size_t row, const std::vector<std::size_t>& times, std::size_t column) {
        const auto time = read_time(row, times);
        const std::string& text = table_.cell(row, column).text;
        if (marks_.hold(text)) {
            out_.missing_lines.push_back(table_.cell(row, column).line);
            return;
        }
        double value = 0.0;
        if (!parse_number(text, form_.decimal, value)) {
            faults_.add(row, column, text.empty() ? "empty-cell" : "not-a-number",
                        text.empty() ? std::string("an empty cell") : fmt::format("\"{}\"", text.substr(0, 60)),
                        expected_number(text, rule_, form_));
            return;
        }
        if (value < rule_.minimum || value > rule_.maximum) {
            faults_.add(row, column, "out-of-bounds", text,
                        is_customary_mark(value)
                            ? fmt::format("{}, or missing = [{}], which leaves such rows out", in_words(rule_), text)
                        : rule_.minimum == 0.0 ? in_words(rule_) + ", or negative = \"cut\""
                                               : in_words(rule_));
            return;
        }
        if (!time)
            return;
        out_.times.push_back(*time);
        out_.values.push_back(value);
        out_.lines.push_back(table_.cell(row, column).line);
    }

    [[nodiscard]] bool good() const { return faults_.none(); }
    [[nodiscard]] TimeColumn take() { return std::move(out_); }

  private:
    std::optional<tables::Time> read_time(std::size_t row, const std::vector<std::size_t>& columns) {
        const std::string text = joined(table_, row, columns);
        const auto time = tables::parse_time(text, form_.time);
        if (!time) {
            faults_.add(row, columns.front(), "bad-time", time.error().found, time.error().expected);
            return std::nullopt;
        }
        out_.local_times += time->local ? 1 : 0;
        if (last_ && time->time <= last_->first)
            faults_.add(
                row, columns.front(), "out-of-order", text,
                fmt::format("a time after {} of line {}", last_->second, table_.cell(last_row_, columns.front()).line),
                "order");
        last_ = {time->time, text};
        last_row_ = row;
        return time->time;
    }

    const tables::CsvTable& table_;
    tables::NumberRule rule_;
    const TimeTableForm& form_;
    Marks marks_;
    tables::CellProblems faults_;
    TimeColumn out_;
    std::optional<std::pair<tables::Time, std::string>> last_;
    std::size_t last_row_ = 0;
};

void refuse_header(const tables::CsvTable& table, const char* code, std::string key, std::string found,
                   std::string expected, std::string hint, tables::Problems& problems) {
    problems.push_back({table.file, table.header.front().line, 0, code, std::move(key), std::move(found),
                        std::move(expected), std::move(hint)});
}
}  // namespace

std::vector<std::size_t> time_columns(const tables::CsvTable& table, const std::vector<std::string>& names,
                                      tables::Problems& problems) {
    std::vector<std::size_t> columns;
    std::vector<std::string> there;
    for (const tables::CsvCell& cell : table.header)
        there.push_back(cell.text);
    for (const std::string& name : names) {
        if (const auto found = table.find(name))
            columns.push_back(*found);
        else
            refuse_header(table, "missing-column", name, "no such column",
                          fmt::format("a column \"{}\", as `time_column` says", name), tables::suggest(name, there),
                          problems);
    }
    if (!names.empty())
        return columns.size() == names.size() ? columns : std::vector<std::size_t>{};
    if (const auto exact = table.find("time"))
        return {*exact};
    for (std::size_t c = 0; c < there.size(); ++c)
        if (std::find(time_names.begin(), time_names.end(), lower(there[c])) != time_names.end())
            columns.push_back(c);
    if (columns.size() == 1)
        return columns;
    refuse_header(table, columns.empty() ? "missing-column" : "which-column", "time",
                  columns.empty() ? "no such column" : fmt::format("{} columns of times", columns.size()),
                  "a column \"time\", or `time_column`, which names it", tables::suggest("time", there), problems);
    return {};
}

std::optional<TimeColumn> read_time_column(const tables::CsvTable& table, const std::vector<std::size_t>& times,
                                           std::size_t column, const tables::NumberRule& rule,
                                           const TimeTableForm& form, tables::Problems& problems) {
    bool good = true;
    TimeColumn result;
    {
        Reading reading(table, rule, form, problems);
        for (std::size_t row = 0; row < table.row_count(); ++row)
            reading.row(row, times, column);
        good = reading.good();
        result = reading.take();
    }
    if (!good)
        return std::nullopt;
    if (result.times.empty() && table.row_count() > 0) {
        refuse_header(table, "no-rows", table.header[column].text,
                      fmt::format("{} rows, all of them marked as missing", table.row_count()),
                      "at least one row with a value", {}, problems);
        return std::nullopt;
    }
    if (result.times.empty())
        return std::nullopt;
    return result;
}

}  // namespace liriver::data::registers
