#pragma once
// Numbers and units as a legend prints them.
#include <string>
#include <string_view>
#include <vector>

namespace liriver::viz::render {

/// Round values from `low` to `high`, their step 1, 2, 2.5 or 5 times a power of ten, about `wanted` of them.
struct Ticks {
    std::vector<double> values;
    std::vector<std::string> labels;  ///< as many decimals as the step needs
};
[[nodiscard]] Ticks nice_ticks(double low, double high, int wanted);

/// The largest 1, 2 or 5 times a power of ten that is at most `value` (> 0).
[[nodiscard]] double round_down(double value);

/// The values that colours run between, and whether some lie beyond.
struct ValueRange {
    double low = 0.0, high = 0.0;
    bool below = false, above = false;
};
/// The middle 98 % of the values (at least one, all finite), from 0 where that is near.
[[nodiscard]] ValueRange value_range(std::vector<double> values);

/// "m3 s-1" -> "m³/s"; "1" -> "".
[[nodiscard]] std::string pretty_unit(std::string_view udunits);

/// "water depth", "m" -> "Water depth (m)".
[[nodiscard]] std::string heading(std::string_view long_name, std::string_view udunits);

}  // namespace liriver::viz::render
