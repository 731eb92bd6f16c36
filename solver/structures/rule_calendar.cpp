#include "solver/structures/rule_calendar.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

namespace liriver::solver::structures {
namespace {

constexpr double seconds_a_day = 86400.0;
constexpr double days_a_year = 366.0;
constexpr std::array<int, 12> days_before_month{0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335};

}  // namespace

int day_number(int month, int day) { return days_before_month[static_cast<std::size_t>(month - 1)] + day - 1; }

double LocalClock::day_of_year() const { return day_number(month, day) + second_of_day / seconds_a_day; }

bool CalendarSpan::holds(const LocalClock& clock) const {
    const int today = day_number(clock.month, clock.day);
    const int from = day_number(from_month, from_day);
    const int to = day_number(to_month, to_day);
    return from <= to ? from <= today && today <= to : today >= from || today <= to;
}

bool ClockSpan::holds(const LocalClock& clock) const {
    const double now = clock.second_of_day;
    if (from == to)
        return true;
    return from < to ? from <= now && now < to : now >= from || now < to;
}

tl::expected<YearlyCurve, mesh::field::Error> YearlyCurve::make(std::vector<double> days, std::vector<double> values) {
    const auto refuse = [](std::size_t row, const char* found, const char* expected) {
        return tl::make_unexpected(mesh::field::Error{"row " + std::to_string(row), found, expected});
    };
    if (days.empty() || days.size() != values.size())
        return refuse(0, "no rows, or days and values of different number", "a value for each of one or more days");
    for (std::size_t row = 0; row < days.size(); ++row) {
        if (!(days[row] >= 0.0 && days[row] < days_a_year) || !std::isfinite(values[row]))
            return refuse(row, "a day or value that is none", "a day of the year and a finite value");
        if (row > 0 && days[row] <= days[row - 1])
            return refuse(row, "a day not after the one before", "days that grow from row to row");
    }
    YearlyCurve curve;
    curve.days_ = std::move(days);
    curve.values_ = std::move(values);
    return curve;
}

double YearlyCurve::value(const LocalClock& clock) const {
    const double today = clock.day_of_year();
    const auto after = std::upper_bound(days_.begin(), days_.end(), today) - days_.begin();
    const std::size_t count = days_.size();
    const std::size_t next = static_cast<std::size_t>(after) % count;
    const std::size_t last = (static_cast<std::size_t>(after) + count - 1) % count;
    double span = days_[next] - days_[last];
    double gone = today - days_[last];
    if (span <= 0.0)  // over new year
        span += days_a_year;
    if (gone < 0.0)
        gone += days_a_year;
    return values_[last] + (values_[next] - values_[last]) * (gone / span);
}

}  // namespace liriver::solver::structures
