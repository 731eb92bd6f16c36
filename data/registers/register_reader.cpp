#include "data/registers/register_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace liriver::data::registers {

using tables::Cells;
using tables::NumberRule;
using tables::Presence;

std::string at(const std::vector<std::string>& column, std::size_t row) {
    return row < column.size() ? column[row] : std::string();
}

std::optional<double> at(const std::vector<double>& column, std::size_t row) {
    if (row >= column.size() || std::isnan(column[row]))
        return std::nullopt;
    return column[row];
}

std::vector<std::string> RegisterReader::words(const std::string& name) {
    return columns_.texts(name, Presence::optional, Cells::may_be_empty);
}
std::vector<double> RegisterReader::amounts(const std::string& name, double minimum, bool above) {
    NumberRule rule;
    rule.minimum = minimum;
    rule.above_minimum = above;
    rule.may_be_empty = true;
    return columns_.numbers(name, rule, Presence::optional);
}

std::vector<std::string> RegisterReader::names(const std::string& column, bool once) {
    std::vector<std::string> names = columns_.texts(column);
    std::map<std::string, int> seen;
    for (std::size_t row = 0; once && row < names.size(); ++row) {
        const auto [first, fresh] = seen.emplace(names[row], table_.line(row));
        if (!fresh && !names[row].empty())
            columns_.refuse(row, column, "repeated-name", fmt::format("\"{}\" again", names[row]),
                            fmt::format("each name once (it stands in line {} too)", first->second));
    }
    return names;
}

std::vector<RegisterPlace> RegisterReader::places() {
    const auto reach = columns_.texts("reach");
    const auto chainage = amounts("chainage_m");
    NumberRule any;
    any.may_be_empty = true;
    const auto x = columns_.numbers("x_m", any, Presence::optional);
    const auto y = columns_.numbers("y_m", any, Presence::optional);
    std::vector<RegisterPlace> places(table_.row_count());
    for (std::size_t row = 0; row < places.size(); ++row) {
        places[row] = {at(reach, row), at(chainage, row), at(x, row), at(y, row)};
        const bool point = places[row].x && places[row].y;
        if (!places[row].chainage && !point && !refused(row))
            columns_.refuse(row, "reach", "no-place", "neither a chainage nor coordinates",
                            "chainage_m, or x_m and y_m");
    }
    return places;
}

std::vector<RegisterPlace> RegisterReader::places_if_any() {
    const auto reach = words("reach");
    const auto chainage = amounts("chainage_m");
    NumberRule any;
    any.may_be_empty = true;
    const auto x = columns_.numbers("x_m", any, Presence::optional);
    const auto y = columns_.numbers("y_m", any, Presence::optional);
    std::vector<RegisterPlace> places(table_.row_count());
    for (std::size_t row = 0; row < places.size(); ++row) {
        RegisterPlace& place = places[row];
        place = {at(reach, row), at(chainage, row), at(x, row), at(y, row)};
        const bool point = place.x && place.y;
        const bool along = place.chainage && !place.reach.empty();
        const bool nothing = place.reach.empty() && !place.chainage && !place.x && !place.y;
        if (!point && !along && !nothing && !refused(row))
            columns_.refuse(row, columns_.has("reach") ? "reach" : "chainage_m", "no-place", "a part of a place",
                            "a reach and its chainage_m, or x_m and y_m, or none of them");
    }
    return places;
}

bool RegisterReader::refused(std::size_t row) const {
    const int line = table_.line(row);
    return std::any_of(problems_.begin(), problems_.end(), [&](const tables::Problem& problem) {
        return problem.line == line && problem.file == table_.file;
    });
}

std::vector<bool> RegisterReader::flags(const std::string& name, bool otherwise) {
    const auto cells = words(name);
    std::vector<bool> flags(table_.row_count(), otherwise);
    for (std::size_t row = 0; row < cells.size(); ++row) {
        const bool yes = cells[row] == "yes" || cells[row] == "true";
        const bool no = cells[row] == "no" || cells[row] == "false";
        if (yes || no)
            flags[row] = yes;
        else if (!cells[row].empty())
            columns_.refuse(row, name, "unknown-word", fmt::format("\"{}\"", cells[row]), "yes or no");
    }
    return flags;
}

}  // namespace liriver::data::registers
