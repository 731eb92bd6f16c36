#include "solver/quality/rate_unit.h"

#include <algorithm>
#include <array>
#include <utility>

namespace liriver::solver::quality {

namespace {

struct Named {
    std::string_view name;
    double factor;
    std::string_view base;
};

constexpr std::array<Named, 4> times = {{{"d", 1.0, ""}, {"h", 24.0, ""}, {"min", 1440.0, ""}, {"s", 86400.0, ""}}};
constexpr std::array<Named, 5> amounts = {
    {{"kg", 1e6, "mg"}, {"g", 1e3, "mg"}, {"mg", 1.0, "mg"}, {"ug", 1.0, "ug"}, {"1", 1.0, "1"}}};
constexpr std::array<Named, 3> spaces = {{{"L", 1.0, ""}, {"m3", 1e-3, ""}, {"m2", 1e-3, "areal"}}};

template <std::size_t N>
const Named* look_up(const std::array<Named, N>& table, std::string_view name) {
    const auto found = std::find_if(table.begin(), table.end(), [&](const Named& row) { return row.name == name; });
    return found == table.end() ? nullptr : &*found;
}

/// "g/m²/d" as "g/m2/d".
std::string plainly_written(std::string_view given) {
    std::string text(given);
    for (const auto& [other, plain] : {std::pair{"²", "2"}, {"³", "3"}, {"^", ""}, {"µ", "u"}, {"μ", "u"}})
        for (std::size_t at = text.find(other); at != std::string::npos; at = text.find(other))
            text.replace(at, std::string_view(other).size(), plain);
    return text;
}

std::optional<RateUnit> read_plain(std::string_view text) {
    const std::size_t last = text.rfind('/');
    if (last == std::string_view::npos)
        return std::nullopt;
    const Named* const time = look_up(times, text.substr(last + 1));
    const std::string_view front = text.substr(0, last);
    if (time != nullptr && front == "degC")
        return RateUnit{time->factor, false, "degC"};
    const std::size_t middle = front.find('/');
    if (time == nullptr || middle == std::string_view::npos)
        return std::nullopt;
    const Named* const amount = look_up(amounts, front.substr(0, middle));
    const Named* const space = look_up(spaces, front.substr(middle + 1));
    if (amount == nullptr || space == nullptr)
        return std::nullopt;
    return RateUnit{amount->factor * space->factor * time->factor, space->base == "areal", std::string(amount->base)};
}

}  // namespace

std::optional<RateUnit> read_rate_unit(std::string_view given) {
    const std::string text = plainly_written(given);
    return read_plain(text);
}
}  // namespace liriver::solver::quality
