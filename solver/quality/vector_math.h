#pragma once
// exp, log and pow without branches, so that a loop over lanes becomes vector instructions; the same bits on every
// path (only IEEE operations on doubles and bits).
#include <bit>
#include <cstdint>

#include "solver/vector_paths.h"

namespace liriver::solver::quality {

/// e^x within 2 units in the last place for -700 <= x <= 700; beyond, the value at that end.
LIRIVER_KERNEL double exponential(double x) {
    constexpr double log2e = 1.4426950408889634, ln2_high = 6.93147180369123816490e-01,
                     ln2_low = 1.90821492927058770002e-10, shift = 6755399441055744.0;  // 1.5 * 2^52
    x = x < -700.0 ? -700.0 : x;
    x = x > 700.0 ? 700.0 : x;
    const double shifted = x * log2e + shift;  // its last bits are the rounded x / ln 2
    const double n = shifted - shift;
    const double r = (x - n * ln2_high) - n * ln2_low;  // Cody and Waite's two-part reduction
    double sum = 1.0 / 6227020800.0;                    // Taylor to r^13: below 2e-17 at |r| <= ln 2 / 2
    sum = sum * r + 1.0 / 479001600.0;
    sum = sum * r + 1.0 / 39916800.0;
    sum = sum * r + 1.0 / 3628800.0;
    sum = sum * r + 1.0 / 362880.0;
    sum = sum * r + 1.0 / 40320.0;
    sum = sum * r + 1.0 / 5040.0;
    sum = sum * r + 1.0 / 720.0;
    sum = sum * r + 1.0 / 120.0;
    sum = sum * r + 1.0 / 24.0;
    sum = sum * r + 1.0 / 6.0;
    sum = sum * r + 0.5;
    sum = 1.0 + (r + r * r * sum);
    const auto power = (std::bit_cast<std::uint64_t>(shifted) << 52U) + (std::uint64_t{1023} << 52U);
    return sum * std::bit_cast<double>(power);
}

/// Natural logarithm of a normal x > 0 within 2 units in the last place (absolute 1e-16 near x = 1); about -709 at 0.
LIRIVER_KERNEL double logarithm(double x) {
    constexpr double ln2_high = 6.93147180369123816490e-01, ln2_low = 1.90821492927058770002e-10;
    constexpr std::uint64_t root_half = 0x3FE6A09E667F3BCD;  // bits of sqrt(1/2)
    const auto bits = std::bit_cast<std::uint64_t>(x);
    const std::uint64_t offset = bits + (0x3FF0000000000000 - root_half);
    // the exponent as a double: its bits under those of 2^52
    const double exponent = std::bit_cast<double>((offset >> 52U) | 0x4330000000000000) - (4503599627370496.0 + 1023.0);
    const double m = std::bit_cast<double>((offset & 0x000FFFFFFFFFFFFF) + root_half);  // in [sqrt(1/2), sqrt(2))
    const double s = (m - 1.0) / (m + 1.0), s2 = s * s;
    double sum = 2.0 / 23.0;  // 2 atanh(s), |s| <= 0.1716
    sum = sum * s2 + 2.0 / 21.0;
    sum = sum * s2 + 2.0 / 19.0;
    sum = sum * s2 + 2.0 / 17.0;
    sum = sum * s2 + 2.0 / 15.0;
    sum = sum * s2 + 2.0 / 13.0;
    sum = sum * s2 + 2.0 / 11.0;
    sum = sum * s2 + 2.0 / 9.0;
    sum = sum * s2 + 2.0 / 7.0;
    sum = sum * s2 + 2.0 / 5.0;
    sum = sum * s2 + 2.0 / 3.0;
    sum = sum * s2 + 2.0;
    return exponent * ln2_high + (s * sum + exponent * ln2_low);
}

/// x^y for x >= 0 and y > 0 (about 0 where x is 0).
LIRIVER_KERNEL double power(double x, double y) { return exponential(y * logarithm(x)); }

}  // namespace liriver::solver::quality
