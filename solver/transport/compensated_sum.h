#pragma once
// A running sum that keeps the digits a plain double loses.
#include <cmath>

namespace liriver::solver::transport {

/// Neumaier's compensated sum (ZAMM 54, 1974): the error does not grow with the number of terms. Both parts belong in a
/// checkpoint.
struct CompensatedSum {
    double sum = 0.0;
    double rest = 0.0;  ///< what `sum` has lost to rounding so far

    void add(double term) {
        const double next = sum + term;
        rest += std::abs(sum) >= std::abs(term) ? (sum - next) + term : (term - next) + sum;
        sum = next;
    }
    [[nodiscard]] double value() const { return sum + rest; }
};

}  // namespace liriver::solver::transport
