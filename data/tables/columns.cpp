#include "data/tables/columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "data/tables/column_names.h"
#include "data/tables/known_columns.h"
#include "data/tables/suggest.h"
#include "data/tables/unicode.h"

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

/// Whether a column holds chainages in metres, which may stand as surveyors write them.
bool is_chainage(const std::string& name, bool stations_only) {
    constexpr std::string_view ending = "chainage_m";
    return stations_only && name.size() >= ending.size() &&
           name.compare(name.size() - ending.size(), ending.size(), ending) == 0;
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

std::optional<double> parse_stationing(std::string_view text) {
    if (!text.empty() && (text.front() == 'K' || text.front() == 'k'))
        text.remove_prefix(1);
    const std::size_t plus = text.find('+');
    const auto digits = [](std::string_view part) {
        return !part.empty() && std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    if (plus == std::string_view::npos || !digits(text.substr(0, plus)) || plus > 6)
        return std::nullopt;
    const std::string_view metres = text.substr(plus + 1);
    const std::string_view whole = metres.substr(0, metres.find('.'));
    double kilometres = 0.0;
    double rest = 0.0;
    if (!digits(whole) || whole.size() != 3 || !parse_number(text.substr(0, plus), kilometres) ||
        !parse_number(metres, rest))
        return std::nullopt;
    return 1000.0 * kilometres + rest;
}

std::vector<std::size_t> ColumnReader::candidates(const std::string& name) const {
    if (const auto exact = table_.find(name))
        return {*exact};
    const std::string quantity = split_column_name(name).quantity;
    std::vector<std::size_t> found;
    for (std::size_t c = 0; c < table_.column_count(); ++c)
        if (names_quantity(split_column_name(table_.header[c].text).quantity, quantity))
            found.push_back(c);
    return found;
}

bool ColumnReader::has_read(std::size_t column) const {
    return std::any_of(matches_.begin(), matches_.end(),
                       [column](const auto& match) { return match.second.index == column; });
}

bool ColumnReader::holds_stations_only(std::size_t index) const {
    for (std::size_t row = 0; row < table_.row_count(); ++row)
        if (const std::string& text = table_.cell(row, index).text; !text.empty() && !parse_stationing(text))
            return false;
    return true;
}

void ColumnReader::refuse_header(const std::string& name, const char* code, std::string found, std::string expected,
                                 std::string hint) {
    problems_.push_back({table_.file, table_.header.front().line, 0, code, name, std::move(found), std::move(expected),
                         std::move(hint)});
}

bool ColumnReader::take_unit(const std::string& name, std::size_t index, Match& match) {
    const std::string& header = table_.header[index].text;
    const std::optional<std::string> wanted = split_column_name(name).unit;
    const ColumnName written = split_column_name(header);
    match.to = parse_unit(wanted.value_or("1")).value();
    if (!written.unit && wanted && !is_chainage(name, holds_stations_only(index))) {
        refuse_header(name, "missing-unit", fmt::format("column \"{}\", whose name has no unit", header),
                      fmt::format("its unit in the header, like \"{} ({})\"", written.quantity, *wanted));
        return false;
    }
    match.from = written.unit ? parse_unit(*written.unit).value() : *match.to;
    if (match.from->dimension == match.to->dimension)
        return true;
    refuse_header(name, "wrong-unit", fmt::format("column \"{}\", {}", header, in_words(match.from->dimension)),
                  in_words(match.to->dimension));
    return false;
}

const ColumnReader::Match& ColumnReader::column(const std::string& name, Presence presence) {
    const auto [entry, fresh] = matches_.try_emplace(name);
    Match& match = entry->second;
    if (!fresh)
        return match;
    const std::vector<std::size_t> found = candidates(name);
    match.known = !found.empty();
    if (found.size() > 1) {
        refuse_header(
            name, "which-column",
            fmt::format("columns \"{}\" and \"{}\"", table_.header[found[0]].text, table_.header[found[1]].text),
            fmt::format("one of them, or a column \"{}\"", name));
    } else if (found.size() == 1) {
        if (table_.header[found[0]].text == name || take_unit(name, found[0], match))
            match.index = found[0];
    } else if (presence == Presence::required) {
        std::vector<std::string> names;
        names.reserve(table_.header.size());
        for (const CsvCell& cell : table_.header)
            names.push_back(cell.text);
        refuse_header(name, "missing-column", "no such column", fmt::format("a column \"{}\"", name),
                      suggest(name, names));
    }
    return match;
}

void ColumnReader::refuse(std::size_t row, const std::string& name, const char* code, std::string found,
                          std::string expected, std::string hint) {
    const std::size_t count = ++refused_[std::string(code) + '\n' + name];
    if (count > most_problems_of_a_kind + 1)
        return;
    const auto match = matches_.find(name);
    const std::size_t index = match != matches_.end() && match->second.index ? *match->second.index : 0;
    const bool by_header = match != matches_.end() && match->second.index;
    const CsvCell& cell = row < table_.row_count() ? table_.cell(row, index) : table_.header[index];
    Problem problem{
        table_.file,      cell.line,           cell.column,    code, by_header ? table_.header[index].text : name,
        std::move(found), std::move(expected), std::move(hint)};
    if (count == most_problems_of_a_kind + 1)
        problem.expected += " (further cells like this are not listed)";
    problems_.push_back(std::move(problem));
}

std::vector<std::string> ColumnReader::texts(const std::string& name, Presence presence, Cells cells) {
    const auto index = column(name, presence).index;
    if (!index && presence == Presence::optional)
        return {};
    std::vector<std::string> values(table_.row_count());
    for (std::size_t row = 0; index && row < values.size(); ++row) {
        values[row] = composed(table_.cell(row, *index).text);
        if (values[row].empty() && cells == Cells::filled)
            refuse(row, name, "empty-cell", "an empty cell", "a text");
    }
    return values;
}

std::vector<double> ColumnReader::numbers(const std::string& name, const NumberRule& rule, Presence presence) {
    const Match& match = column(name, presence);
    const auto index = match.index;
    if (!index && presence == Presence::optional)
        return {};
    const bool chainage = is_chainage(name, true);
    const bool converts = match.from && !is_same_unit(*match.from, *match.to);
    std::vector<double> values(table_.row_count(), std::numeric_limits<double>::quiet_NaN());
    for (std::size_t row = 0; index && row < values.size(); ++row) {
        const std::string& text = table_.cell(row, *index).text;
        if (text.empty() && rule.may_be_empty)
            continue;
        double value = 0.0;
        const auto stationing = chainage ? parse_stationing(text) : std::nullopt;
        const bool read = stationing || parse_number(text, value);
        if (stationing)
            value = *stationing;
        else if (converts)
            value = convert(value, *match.from, *match.to);
        if (text.empty())
            refuse(row, name, "empty-cell", "an empty cell", in_words(rule));
        else if (!read)
            refuse(row, name, "not-a-number", fmt::format("\"{}\"", text.substr(0, 60)), in_words(rule));
        else if (value < rule.minimum || value > rule.maximum || (rule.above_minimum && value == rule.minimum))
            refuse(row, name, "out-of-bounds", text, in_words(rule));
        else
            values[row] = value;
    }
    return values;
}

std::vector<Time> ColumnReader::times(const std::string& name, Order order) {
    const auto index = column(name, Presence::required).index;
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
