#include "data/tables/column_names.h"

#include <algorithm>
#include <array>
#include <utility>

#include "data/tables/text.h"
#include "data/tables/units.h"

namespace liriver::data::tables {

namespace {
constexpr auto brackets = std::to_array<std::pair<std::string_view, std::string_view>>(
    {{"(", ")"}, {"（", "）"}, {"[", "]"}, {"［", "］"}, {"【", "】"}, {"〔", "〕"}});
constexpr auto commas = std::to_array<std::string_view>({",", "，", ";", "；", "、"});

/// A unit that a header may end with; "1" would be any number.
std::optional<std::string> unit_in(std::string_view text) {
    text = trim(text);
    if (text.empty() || text == "1" || !parse_unit(text))
        return std::nullopt;
    return std::string(text);
}

/// The first position of any of the marks, and its length.
template <std::size_t N>
std::pair<std::size_t, std::size_t> first_of(std::string_view text, const std::array<std::string_view, N>& marks) {
    std::pair<std::size_t, std::size_t> first{std::string_view::npos, 0};
    for (const std::string_view mark : marks)
        if (const auto at = text.find(mark); at < first.first)
            first = {at, mark.size()};
    return first;
}

struct Bracket {
    std::string_view before, inside;
};

/// The last pair of brackets.
std::optional<Bracket> last_bracket(std::string_view text) {
    std::size_t open = std::string_view::npos, length = 0;
    std::string_view close;
    for (const auto& [opening, closing] : brackets)
        if (const auto at = text.rfind(opening);
            at != std::string_view::npos && (open == std::string_view::npos || at > open)) {
            open = at;
            length = opening.size();
            close = closing;
        }
    if (open == std::string_view::npos)
        return std::nullopt;
    std::string_view inside = text.substr(open + length);
    // Full-width and Latin brackets are mixed in practice.
    std::size_t end = inside.find(close);
    for (const auto& pair : brackets)
        end = std::min(end, inside.find(pair.second));
    return Bracket{text.substr(0, open), inside.substr(0, end)};
}

std::string_view without_brackets(std::string_view text) {
    for (auto bracket = last_bracket(text); bracket; bracket = last_bracket(text))
        text = bracket->before;
    text = trim(text);
    for (const std::string_view end : {"/", "_", ",", "，"})
        if (text.size() > end.size() && text.substr(text.size() - end.size()) == end)
            text.remove_suffix(end.size());
    return trim(text);
}

std::optional<ColumnName> in_brackets(std::string_view header, std::string& bracketed) {
    for (auto bracket = last_bracket(header); bracket; bracket = last_bracket(bracket->before)) {
        const std::string_view inside = trim(bracket->inside);
        const auto remark = first_of(inside, commas);
        if (auto unit = unit_in(inside))
            return ColumnName{std::string(without_brackets(header)), std::move(unit), {}};
        if (auto unit = unit_in(inside.substr(0, remark.first)))
            return ColumnName{std::string(without_brackets(header)), std::move(unit), {}};
        if (bracketed.empty())
            bracketed = inside;
    }
    return std::nullopt;
}

/// What stands after the last of a mark, where that is a unit.
std::optional<ColumnName> after(std::string_view header, std::string_view mark) {
    const auto at = header.rfind(mark);
    if (at == std::string_view::npos || at == 0)
        return std::nullopt;
    auto unit = unit_in(header.substr(at + mark.size()));
    const std::string_view quantity = trim(header.substr(0, at));
    if (!unit || quantity.empty())
        return std::nullopt;
    return ColumnName{std::string(quantity), std::move(unit), {}};
}
}  // namespace

ColumnName split_column_name(std::string_view header) {
    header = trim(header);
    ColumnName name{std::string(header), std::nullopt, {}};
    if (auto found = in_brackets(header, name.bracketed))
        return *found;
    if (!name.bracketed.empty())
        name.quantity = without_brackets(header);
    for (const std::string_view mark : commas)
        if (auto found = after(header, mark))
            return *found;
    if (auto found = after(header, " "))
        return *found;
    if (auto unit = unit_of_column(header)) {
        name.quantity = header.substr(0, header.size() - column_ending(*unit).size() - 1);
        name.unit = std::move(unit);
        return name;
    }
    // "discharge_m3/s": the unit as it is written elsewhere, not with underscores
    if (header.find('/') != std::string_view::npos || header.find("³") != std::string_view::npos)
        if (auto found = after(header, "_"))
            return *found;
    for (const std::string_view mark : {"/", "／"})
        if (const auto at = header.find(mark); at != std::string_view::npos && at > 0)
            if (auto unit = unit_in(header.substr(at + mark.size())))
                return {std::string(trim(header.substr(0, at))), std::move(unit), {}};
    return name;
}

bool names_column(std::string_view wanted, std::string_view header) {
    return wanted == header || wanted == split_column_name(header).quantity;
}

}  // namespace liriver::data::tables
