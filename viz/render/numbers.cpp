#include "viz/render/numbers.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace liriver::viz::render {

Ticks nice_ticks(double low, double high, int wanted) {
    Ticks ticks;
    if (!(high > low) || wanted < 1) {
        ticks.values = {low};
        ticks.labels = {fmt::format("{:.4g}", low)};
        return ticks;
    }
    const double rough = (high - low) / wanted;
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    double step = 10.0 * power;
    for (const double factor : {1.0, 2.0, 2.5, 5.0})
        if (factor * power >= rough * (1.0 - 1e-9)) {
            step = factor * power;
            break;
        }
    const bool quarters = std::abs(step / power - 2.5) < 1e-9;
    const int decimals = std::max(0, static_cast<int>(-std::floor(std::log10(step) + 1e-9)) + (quarters ? 1 : 0));
    const double first = std::ceil(low / step - 1e-9);
    const int count = static_cast<int>(std::floor(high / step + 1e-9) - first) + 1;
    for (int i = 0; i < count; ++i) {
        const double value = first + i == 0.0 ? 0.0 : (first + i) * step;
        ticks.values.push_back(value);
        ticks.labels.push_back(fmt::format("{:.{}f}", value, decimals));
    }
    return ticks;
}

double round_down(double value) {
    const double power = std::pow(10.0, std::floor(std::log10(value) + 1e-12));
    for (const double factor : {5.0, 2.0})
        if (factor * power <= value * (1.0 + 1e-12))
            return factor * power;
    return power;
}

std::string pretty_unit(std::string_view udunits) {
    if (udunits == "1")
        return {};
    std::string over;
    std::string under;
    for (std::size_t at = 0; at < udunits.size();) {
        const std::size_t end = std::min(udunits.find(' ', at), udunits.size());
        std::string part(udunits.substr(at, end - at));
        at = end + 1;
        const std::size_t minus = part.find('-');
        const bool below = minus != std::string::npos && minus > 0 && minus + 2 == part.size() && part.back() >= '1' &&
                           part.back() <= '9';
        std::string power = below ? part.substr(minus + 1) : std::string();
        if (below) {
            part.resize(minus);
        } else if (part.size() > 1 && (part.back() == '2' || part.back() == '3') &&
                   part.find('/') == std::string::npos) {
            power = part.substr(part.size() - 1);
            part.pop_back();
        }
        part += power == "2" ? "²" : power == "3" ? "³" : power == "1" ? "" : power;
        std::string& side = below ? under : over;
        side += (side.empty() ? "" : " ") + part;
    }
    if (under.empty())
        return over;
    return (over.empty() ? "1" : over) + '/' + under;
}

std::string heading(std::string_view long_name, std::string_view udunits) {
    std::string text(long_name);
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
        text[0] = static_cast<char>(text[0] - 'a' + 'A');
    const std::string unit = pretty_unit(udunits);
    return unit.empty() ? text : text + " (" + unit + ')';
}

ValueRange value_range(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const auto last = static_cast<double>(values.size() - 1);
    ValueRange range;
    range.low = values[static_cast<std::size_t>(0.01 * last)];
    range.high = values[static_cast<std::size_t>(std::ceil(0.99 * last))];
    if (range.low > 0.0 && range.low < 0.4 * range.high)
        range.low = 0.0;
    const double slack = 0.02 * (range.high - range.low);
    range.below = values.front() < range.low - slack;
    range.above = values.back() > range.high + slack;
    if (!range.above)
        range.high = std::max(range.high, values.back());
    if (!range.below)
        range.low = std::min(range.low, values.front());
    return range;
}

}  // namespace liriver::viz::render
