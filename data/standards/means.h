#pragma once
// Means of local days, months, seasons and years, and hours in each class.
#include <array>
#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/standards/class_names.h"
#include "data/standards/date.h"
#include "data/tables/time.h"

namespace liriver::data::standards {

/// Values of one item at one place; times rise. NaN: there is none (no water).
struct Series {
    std::vector<tables::Time> times;
    std::vector<double> values;
};

/// What stands between the values: nothing (samples: the arithmetic mean), or the straight line (the output of a run:
/// the mean over time, by trapezoids cut at midnight).
enum class Averaging { samples, continuous };

enum class Period { day, month, flood_season, other_months, year };
[[nodiscard]] const char* to_string(Period period);

/// Months 1 to 12; a season may go on over the new year, and then counts to the year it begins in.
struct FloodSeason {
    int first_month = 4, last_month = 9;

    [[nodiscard]] bool holds(unsigned month) const;
};

struct PeriodMean {
    Day first;  ///< the local day it begins with: "2025-11-01" of a month, too
    double mean = 0.0;
    double hours = 0.0;      ///< that have values, of a continuous series
    std::size_t values = 0;  ///< that stand in it
};

/// Means over local calendar periods, in their order; periods without a value are left out. `zone` is the local clock's
/// offset from UTC. A season begins with its first month, the other months of a calendar year with its January.
[[nodiscard]] std::vector<PeriodMean> means(const Series& series, Averaging averaging, Period period,
                                            std::chrono::minutes zone, const FloodSeason& season = {});

/// Hours in each class (and hours not assessed): each time stands for half of the interval to either neighbour.
struct HoursInClass {
    std::array<double, 6> hours{};
    double not_assessed = 0.0;
};
[[nodiscard]] HoursInClass hours_in_class(std::span<const tables::Time> times,
                                          std::span<const std::optional<QualityClass>> classes);

}  // namespace liriver::data::standards
