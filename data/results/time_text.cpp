#include "data/results/time_text.h"

#include <array>
#include <charconv>
#include <chrono>
#include <vector>

#include <fmt/format.h>

namespace liriver::data::results {

namespace {

constexpr std::int64_t second = 1'000'000'000;

struct Civil {
    int year;
    unsigned month, day;
    std::int64_t hours, minutes, seconds, nanoseconds;
};

std::int64_t floor_divide(std::int64_t value, std::int64_t divisor) {
    const std::int64_t quotient = value / divisor;
    return value % divisor < 0 ? quotient - 1 : quotient;
}

Civil civil(std::int64_t time) {
    const std::int64_t all_seconds = floor_divide(time, second);
    const std::int64_t days = floor_divide(all_seconds, 86'400);
    const std::int64_t of_day = all_seconds - days * 86'400;
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{days}}};
    return Civil{static_cast<int>(date.year()),
                 static_cast<unsigned>(date.month()),
                 static_cast<unsigned>(date.day()),
                 of_day / 3600,
                 of_day / 60 % 60,
                 of_day % 60,
                 time - all_seconds * second};
}

std::string text(std::int64_t time, char separator) {
    const Civil c = civil(time);
    std::string result = fmt::format("{:04}-{:02}-{:02}{}{:02}:{:02}:{:02}", c.year, c.month, c.day, separator, c.hours,
                                     c.minutes, c.seconds);
    if (c.nanoseconds != 0) {
        std::string fraction = fmt::format(".{:09}", c.nanoseconds);
        fraction.erase(fraction.find_last_not_of('0') + 1);
        result += fraction;
    }
    return result;
}

/// The digits of `text` from `at`, `count` of them, as a number; nothing when others than digits stand there.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
    if (at + count > text.size())
        return std::nullopt;
    int value = 0;
    for (const char c : text.substr(at, count)) {
        if (c < '0' || c > '9')
            return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

}  // namespace

std::optional<int> zone_minutes(std::string_view zone) {
    if (zone == "Z" || zone == "UTC")
        return 0;
    if (zone.size() < 5 || (zone[0] != '+' && zone[0] != '-'))
        return std::nullopt;
    const std::size_t minutes_at = zone[3] == ':' ? 4 : 3;
    const std::optional<int> hours = digits(zone, 1, 2);
    const std::optional<int> minutes = digits(zone, minutes_at, 2);
    if (!hours || !minutes || zone.size() != minutes_at + 2 || *hours > 18 || *minutes > 59)
        return std::nullopt;
    const int east = *hours * 60 + *minutes;
    return zone[0] == '-' ? -east : east;
}

std::string utc_text(std::int64_t time) { return text(time, 'T') + 'Z'; }

std::string local_text(std::int64_t time, int minutes_east) {
    const int away = minutes_east < 0 ? -minutes_east : minutes_east;
    return fmt::format("{}{}{:02}:{:02}", text(time + minutes_east * 60 * second, 'T'), minutes_east < 0 ? '-' : '+',
                       away / 60, away % 60);
}

std::string reference_text(std::int64_t time) { return text(time, ' '); }

std::optional<std::int64_t> reference_time(std::string_view text) {
    const std::array<std::size_t, 6> at{0, 5, 8, 11, 14, 17};
    const std::array<std::size_t, 6> count{4, 2, 2, 2, 2, 2};
    std::array<int, 6> part{};
    for (std::size_t i = 0; i < part.size(); ++i) {
        const std::optional<int> value = digits(text, at[i], count[i]);
        if (!value)
            return std::nullopt;
        part[i] = *value;
    }
    const std::string_view rest = text.substr(19);
    if (!rest.empty() && rest != "Z" && rest != " UTC")
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{part[0]},
                                           std::chrono::month{static_cast<unsigned>(part[1])},
                                           std::chrono::day{static_cast<unsigned>(part[2])}};
    if (!date.ok() || part[3] > 23 || part[4] > 59 || part[5] > 59)
        return std::nullopt;
    const std::int64_t days = std::chrono::sys_days{date}.time_since_epoch().count();
    return (days * 86'400 + part[3] * 3600 + part[4] * 60 + part[5]) * second;
}

}  // namespace liriver::data::results
