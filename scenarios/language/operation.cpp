#include "scenarios/language/operation.h"

#include <cctype>

namespace liriver::scenarios::language {
namespace {

// "a to b" in two halves.
std::optional<std::pair<std::string, std::string>> halves(const std::string& text) {
    const std::size_t to = text.find(" to ");
    if (to == std::string::npos)
        return std::nullopt;
    return std::pair{text.substr(0, to), text.substr(to + 4)};
}

// "HH:MM", up to "24:00", as s since midnight.
std::optional<double> parse_clock(const std::string& text) {
    const auto digit = [&](std::size_t k) { return std::isdigit(static_cast<unsigned char>(text[k])) != 0; };
    if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4))
        return std::nullopt;
    const int hour = std::stoi(text.substr(0, 2));
    const int minute = std::stoi(text.substr(3, 2));
    if (hour > 24 || minute > 59 || (hour == 24 && minute > 0))
        return std::nullopt;
    return 3600.0 * hour + 60.0 * minute;
}

}  // namespace

std::optional<DateSpan> parse_dates(const std::string& text) {
    const auto both = halves(text);
    if (!both)
        return std::nullopt;
    const auto from = data::registers::parse_month_day(both->first);
    const auto to = data::registers::parse_month_day(both->second);
    if (!from || !to)
        return std::nullopt;
    return DateSpan{*from, *to};
}

std::optional<HourSpan> parse_hours(const std::string& text) {
    const auto both = halves(text);
    if (!both)
        return std::nullopt;
    const auto from = parse_clock(both->first);
    const auto to = parse_clock(both->second);
    if (!from || !to)
        return std::nullopt;
    return HourSpan{*from, *to};
}

}  // namespace liriver::scenarios::language
