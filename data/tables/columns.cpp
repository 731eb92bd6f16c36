#include "data/tables/columns.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "data/tables/suggest.h"

namespace liriver::data::tables {

namespace {
constexpr std::size_t most_problems_of_a_kind = 20;

std::string in_words(const NumberRule& rule) {
    const bool low = std::isfinite(rule.minimum);
    const bool high = std::isfinite(rule.maximum);
    if (low && high)
        return fmt::format("a number {} {} {} {}", rule.above_minimum ? "above" : "from", rule.minimum,
                           rule.above_minimum ? "and at most" : "to", rule.maximum);
    if (low)
        return fmt::format("a number {} {}", rule.above_minimum ? "above" : "of at least", rule.minimum);
    if (high)
        return fmt::format("a number of at most {}", rule.maximum);
    return "a number";
}
}  // namespace

bool parse_number(std::string_view text, double& value) {
    if (!text.empty() && text.front() == '+')
        text.remove_prefix(1);
    if (text.empty() || !((text.front() >= '0' && text.front() <= '9') || text.front() == '-' || text.front() == '.'))
        return false;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() && std::isfinite(value);
}

std::optional<std::size_t> ColumnReader::column(const std::string& name, Presence presence) {
    const auto found = table_.find(name);
    if (found || presence == Presence::optional)
        return found;
    std::vector<std::string> names;
    names.reserve(table_.header.size());
    for (const CsvCell& cell : table_.header)
        names.push_back(cell.text);
    problems_.push_back({table_.file, table_.header.front().line, 0, "missing-column", name, "no such column",
                         fmt::format("a column \"{}\"", name), suggest(name, names)});
    return std::nullopt;
}

void ColumnReader::refuse(std::size_t row, const std::string& name, const char* code, std::string found,
                          std::string expected, std::string hint) {
    const std::size_t count = ++refused_[std::string(code) + '\n' + name];
    if (count > most_problems_of_a_kind + 1)
        return;
    const std::size_t index = table_.find(name).value_or(0);
    const CsvCell& cell = row < table_.row_count() ? table_.cell(row, index) : table_.header[index];
    Problem problem{table_.file, cell.line,        cell.column,         code,
                    name,        std::move(found), std::move(expected), std::move(hint)};
    if (count == most_problems_of_a_kind + 1)
        problem.expected += " (further cells like this are not listed)";
    problems_.push_back(std::move(problem));
}

std::vector<std::string> ColumnReader::texts(const std::string& name, Presence presence, Cells cells) {
    const auto index = column(name, presence);
    if (!index && presence == Presence::optional)
        return {};
    std::vector<std::string> values(table_.row_count());
    for (std::size_t row = 0; index && row < values.size(); ++row) {
        values[row] = table_.cell(row, *index).text;
        if (values[row].empty() && cells == Cells::filled)
            refuse(row, name, "empty-cell", "an empty cell", "a text");
    }
    return values;
}

std::vector<double> ColumnReader::numbers(const std::string& name, const NumberRule& rule, Presence presence) {
    const auto index = column(name, presence);
    if (!index && presence == Presence::optional)
        return {};
    std::vector<double> values(table_.row_count(), std::numeric_limits<double>::quiet_NaN());
    for (std::size_t row = 0; index && row < values.size(); ++row) {
        const std::string& text = table_.cell(row, *index).text;
        if (text.empty() && rule.may_be_empty)
            continue;
        double value = 0.0;
        if (text.empty())
            refuse(row, name, "empty-cell", "an empty cell", in_words(rule));
        else if (!parse_number(text, value))
            refuse(row, name, "not-a-number", fmt::format("\"{}\"", text.substr(0, 60)), in_words(rule));
        else if (value < rule.minimum || value > rule.maximum || (rule.above_minimum && value == rule.minimum))
            refuse(row, name, "out-of-bounds", text, in_words(rule));
        else
            values[row] = value;
    }
    return values;
}

std::vector<Time> ColumnReader::times(const std::string& name, Order order) {
    const auto index = column(name, Presence::required);
    std::vector<Time> values(table_.row_count());
    std::optional<std::size_t> last;
    for (std::size_t row = 0; index && row < values.size(); ++row) {
        const auto time = parse_time(table_.cell(row, *index).text);
        if (!time) {
            refuse(row, name, "bad-time", time.error().found, time.error().expected);
            continue;
        }
        values[row] = *time;
        if (order == Order::rising && last && values[row] <= values[*last])
            refuse(row, name, "out-of-order", table_.cell(row, *index).text,
                   fmt::format("a time after {} of line {}", table_.cell(*last, *index).text, table_.line(*last)));
        last = row;
    }
    return values;
}

}  // namespace liriver::data::tables
