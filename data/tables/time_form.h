#pragma once
// Times as tables have them: local clocks, a slash or a dot in the date, 24:00, a spreadsheet's serial days, or any
// form that is declared.
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "data/tables/time.h"

namespace liriver::data::tables {

/// How a column of times is written.
struct TimeForm {
    /// As of strftime: %Y %y %m %d %H %I %M %S %f (fraction) %p (AM, PM, 上午, 下午) %b (Jan ... Dec) %z (offset) %F %T
    /// %R %%, a blank for any number of blanks; or "excel" (serial days of the 1900 system), "excel_1904" (of the 1904
    /// system) or "unix" (seconds since 1970-01-01 UTC). Empty: ISO 8601 and what cannot be misread, see `parse_time`.
    std::string format;
    std::chrono::minutes zone{0};  ///< from UTC, of times without an offset of their own
    char decimal = '.';            ///< of serial days
    /// What a plain number is where no format is declared: "excel" or "excel_1904" in a workbook, else refused.
    std::string numbers = {};
};

/// Why a format cannot be used, in words that follow "found" and "expected"; nothing: it can.
[[nodiscard]] std::optional<TimeError> check_time_format(std::string_view format);

struct ReadTime {
    Time time;
    bool local = false;  ///< it had no offset of its own
};

/// Reads a time. Without a declared format: the year first with four digits, `-`, `/`, `.` or 年月日 in the date, hours
/// and minutes (H:MM or H时M分), optional seconds, optional offset; or 10, 12 or 14 digits (YYYYMMDDhh[mm[ss]]). A date
/// alone, two-digit years and days before months are refused: they may mean several things, and a format says which.
/// 24:00 is 00:00 of the next day. Serial days are rounded to the second, which is what they were made from.
[[nodiscard]] tl::expected<ReadTime, TimeError> parse_time(std::string_view text, const TimeForm& form);

}  // namespace liriver::data::tables
