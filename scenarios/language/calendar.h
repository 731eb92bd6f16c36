#pragma once
// Calendar years and months of a local clock.
#include <chrono>
#include <vector>

#include "data/tables/time.h"

namespace liriver::scenarios::language {

/// A span of local calendar time.
struct CalendarSpan {
    data::tables::Time begin, end;
    int days = 0;

    [[nodiscard]] double seconds() const { return 86400.0 * days; }
};

/// 1 January to 1 January of the year's number on a local clock, which is `zone` ahead of UTC.
[[nodiscard]] inline CalendarSpan calendar_year(int year, std::chrono::minutes zone) {
    using namespace std::chrono;  // NOLINT(google-build-using-namespace): its calendar is all that is used here
    const sys_days first = std::chrono::year{year} / January / 1;
    const sys_days next = std::chrono::year{year + 1} / January / 1;
    return {first - zone, next - zone, static_cast<int>((next - first).count())};
}

/// The twelve months of a year.
[[nodiscard]] inline std::vector<CalendarSpan> calendar_months(int year, std::chrono::minutes zone) {
    using namespace std::chrono;  // NOLINT(google-build-using-namespace)
    std::vector<CalendarSpan> months;
    for (unsigned m = 1; m <= 12; ++m) {
        const year_month month = std::chrono::year{year} / std::chrono::month{m};
        const sys_days first = month / 1, next = (month + std::chrono::months{1}) / 1;
        months.push_back({first - zone, next - zone, static_cast<int>((next - first).count())});
    }
    return months;
}

/// The number of the year that a time lies in.
[[nodiscard]] inline int year_of(data::tables::Time time, std::chrono::minutes zone) {
    const std::chrono::year_month_day day{std::chrono::sys_days{data::tables::local_day(time, zone)}};
    return static_cast<int>(day.year());
}

/// The numbers of the years that [start, end) has a part in; of a moment its own.
[[nodiscard]] inline std::vector<int> years_of(data::tables::Time start, data::tables::Time end,
                                               std::chrono::minutes zone) {
    const int last = year_of(end > start ? end - std::chrono::nanoseconds{1} : start, zone);
    std::vector<int> years;
    for (int year = year_of(start, zone); year <= last; ++year)
        years.push_back(year);
    return years;
}

}  // namespace liriver::scenarios::language
