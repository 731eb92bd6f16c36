#include "data/registers/plausibility.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace liriver::data::registers {

namespace {
constexpr double no_number_of_nature = 1e20;
constexpr double far = 5.0;
constexpr std::size_t least_values = 6;
constexpr std::size_t one_in = 20;
}  // namespace

bool is_customary_mark(double value) {
    static constexpr std::array marks{9999.0, 99999.0, 999999.0, 999.0, 999.9, 9999.9, 99999.9, 32767.0};
    static constexpr std::array negative_marks{99.0, 99.9, 32768.0};
    const double size = std::abs(value);
    return size > no_number_of_nature || std::find(marks.begin(), marks.end(), size) != marks.end() ||
           (value < 0.0 && std::find(negative_marks.begin(), negative_marks.end(), size) != negative_marks.end());
}

std::vector<std::size_t> undeclared_marks(std::span<const double> values) {
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    std::vector<std::size_t> marks;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (is_customary_mark(values[i])) {
            marks.push_back(i);
        } else {
            low = std::min(low, values[i]);
            high = std::max(high, values[i]);
        }
    }
    if (marks.size() == values.size())
        return marks;
    const double away = far * std::max({high - low, std::abs(low), std::abs(high)});
    std::vector<std::size_t> outside;
    for (const std::size_t i : marks)
        if (values[i] > high + away || values[i] < low - away)
            outside.push_back(i);
    return outside;
}

std::vector<std::size_t> outliers(std::span<const double> values, const OutlierRule& rule) {
    const std::size_t n = values.size();
    std::vector<std::size_t> found;
    if (n < least_values)
        return found;
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    const auto sorted = [&](std::size_t k) { return values[order[k]]; };
    const std::size_t most = std::max<std::size_t>(1, n / one_in);
    const auto far_from = [&](double jump, double low, double high) {
        return jump > rule.least_jump && jump > rule.times_range * (high - low) &&
               jump > rule.times_largest * std::max(std::abs(low), std::abs(high));
    };
    std::size_t above = 0, below = 0;
    for (std::size_t k = 1; k <= most; ++k)
        if (far_from(sorted(n - k) - sorted(n - k - 1), sorted(0), sorted(n - k - 1)))
            above = k;
    for (std::size_t k = 1; k <= most; ++k) {
        const double last = sorted(k - 1);
        const double next = sorted(k);
        const bool sign = rule.sign_matters && last < 0.0 && next >= 0.0;
        const bool small = rule.times_smaller > 0.0 && last > 0.0 && last * rule.times_smaller < next;
        if (sign || small || far_from(next - last, next, sorted(n - 1 - above)))
            below = k;
    }
    found.assign(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(below));
    found.insert(found.end(), order.end() - static_cast<std::ptrdiff_t>(above), order.end());
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

}  // namespace liriver::data::registers
