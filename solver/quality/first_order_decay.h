#pragma once
// First-order decay: dc/dt = -k(T) c, solved exactly.
#include <cstdint>
#include <span>

namespace liriver::solver::quality {

/// Rate and its dependence on temperature: k(T) = rate theta^(T - 20 deg C), the simplified Arrhenius form of Streeter
/// and Phelps as in Chapra, Surface Water-Quality Modeling (1997), section 2.3.
struct FirstOrderDecay {
    double rate_per_day = 0.0;        ///< at 20 deg C, 1/d; below 0 is growth
    double temperature_factor = 1.0;  ///< theta; 1: no dependence

    /// k(T) in 1/s at a water temperature in deg C.
    [[nodiscard]] double rate_per_second(double temperature) const;

    /// What is left of 1 after `seconds` at that temperature: exp(-k t).
    [[nodiscard]] double remaining(double temperature, double seconds) const;
};

/// Lets the listed volumes, or all if none are listed, decay for `seconds` at one temperature (deg C). Exact whatever
/// the rate: a step of any length keeps concentrations between 0 and what they were. Made to be called from
/// Transport::step's `reactions`, which splits it to second order and accounts for it.
void decay(const FirstOrderDecay& law, double temperature, double seconds, std::span<double> concentration,
           std::span<const std::int32_t> volumes = {});

/// The same with a temperature for each volume.
void decay(const FirstOrderDecay& law, std::span<const double> temperature, double seconds,
           std::span<double> concentration, std::span<const std::int32_t> volumes = {});

}  // namespace liriver::solver::quality
