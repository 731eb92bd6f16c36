#pragma once
// The local clock and calendar as operators read them: spans of dates and hours, and curves over the year.
#include <tl/expected.hpp>
#include <vector>

#include "mesh/field/error.h"

namespace liriver::solver::structures {

/// The local clock at one moment.
struct LocalClock {
    int month = 1;               ///< 1 to 12
    int day = 1;                 ///< 1 to 31
    double second_of_day = 0.0;  ///< s since local midnight

    /// Days since 1 January, of a year that has a 29 February, with the time of day: [0, 366).
    [[nodiscard]] double day_of_year() const;
};

/// From one day of the year to another, both included; a span that ends before it begins passes over new year.
struct CalendarSpan {
    int from_month = 1, from_day = 1;
    int to_month = 12, to_day = 31;

    [[nodiscard]] bool holds(const LocalClock& clock) const;
};

/// From one time of the day up to another, not included; a span that ends before it begins passes over midnight, and
/// one that ends where it begins is the whole day. Seconds since midnight.
struct ClockSpan {
    double from = 0.0, to = 0.0;

    [[nodiscard]] bool holds(const LocalClock& clock) const;
};

/// Number of days since 1 January in a year that has a 29 February.
[[nodiscard]] int day_number(int month, int day);

/// A value for every day of the year: straight lines between the given days, and from the last to the first over new
/// year.
class YearlyCurve {
  public:
    YearlyCurve() = default;
    /// `days` in [0, 366), growing; `values` one a day, finite. Fails naming the row (from 0) that breaks this.
    static tl::expected<YearlyCurve, mesh::field::Error> make(std::vector<double> days, std::vector<double> values);

    [[nodiscard]] bool empty() const { return days_.empty(); }
    [[nodiscard]] double value(const LocalClock& clock) const;

  private:
    std::vector<double> days_, values_;
};

}  // namespace liriver::solver::structures
