#pragma once
// What a place of the river offers to the rates of quality.
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace liriver::solver::quality {

/// What hydraulics and weather know of a volume; the order is that of `quantities()`.
enum class Quantity : std::uint8_t {
    depth,
    velocity,
    top_width,
    flow_area,
    shear_velocity,
    temperature,
    light,
    altitude,
    time_of_day,
    wind,
    air_temperature,
    vapour_pressure,
    cloud,
    shortwave,
};
inline constexpr std::size_t quantity_count = 14;

constexpr std::size_t index(Quantity quantity) { return static_cast<std::size_t>(quantity); }

struct QuantityRow {
    std::string_view name;  ///< as expressions write it
    std::string_view unit;
    std::string_view says;
};
/// One row for each Quantity, in its order.
std::span<const QuantityRow> quantities();

/// The quantities of all volumes: each [volumes], or one value that holds everywhere; empty: not offered. The values
/// stay the caller's.
struct Place {
    std::array<std::span<const double>, quantity_count> of;
    /// What they are at the end of the time in question, from `of` on evenly; empty: they stay.
    std::array<std::span<const double>, quantity_count> at_end;

    void set(Quantity quantity, std::span<const double> values) { of[index(quantity)] = values; }
    void set(Quantity quantity, std::span<const double> values, std::span<const double> values_at_end) {
        of[index(quantity)] = values;
        at_end[index(quantity)] = values_at_end;
    }
    [[nodiscard]] bool offers(Quantity quantity) const { return !of[index(quantity)].empty(); }
    /// Of one volume; only of what is offered.
    [[nodiscard]] double at(Quantity quantity, std::size_t volume) const {
        const std::span<const double> values = of[index(quantity)];
        return values.size() == 1 ? values[0] : values[volume];
    }
};

}  // namespace liriver::solver::quality
