#include "data/standards/rounding.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace liriver::data::standards {

double round_half_even(double value, int decimals) {
    if (!std::isfinite(value) || value == 0.0 || std::abs(value) > 1e15)
        return value;
    // d.ddddddddddde+xx: twelve digits of a decimal number and its exponent
    const std::string text = fmt::format("{:.11e}", std::abs(value));
    const std::size_t mark = text.find('e');
    const int exponent = std::atoi(text.c_str() + mark + 1);
    const std::string digits = text.substr(0, 1) + text.substr(2, mark - 2);
    // The digits that stay: those before the decimal mark and `decimals` after it.
    const int kept = exponent + 1 + decimals;
    if (kept >= static_cast<int>(digits.size()))
        return value;
    if (kept < 0)
        return std::copysign(0.0, value);
    std::uint64_t whole = 0;
    for (int i = 0; i < kept; ++i)
        whole = 10 * whole + static_cast<std::uint64_t>(digits[static_cast<std::size_t>(i)] - '0');
    const std::string rest = digits.substr(static_cast<std::size_t>(kept));
    const std::string half = "5" + std::string(rest.size() - 1, '0');
    const bool up = rest > half || (rest == half && whole % 2 == 1);
    const double rounded = std::strtod(fmt::format("{}e{}", whole + (up ? 1 : 0), -decimals).c_str(), nullptr);
    return std::copysign(rounded, value);
}

double without_round_off(double value) {
    return std::isfinite(value) ? std::strtod(fmt::format("{:.11e}", value).c_str(), nullptr) : value;
}

}  // namespace liriver::data::standards
