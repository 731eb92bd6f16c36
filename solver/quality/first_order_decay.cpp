#include "solver/quality/first_order_decay.h"

#include <cassert>
#include <cmath>
#include <cstddef>

namespace liriver::solver::quality {

namespace {
constexpr double seconds_per_day = 86400.0;
constexpr double reference_temperature = 20.0;  // deg C
}  // namespace

double FirstOrderDecay::rate_per_second(double temperature) const {
    return rate_per_day / seconds_per_day * std::pow(temperature_factor, temperature - reference_temperature);
}

double FirstOrderDecay::remaining(double temperature, double seconds) const {
    return std::exp(-rate_per_second(temperature) * seconds);
}

void decay(const FirstOrderDecay& law, double temperature, double seconds, std::span<double> concentration,
           std::span<const std::int32_t> volumes) {
    const double share = law.remaining(temperature, seconds);
    if (volumes.empty())
        for (double& value : concentration)
            value *= share;
    for (const std::int32_t i : volumes)
        concentration[static_cast<std::size_t>(i)] *= share;
}

void decay(const FirstOrderDecay& law, std::span<const double> temperature, double seconds,
           std::span<double> concentration, std::span<const std::int32_t> volumes) {
    assert(temperature.size() == concentration.size());
    if (volumes.empty())
        for (std::size_t i = 0; i < concentration.size(); ++i)
            concentration[i] *= law.remaining(temperature[i], seconds);
    for (const std::int32_t i : volumes) {
        const auto at = static_cast<std::size_t>(i);
        concentration[at] *= law.remaining(temperature[at], seconds);
    }
}

}  // namespace liriver::solver::quality
