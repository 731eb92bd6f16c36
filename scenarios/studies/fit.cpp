#include "scenarios/studies/fit.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace liriver::scenarios::studies {

Fit measure_fit(std::span<const double> time, std::span<const double> observed, std::span<const double> simulated) {
    const auto count = static_cast<double>(observed.size());
    double mean = 0.0;
    for (const double o : observed)
        mean += o / count;
    double squares = 0.0, spread = 0.0;
    Fit fit;
    for (std::size_t i = 0; i < observed.size(); ++i) {
        const double difference = simulated[i] - observed[i];
        squares += difference * difference;
        spread += (observed[i] - mean) * (observed[i] - mean);
        fit.bias += difference / count;
    }
    // A series that does not vary beyond rounding has no variance to explain.
    const double rounding = 1e-12 * std::abs(mean);
    fit.nse = spread > count * rounding * rounding ? 1.0 - squares / spread : std::numeric_limits<double>::quiet_NaN();
    fit.rmse = std::sqrt(squares / count);
    const auto highest_observed = std::max_element(observed.begin(), observed.end());
    const auto highest_simulated = std::max_element(simulated.begin(), simulated.end());
    fit.peak_error = *highest_simulated - *highest_observed;
    fit.peak_time_error = time[static_cast<std::size_t>(highest_simulated - simulated.begin())] -
                          time[static_cast<std::size_t>(highest_observed - observed.begin())];
    return fit;
}

}  // namespace liriver::scenarios::studies
