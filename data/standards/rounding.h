#pragma once
// Rounding as GB/T 8170-2008 has it: to the nearest, a half to the even digit.

namespace liriver::data::standards {

/// `value` to so many decimals (0 to 9). What counts as a half is the decimal number that twelve significant digits of
/// `value` show, so that 1.005 is halfway between 1.00 and 1.01 although its binary form is not, and a mean that misses
/// a half by round-off alone is one. NaN and values beyond 1e15 are returned as they are.
[[nodiscard]] double round_half_even(double value, int decimals);

/// `value` to twelve significant digits, so that a mean of equal values is that value.
[[nodiscard]] double without_round_off(double value);

}  // namespace liriver::data::standards
