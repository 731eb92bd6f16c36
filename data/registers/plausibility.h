#pragma once
// Numbers of a measured column that cannot be meant: marks of missing values, and values far outside all the others.
#include <cstddef>
#include <span>
#include <vector>

namespace liriver::data::registers {

/// Whether a number is one of those that stand for a missing value by custom: -9999, 9999, -999, -99.9, 99999, -32768,
/// or above 1e20 (netCDF's and GRIB's fill values) in size.
[[nodiscard]] bool is_customary_mark(double value);

/// Customary marks among `values` that lie far outside all others (by more than five times their range, or five times
/// the largest of them), or that are all there is: indices, rising.
[[nodiscard]] std::vector<std::size_t> undeclared_marks(std::span<const double> values);

/// What counts as far outside.
struct OutlierRule {
    double times_range = 10.0;   ///< the jump from all others, in ranges of these
    double times_largest = 5.0;  ///< and in their largest size; 0 where the zero of a quantity means nothing (a stage)
    double least_jump = 0.0;     ///< and at least this
    bool sign_matters = false;   ///< a few negative ones among positive ones are outside too
    double times_smaller = 0.0;  ///< and positive ones by so much smaller than all others; 0: none are
};

/// The values that lie far outside all others: at most one in twenty (and at least one may be) at either end of the
/// sorted values, divided from the rest by a jump as of `rule`. Indices, rising; none among fewer than six values.
/// O(n log n).
[[nodiscard]] std::vector<std::size_t> outliers(std::span<const double> values, const OutlierRule& rule);

}  // namespace liriver::data::registers
