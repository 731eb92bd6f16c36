#pragma once
// Units of a user's rates.
#include <optional>
#include <string>
#include <string_view>

namespace liriver::solver::quality {

/// A rate's unit in the kinetics' own: amounts per litre and day.
struct RateUnit {
    double per_day = 1.0;       ///< a value times this is in `amount` per L and day
    bool areal = false;         ///< per m2 of bed: to be divided by the depth
    std::string amount = "mg";  ///< or "ug", "1" (a number of things), "degC"
};

/// Reads "<amount>/<L, m3 or m2>/<s, min, h or d>" with an amount of kg, g, mg, ug or 1, or "degC/<time>". Masses
/// become mg, but ug stay ug, as chlorophyll has it: "g/m2/d" is 1 mg, areal; "kg/m3/s" is 8.64e7 mg; "ug/L/h" is 24
/// ug.
std::optional<RateUnit> read_rate_unit(std::string_view text);

}  // namespace liriver::solver::quality
