#include "data/tables/time.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

namespace liriver::data::tables {

namespace {
constexpr const char* time_form = "a date and time with an offset, like 2025-11-01T00:00:00+08:00";
constexpr const char* offset_form = "an offset from UTC, like +08:00";

std::string quoted(std::string_view text) { return fmt::format("\"{}\"", text.substr(0, 80)); }

/// Takes exactly `count` digits off the front; -1 when they are not there.
int take_digits(std::string_view& text, std::size_t count) {
    if (text.size() < count)
        return -1;
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    text.remove_prefix(count);
    return value;
}

bool take(std::string_view& text, char wanted) {
    if (text.empty() || text.front() != wanted)
        return false;
    text.remove_prefix(1);
    return true;
}

}  // namespace

long take_fraction(std::string_view& text) {
    long value = 0;
    int digits = 0;
    for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1))
        if (digits < 9) {
            value = value * 10 + (text.front() - '0');
            ++digits;
        }
    if (digits == 0)
        return -1;
    for (; digits < 9; ++digits)
        value *= 10;
    return value;
}

tl::expected<Time, TimeError> to_time(const CivilTime& civil) {
    using namespace std::chrono;
    const auto fail = [](std::string found, std::string expected) {
        return tl::make_unexpected(TimeError{std::move(found), std::move(expected)});
    };
    // The range of 64-bit nanoseconds, a year clear of its ends.
    if (civil.year < 1678 || civil.year > 2261)
        return fail(fmt::format("year {}", civil.year), "a year from 1678 to 2261");
    if (civil.month < 1 || civil.month > 12)
        return fail(fmt::format("month {}", civil.month), "a month from 1 to 12");
    const year_month_day date{year{civil.year}, month{static_cast<unsigned>(civil.month)},
                              day{static_cast<unsigned>(civil.day < 0 ? 0 : civil.day)}};
    if (!date.ok()) {
        const auto last = static_cast<unsigned>(year_month_day_last{date.year(), month_day_last{date.month()}}.day());
        return fail(fmt::format("{:04}-{:02}-{:02}", civil.year, civil.month, civil.day),
                    fmt::format("a day that exists: {:04}-{:02} has {} days", civil.year, civil.month, last));
    }
    if (civil.hour < 0 || civil.hour > 23)
        return fail(fmt::format("hour {}", civil.hour), "an hour from 00 to 23");
    if (civil.minute < 0 || civil.minute > 59)
        return fail(fmt::format("minute {}", civil.minute), "a minute from 00 to 59");
    if (civil.second < 0 || civil.second > 59)
        return fail(fmt::format("second {}", civil.second), "a second from 00 to 59");
    if (std::abs(civil.offset.count()) > 18 * 60)
        return fail(fmt::format("an offset of {} minutes", civil.offset.count()), "an offset from -18:00 to +18:00");
    return Time{sys_days{date}} + hours{civil.hour} + minutes{civil.minute} + seconds{civil.second} +
           nanoseconds{civil.nanosecond} - civil.offset;
}

tl::expected<std::chrono::minutes, TimeError> parse_offset(std::string_view text) {
    const auto refused = [whole = text] { return tl::make_unexpected(TimeError{quoted(whole), offset_form}); };
    if (text == "Z" || text == "z")
        return std::chrono::minutes{0};
    if (text.empty() || (text.front() != '+' && text.front() != '-'))
        return refused();
    const int sign = text.front() == '-' ? -1 : 1;
    text.remove_prefix(1);
    const int hour = take_digits(text, 2);
    int minute = 0;
    if (!text.empty()) {
        take(text, ':');
        minute = take_digits(text, 2);
    }
    if (hour < 0 || hour > 18 || minute < 0 || minute > 59 || !text.empty())
        return refused();
    return std::chrono::minutes{sign * (hour * 60 + minute)};
}

tl::expected<Time, TimeError> parse_time(std::string_view text) {
    const std::string_view whole = text;
    const auto refused = [whole] { return tl::make_unexpected(TimeError{quoted(whole), time_form}); };
    CivilTime civil;
    if ((civil.year = take_digits(text, 4)) < 0 || !take(text, '-') || (civil.month = take_digits(text, 2)) < 0 ||
        !take(text, '-') || (civil.day = take_digits(text, 2)) < 0)
        return refused();
    if (text.empty())
        return tl::make_unexpected(TimeError{quoted(whole) + ", a date alone", time_form});
    if (!take(text, 'T') && !take(text, 't') && !take(text, ' '))
        return refused();
    if ((civil.hour = take_digits(text, 2)) < 0 || !take(text, ':') || (civil.minute = take_digits(text, 2)) < 0)
        return refused();
    if (take(text, ':')) {
        if ((civil.second = take_digits(text, 2)) < 0)
            return refused();
        if (take(text, '.') && (civil.nanosecond = take_fraction(text)) < 0)
            return refused();
    }
    if (text.empty())
        return tl::make_unexpected(TimeError{quoted(whole) + " without an offset", time_form});
    const auto offset = parse_offset(text);
    if (!offset)
        return refused();
    civil.offset = *offset;
    auto time = to_time(civil);
    if (!time)
        return tl::make_unexpected(TimeError{quoted(whole), time.error().expected});
    return time;
}

std::string format_utc(Time time) {
    std::string text = format_local(time, std::chrono::minutes{0});
    text.resize(text.size() - 6);
    return text + "Z";
}

std::string format_local(Time time, std::chrono::minutes offset) {
    using namespace std::chrono;
    const Time local = time + offset;
    const auto midnight = floor<days>(local);
    const year_month_day date{midnight};
    const hh_mm_ss<nanoseconds> clock{local - midnight};
    std::string text = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                                   static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                                   clock.hours().count(), clock.minutes().count(), clock.seconds().count());
    if (clock.subseconds().count() != 0) {
        text += fmt::format(".{:09}", clock.subseconds().count());
        while (text.back() == '0')
            text.pop_back();
    }
    const auto size = std::abs(offset.count());
    return text + fmt::format("{}{:02}:{:02}", offset.count() < 0 ? '-' : '+', size / 60, size % 60);
}

std::chrono::days local_day(Time time, std::chrono::minutes offset) {
    return std::chrono::floor<std::chrono::days>(time + offset).time_since_epoch();
}

Time after(Time start, double seconds) {
    // Whole seconds and the rest apart: a double of nanoseconds loses digits after a hundred days.
    const double whole = std::floor(seconds);
    return start + std::chrono::seconds{static_cast<std::int64_t>(whole)} +
           std::chrono::nanoseconds{std::llround((seconds - whole) * 1e9)};
}

double seconds_between(Time start, Time end) {
    const std::chrono::nanoseconds span = end - start;
    const auto whole = std::chrono::floor<std::chrono::seconds>(span);
    return static_cast<double>(whole.count()) + static_cast<double>((span - whole).count()) * 1e-9;
}

}  // namespace liriver::data::tables
