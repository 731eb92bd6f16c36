#pragma once
// Numbers with units, as people write them: "45 m3/s", "0.3 mg/L", "6.77 L/s/km2", "30 d", "16e4 t/d".
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace liriver::data::tables {

/// Exponents of the base units.
struct Dimension {
    int length = 0;
    int mass = 0;
    int time = 0;
    int temperature = 0;
    int angle = 0;

    friend bool operator==(const Dimension&, const Dimension&) = default;
};

/// A unit as a ratio, so that 45 L/s is exactly 45/1000: SI value = (value * numerator) / denominator + offset.
struct Unit {
    double numerator = 1.0;
    double denominator = 1.0;
    double offset = 0.0;  ///< only degC has one, against K
    Dimension dimension;
};

/// Reads a unit: symbols with whole exponents ("m3", "m^3", "s-1", "m³") joined by a blank, `*`, `·` or `/`, where a
/// `/` counts for the one symbol after it. Fails with a sentence that names the part it does not know.
[[nodiscard]] tl::expected<Unit, std::string> parse_unit(std::string_view text);

/// A dimension in words with its SI unit: "a discharge (m3/s)".
[[nodiscard]] std::string in_words(const Dimension& dimension);

/// What is wrong with a number and its unit.
struct QuantityError {
    std::string code;  ///< "not-a-number", "unknown-unit" or "wrong-unit"
    std::string found;
    std::string expected;
};

struct Quantity {
    double value = 0.0;  ///< in `unit` as asked
    bool bare = false;   ///< no unit was written
};

/// Reads a number with a unit and converts it to `unit` (a key's declared unit); a number alone is taken as it is.
/// Where a discharge is asked for, a mass flow ("16e4 t/d") is one of water of 1000 kg/m3. A wrong dimension fails,
/// naming both.
[[nodiscard]] tl::expected<Quantity, QuantityError> parse_quantity(std::string_view text, std::string_view unit);

/// Whether a number has the same value in both.
[[nodiscard]] bool is_same_unit(const Unit& one, const Unit& other);

/// Converts between units of one dimension. Both must parse.
[[nodiscard]] double convert(double value, const Unit& from, const Unit& to);

/// The unit that a column's name ends with: "discharge_m3_s" is in "m3/s", "NH3-N_mg_L" in "mg/L". Nothing when the
/// ending is no unit known here.
[[nodiscard]] std::optional<std::string> unit_of_column(std::string_view column);

/// A unit as column names end: "m3/s" becomes "m3_s", "mg/L" "mg_L".
[[nodiscard]] std::string column_ending(std::string_view unit);

}  // namespace liriver::data::tables
