#include "viz/charts/time_axis.h"

#include <array>

#include <fmt/format.h>

namespace liriver::viz::charts {

using data::tables::Time;
using std::chrono::hours;
using std::chrono::nanoseconds;

namespace {

constexpr std::array<int, 16> steps{1,       2,       3,       6,        12,       24,       2 * 24,    5 * 24,
                                    10 * 24, 20 * 24, 50 * 24, 100 * 24, 200 * 24, 365 * 24, 1000 * 24, 3650 * 24};
constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string label(Time time, std::chrono::minutes time_zone, hours step) {
    const auto local = time + time_zone;
    const auto day = std::chrono::floor<std::chrono::days>(local);
    if (step < hours(24) && local != day) {
        const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(local - day).count();
        return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
    }
    const std::chrono::year_month_day date(day);
    const char* month = months[static_cast<unsigned>(date.month()) - 1];
    if (step >= hours(365 * 24))
        return fmt::format("{}", static_cast<int>(date.year()));
    return fmt::format("{} {}", static_cast<unsigned>(date.day()), month);
}

}  // namespace

TimeTicks time_ticks(Time first, Time last, std::chrono::minutes time_zone, int most) {
    TimeTicks ticks;
    nanoseconds step = hours(steps.back());
    for (const int candidate : steps)
        if ((last - first) / nanoseconds(hours(candidate)) < most) {
            step = hours(candidate);
            break;
        }
    // counted from the first local midnight or, within a day, from the midnight before
    const auto midnight = std::chrono::floor<std::chrono::days>(first + time_zone);
    Time tick = Time(midnight.time_since_epoch()) - time_zone;
    while (tick < first)
        tick += step < nanoseconds(hours(24)) ? step : nanoseconds(hours(24));
    for (; tick <= last; tick += step) {
        ticks.times.push_back(tick);
        ticks.labels.push_back(label(tick, time_zone, std::chrono::duration_cast<hours>(step)));
    }
    return ticks;
}

}  // namespace liriver::viz::charts
