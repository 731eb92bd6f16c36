#include "data/standards/means.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace liriver::data::standards {

namespace {
using std::chrono::days;
using tables::Time;

struct Sum {
    double integral = 0.0;  ///< value times seconds
    double seconds = 0.0;
    double sum = 0.0;
    std::size_t values = 0;
};

Time midnight_after(Time time, std::chrono::minutes zone) {
    return Time{tables::local_day(time, zone) + days{1}} - zone;
}

/// Adds the trapezoid between two neighbours, cut at local midnights.
void add_interval(Time from, double a, Time to, double b, std::chrono::minutes zone, std::map<days, Sum>& sums) {
    const double whole = tables::seconds_between(from, to);
    for (Time at = from; at < to;) {
        const Time end = std::min(to, midnight_after(at, zone));
        const double x = tables::seconds_between(from, at) / whole, y = tables::seconds_between(from, end) / whole;
        const double seconds = tables::seconds_between(at, end);
        Sum& sum = sums[tables::local_day(at, zone)];
        // The value at the middle of the piece; written so that equal values stay what they are.
        sum.integral += (a + (b - a) * (0.5 * (x + y))) * seconds;
        sum.seconds += seconds;
        at = end;
    }
}

std::map<days, Sum> by_day(const Series& series, Averaging averaging, std::chrono::minutes zone) {
    std::map<days, Sum> sums;
    for (std::size_t i = 0; i < series.times.size(); ++i) {
        if (!std::isfinite(series.values[i]))
            continue;
        Sum& sum = sums[tables::local_day(series.times[i], zone)];
        sum.sum += series.values[i];
        ++sum.values;
        if (averaging == Averaging::continuous && i > 0 && std::isfinite(series.values[i - 1]))
            add_interval(series.times[i - 1], series.values[i - 1], series.times[i], series.values[i], zone, sums);
    }
    return sums;
}

/// The first day of the period that a day belongs to, if it belongs to one.
std::optional<Day> begin_of(Day day, Period period, const FloodSeason& season) {
    const std::chrono::year_month_day date{day};
    const auto at = [](std::chrono::year year, unsigned month) {
        return Day{std::chrono::year_month_day{year, std::chrono::month{month}, std::chrono::day{1}}};
    };
    const auto month = static_cast<unsigned>(date.month());
    const auto first = static_cast<unsigned>(season.first_month);
    switch (period) {
        case Period::day:
            return day;
        case Period::month:
            return at(date.year(), month);
        case Period::year:
            return at(date.year(), 1);
        case Period::flood_season:
            if (!season.holds(month))
                return std::nullopt;
            return at(month < first ? date.year() - std::chrono::years{1} : date.year(), first);
        case Period::other_months:
            break;
    }
    return season.holds(month) ? std::nullopt : std::optional<Day>(at(date.year(), 1));
}
}  // namespace

const char* to_string(Period period) {
    switch (period) {
        case Period::day:
            return "day";
        case Period::month:
            return "month";
        case Period::flood_season:
            return "flood season";
        case Period::other_months:
            return "other months";
        case Period::year:
            break;
    }
    return "year";
}

bool FloodSeason::holds(unsigned month) const {
    const auto first = static_cast<unsigned>(first_month), last = static_cast<unsigned>(last_month);
    return first <= last ? month >= first && month <= last : month >= first || month <= last;
}

std::vector<PeriodMean> means(const Series& series, Averaging averaging, Period period, std::chrono::minutes zone,
                              const FloodSeason& season) {
    const std::map<days, Sum> sums = by_day(series, averaging, zone);
    // A single time of a continuous series has no duration: it is a sample.
    const bool timed = averaging == Averaging::continuous &&
                       std::any_of(sums.begin(), sums.end(), [](const auto& day) { return day.second.seconds > 0.0; });
    std::map<Day, Sum> grouped;
    for (const auto& [day, sum] : sums) {
        const auto begin = begin_of(Day{day}, period, season);
        if (!begin || (timed && sum.seconds == 0.0))
            continue;
        Sum& group = grouped[*begin];
        group.integral += sum.integral;
        group.seconds += sum.seconds;
        group.sum += sum.sum;
        group.values += sum.values;
    }
    std::vector<PeriodMean> result;
    for (const auto& [begin, sum] : grouped) {
        const double mean = timed ? sum.integral / sum.seconds : sum.sum / static_cast<double>(sum.values);
        result.push_back({begin, mean, timed ? sum.seconds / 3600.0 : 0.0, sum.values});
    }
    return result;
}

HoursInClass hours_in_class(std::span<const Time> times, std::span<const std::optional<QualityClass>> classes) {
    HoursInClass result;
    for (std::size_t i = 0; i < times.size(); ++i) {
        const Time from = i == 0 ? times[i] : times[i - 1];
        const Time to = i + 1 == times.size() ? times[i] : times[i + 1];
        const double hours = 0.5 * tables::seconds_between(from, to) / 3600.0;
        (classes[i] ? result.hours[index_of(*classes[i])] : result.not_assessed) += hours;
    }
    return result;
}

}  // namespace liriver::data::standards
