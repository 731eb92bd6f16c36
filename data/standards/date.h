#pragma once
// Days on which limits and rules hold.
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace liriver::data::standards {

using Day = std::chrono::sys_days;

/// Reads "2026-03-01"; nothing: it is no day.
[[nodiscard]] std::optional<Day> parse_day(std::string_view text);

/// "2026-03-01"
[[nodiscard]] std::string format_day(Day day);

/// When a row of a table holds: from `from` on, before `until` where there is one.
struct Validity {
    Day from{};
    std::optional<Day> until;

    [[nodiscard]] bool holds(Day day) const { return day >= from && (!until || day < *until); }
};

}  // namespace liriver::data::standards
