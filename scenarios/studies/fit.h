#pragma once
// How well simulated values meet observed ones.
#include <span>

namespace liriver::scenarios::studies {

/// Measures of one series; NaN where they do not exist.
struct Fit {
    double nse = 0.0;         ///< 1 - sum (s - o)^2 / sum (o - mean o)^2 (Nash & Sutcliffe 1970, J. Hydrol. 10, eq. 3)
    double rmse = 0.0;        ///< sqrt(mean (s - o)^2), in the series' unit
    double bias = 0.0;        ///< mean (s - o)
    double peak_error = 0.0;  ///< largest s - largest o
    double peak_time_error = 0.0;  ///< s, when the first largest s comes after the first largest o
};

/// All of one size, at least one value; times in s, rising.
[[nodiscard]] Fit measure_fit(std::span<const double> time, std::span<const double> observed,
                              std::span<const double> simulated);

}  // namespace liriver::scenarios::studies
