#pragma once
// Time: 64-bit nanoseconds UTC inside, ISO 8601 with an offset outside.
#include <chrono>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace liriver::data::tables {

/// An instant: nanoseconds since 1970-01-01T00:00:00Z (years 1678 to 2261).
using Time = std::chrono::sys_time<std::chrono::nanoseconds>;
using Duration = std::chrono::nanoseconds;

/// What is wrong with a time's text, in words that follow "found" and "expected".
struct TimeError {
    std::string found;
    std::string expected;
};

/// Builds an instant from a date, a time of day and its offset from UTC. Fails with the part that cannot be
/// (30 February, hour 24, a year outside 1678 to 2261).
struct CivilTime {
    int year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0;
    long nanosecond = 0;
    std::chrono::minutes offset{0};
};
[[nodiscard]] tl::expected<Time, TimeError> to_time(const CivilTime& civil);

/// Reads `2025-11-01T00:00:00+08:00`: date, `T` or a blank, hours and minutes, optional seconds and fraction, and an
/// offset (`Z`, `+08:00`, `+0800`, `+08`). A time without an offset is refused; so is a date that does not exist.
[[nodiscard]] tl::expected<Time, TimeError> parse_time(std::string_view text);

/// Reads an offset from UTC: `+08:00`, `-03:30`, `Z`.
[[nodiscard]] tl::expected<std::chrono::minutes, TimeError> parse_offset(std::string_view text);

/// `2025-10-31T16:00:00Z`; fractions of a second only where there are any, without trailing zeros.
[[nodiscard]] std::string format_utc(Time time);

/// The same instant on a local clock: `2025-11-01T00:00:00+08:00`.
[[nodiscard]] std::string format_local(Time time, std::chrono::minutes offset);

/// Whole local calendar days since 1970-01-01 at that offset: equal numbers are one local day.
[[nodiscard]] std::chrono::days local_day(Time time, std::chrono::minutes offset);

/// Takes the digits of a decimal fraction of a second off the text's front and returns its nanoseconds; digits past the
/// ninth are dropped. -1: no digit.
[[nodiscard]] long take_fraction(std::string_view& text);

/// Nearest instant `seconds` after `start`.
[[nodiscard]] Time after(Time start, double seconds);

/// Seconds from `start` to `end`.
[[nodiscard]] double seconds_between(Time start, Time end);

}  // namespace liriver::data::tables
