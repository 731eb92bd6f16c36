#include "data/tables/time_form.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "data/tables/columns.h"

namespace liriver::data::tables {

namespace {
constexpr const char* free_form =
    "a date and time like 2025-11-01T00:00:00+08:00, 2025-11-01 00:00 or 2025/11/1 0:00 (or `time_format`, which says "
    "how it is written)";
constexpr std::array months{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr double days_to_1970 = 25569.0;          // of 1970-01-01 in the 1900 system of spreadsheets
constexpr double days_to_1970_of_1904 = 24107.0;  // and in the 1904 system
constexpr double first_sure_day = 61.0;           // before it the 1900 system counts a 29 February 1900
constexpr double last_day = 130000.0;             // 2255
constexpr double seconds_a_day = 86400.0;
constexpr double longest_unix = 9.0e9;  // s, 2255

std::string quoted(std::string_view text) { return fmt::format("\"{}\"", text.substr(0, 80)); }
bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }
bool is_blank(char letter) { return letter == ' ' || letter == '\t'; }
char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

bool take(std::string_view& text, std::string_view wanted) {
    if (text.substr(0, wanted.size()) != wanted)
        return false;
    text.remove_prefix(wanted.size());
    return true;
}

void skip_blanks(std::string_view& text) {
    while (!text.empty() && is_blank(text.front()))
        text.remove_prefix(1);
}

/// Takes from `least` to `most` digits; -1 when they are not there.
int take_digits(std::string_view& text, std::size_t least, std::size_t most) {
    int value = 0;
    std::size_t count = 0;
    for (; count < most && count < text.size() && is_digit(text[count]); ++count)
        value = value * 10 + (text[count] - '0');
    if (count < least)
        return -1;
    text.remove_prefix(count);
    return value;
}

/// A civil time that may be 24:00.
tl::expected<Time, TimeError> to_instant(CivilTime civil) {
    const bool end_of_day = civil.hour == 24 && civil.minute == 0 && civil.second == 0 && civil.nanosecond == 0;
    if (end_of_day)
        civil.hour = 0;
    auto time = to_time(civil);
    if (time && end_of_day)
        return *time + std::chrono::hours{24};
    return time;
}

/// The offset that may end a time: nothing when there is none; fails when what is left is no offset.
tl::expected<std::optional<std::chrono::minutes>, TimeError> take_offset(std::string_view text) {
    skip_blanks(text);
    if (text.empty())
        return std::optional<std::chrono::minutes>{};
    auto offset = parse_offset(text);
    if (!offset)
        return tl::make_unexpected(offset.error());
    return std::optional<std::chrono::minutes>{*offset};
}

/// H:MM[:SS[.f]] or H时[M分[S秒]].
bool take_clock(std::string_view& text, CivilTime& civil) {
    if ((civil.hour = take_digits(text, 1, 2)) < 0)
        return false;
    if (take(text, "时") || take(text, "点")) {
        if (text.empty() || !is_digit(text.front()))
            return true;
        if ((civil.minute = take_digits(text, 1, 2)) < 0 || !take(text, "分"))
            return false;
        if (text.empty() || !is_digit(text.front()))
            return true;
        return (civil.second = take_digits(text, 1, 2)) >= 0 && take(text, "秒");
    }
    if (!take(text, ":") || (civil.minute = take_digits(text, 2, 2)) < 0)
        return false;
    if (!take(text, ":"))
        return true;
    if ((civil.second = take_digits(text, 2, 2)) < 0)
        return false;
    return !take(text, ".") || (civil.nanosecond = take_fraction(text)) >= 0;
}

bool take_date(std::string_view& text, CivilTime& civil) {
    if ((civil.year = take_digits(text, 4, 4)) < 0)
        return false;
    if (take(text, "年"))
        return (civil.month = take_digits(text, 1, 2)) >= 0 && take(text, "月") &&
               (civil.day = take_digits(text, 1, 2)) >= 0 && take(text, "日");
    for (const std::string_view joint : {"-", "/", "."})
        if (take(text, joint))
            return (civil.month = take_digits(text, 1, 2)) >= 0 && take(text, joint) &&
                   (civil.day = take_digits(text, 1, 2)) >= 0;
    return false;
}

/// YYYYMMDDhh[mm[ss]]
bool read_compact(std::string_view text, CivilTime& civil) {
    if (text.size() != 10 && text.size() != 12 && text.size() != 14)
        return false;
    for (const char letter : text)
        if (!is_digit(letter))
            return false;
    civil.year = take_digits(text, 4, 4);
    civil.month = take_digits(text, 2, 2);
    civil.day = take_digits(text, 2, 2);
    civil.hour = take_digits(text, 2, 2);
    civil.minute = text.empty() ? 0 : take_digits(text, 2, 2);
    civil.second = text.empty() ? 0 : take_digits(text, 2, 2);
    return true;
}

tl::expected<ReadTime, TimeError> finish(CivilTime civil, std::string_view rest, std::string_view whole,
                                         const TimeForm& form, const std::string& expected) {
    const auto offset = take_offset(rest);
    if (!offset)
        return tl::make_unexpected(TimeError{quoted(whole), expected});
    civil.offset = offset->value_or(form.zone);
    const auto time = to_instant(civil);
    if (!time)
        return tl::make_unexpected(TimeError{quoted(whole), time.error().expected});
    return ReadTime{*time, !offset->has_value()};
}

tl::expected<ReadTime, TimeError> parse_count(std::string_view text, const TimeForm& form);

tl::expected<ReadTime, TimeError> parse_free(std::string_view text, const TimeForm& form) {
    const std::string_view whole = text;
    CivilTime civil;
    if (read_compact(text, civil))
        return finish(civil, {}, whole, form, free_form);
    const auto refused = [whole](const char* more = "") {
        return tl::make_unexpected(TimeError{quoted(whole) + more, free_form});
    };
    if (!take_date(text, civil)) {
        double serial = 0.0;
        const bool number = parse_number(whole, serial) && serial >= first_sure_day && serial <= last_day;
        if (number && !form.numbers.empty())
            return parse_count(whole, {form.numbers, form.zone, '.', {}});
        if (number)
            return refused(", a number (a spreadsheet's serial day is read by time_format = \"excel\")");
        return refused();
    }
    if (text.empty())
        return refused(", a date alone (time_format = \"%Y-%m-%d\" takes it as 00:00)");
    if (!take(text, "T") && !take(text, "t") && !is_blank(text.front()) && !is_digit(text.front()))
        return refused();
    skip_blanks(text);
    if (!take_clock(text, civil))
        return refused();
    return finish(civil, text, whole, form, free_form);
}

tl::expected<ReadTime, TimeError> parse_count(std::string_view text, const TimeForm& form) {
    const bool seconds = form.format == "unix";
    const bool of_1904 = form.format == "excel_1904";
    const double low = seconds ? -longest_unix : of_1904 ? 0.0 : first_sure_day;
    const double high = seconds ? longest_unix : last_day;
    std::string digits(text);
    for (char& letter : digits)
        if (letter == form.decimal)
            letter = '.';
    double value = 0.0;
    if (!parse_number(digits, value) || value < low || value > high)
        return tl::make_unexpected(TimeError{
            quoted(text), fmt::format("{} from {} to {} (time_format = \"{}\")",
                                      seconds ? "seconds since 1970" : "a serial day", low, high, form.format)});
    if (seconds)
        return ReadTime{after(Time{}, value), false};
    const double since = value - (of_1904 ? days_to_1970_of_1904 : days_to_1970);
    return ReadTime{after(Time{}, std::round(since * seconds_a_day)) - form.zone, true};
}

/// What a format has found so far.
struct Found {
    CivilTime civil;
    bool offset = false, afternoon = false, half_days = false;
};

bool take_month_name(std::string_view& text, int& month) {
    if (text.size() < 3)
        return false;
    const std::string name{lower(text[0]), lower(text[1]), lower(text[2])};
    for (std::size_t k = 0; k < months.size(); ++k)
        if (name == months[k]) {
            month = static_cast<int>(k) + 1;
            text.remove_prefix(3);
            return true;
        }
    return false;
}

bool take_half_day(std::string_view& text, Found& found) {
    found.half_days = true;
    for (const auto& [word, afternoon] : {std::pair{"AM", false}, std::pair{"am", false}, std::pair{"上午", false},
                                          std::pair{"PM", true}, std::pair{"pm", true}, std::pair{"下午", true}})
        if (take(text, word)) {
            found.afternoon = afternoon;
            return true;
        }
    return false;
}

/// One conversion of a format. False: it does not stand there.
bool take_part(char part, std::string_view& text, Found& found) {
    CivilTime& civil = found.civil;
    switch (part) {
        case 'Y':
            return (civil.year = take_digits(text, 4, 4)) >= 0;
        case 'y':
            if ((civil.year = take_digits(text, 2, 2)) < 0)
                return false;
            civil.year += civil.year < 69 ? 2000 : 1900;  // as POSIX has it
            return true;
        case 'm':
            return (civil.month = take_digits(text, 1, 2)) >= 0;
        case 'd':
            return (civil.day = take_digits(text, 1, 2)) >= 0;
        case 'H':
        case 'I':
            return (civil.hour = take_digits(text, 1, 2)) >= 0;
        case 'M':
            return (civil.minute = take_digits(text, 1, 2)) >= 0;
        case 'S':
            return (civil.second = take_digits(text, 1, 2)) >= 0;
        case 'f':
            return (civil.nanosecond = take_fraction(text)) >= 0;
        case 'b':
            return take_month_name(text, civil.month);
        case 'p':
            return take_half_day(text, found);
        case 'z': {
            std::size_t end = 0;
            while (end < text.size() && !is_blank(text[end]))
                ++end;
            const auto offset = parse_offset(text.substr(0, end));
            if (!offset)
                return false;
            civil.offset = *offset;
            found.offset = true;
            text.remove_prefix(end);
            return true;
        }
        default:
            return take(text, std::string_view(&part, 1));
    }
}

/// %F, %T and %R written out.
std::string written_out(std::string_view format) {
    std::string text;
    for (std::size_t i = 0; i < format.size(); ++i) {
        const char next = format[i] == '%' && i + 1 < format.size() ? format[i + 1] : ' ';
        if (next == 'F' || next == 'T' || next == 'R') {
            text += next == 'F' ? "%Y-%m-%d" : next == 'T' ? "%H:%M:%S" : "%H:%M";
            ++i;
        } else if (format[i] == '%' && i + 1 < format.size()) {
            text += format[i];
            text += format[++i];
        } else {
            text += format[i];
        }
    }
    return text;
}

tl::expected<ReadTime, TimeError> parse_declared(std::string_view text, const TimeForm& form) {
    const std::string_view whole = text;
    const std::string format = written_out(form.format);
    const auto refused = [&] {
        return tl::make_unexpected(
            TimeError{quoted(whole), fmt::format("a time as of time_format = \"{}\"", form.format)});
    };
    Found found;
    for (std::size_t i = 0; i < format.size(); ++i) {
        if (is_blank(format[i])) {
            skip_blanks(text);
        } else if (format[i] == '%') {
            if (!take_part(format[++i], text, found))
                return refused();
        } else if (!take(text, std::string_view(&format[i], 1))) {
            return refused();
        }
    }
    skip_blanks(text);
    if (!text.empty())
        return refused();
    CivilTime& civil = found.civil;
    if (found.half_days) {
        if (civil.hour < 1 || civil.hour > 12)
            return refused();
        civil.hour = civil.hour % 12 + (found.afternoon ? 12 : 0);
    }
    if (!found.offset)
        civil.offset = form.zone;
    const auto time = to_instant(civil);
    if (!time)
        return tl::make_unexpected(TimeError{quoted(whole), time.error().expected});
    return ReadTime{*time, !found.offset};
}

bool counts(std::string_view format) { return format == "excel" || format == "excel_1904" || format == "unix"; }
}  // namespace

std::optional<TimeError> check_time_format(std::string_view format) {
    constexpr const char* expected =
        "conversions as of strftime with a year, a month and a day, like \"%Y/%m/%d %H:%M\", or \"excel\", "
        "\"excel_1904\" or \"unix\"";
    if (format.empty() || counts(format))
        return std::nullopt;
    const std::string text = written_out(format);
    bool year = false, month = false, day = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%')
            continue;
        const char part = i + 1 < text.size() ? text[++i] : ' ';
        if (std::string_view("YymdHIMSfbpz%").find(part) == std::string_view::npos)
            return TimeError{fmt::format("{}, of which \"%{}\" is not known", quoted(format), part), expected};
        year = year || part == 'Y' || part == 'y';
        month = month || part == 'm' || part == 'b';
        day = day || part == 'd';
    }
    if (!year || !month || !day)
        return TimeError{fmt::format("{}, without a {}", quoted(format),
                                     !year    ? "year"
                                     : !month ? "month"
                                              : "day"),
                         expected};
    return std::nullopt;
}

tl::expected<ReadTime, TimeError> parse_time(std::string_view text, const TimeForm& form) {
    if (form.format.empty())
        return parse_free(text, form);
    return counts(form.format) ? parse_count(text, form) : parse_declared(text, form);
}

}  // namespace liriver::data::tables
