// What is taken rather than flows by itself: pumps, off-takes, intakes, the exchange with groundwater.
#include <algorithm>

#include "solver/structures/laws.h"

namespace liriver::solver::structures {
namespace {

// Straight lines from row to row, the first and last value held beyond.
Dual table(const std::vector<double>& x, const std::vector<double>& y, const Dual& at) {
    if (at.value <= x.front())
        return y.front();
    if (at.value >= x.back())
        return y.back();
    const auto i = static_cast<std::size_t>(std::upper_bound(x.begin(), x.end(), at.value) - x.begin());
    const double slope = (y[i] - y[i - 1]) / (x[i] - x[i - 1]);
    return chain(at, y[i - 1] + slope * (at.value - x[i - 1]), slope);
}

// From 0 at the level to 1 a `depth` above it: s (2 - s). Its slope falls all the way, so that Newton's method finds
// the stage at which what is taken and what comes are the same.
Dual faded(const Dual& above, double depth) {
    const Dual s = min(max(0.0, above / depth), 1.0);
    return s * (2.0 - s);
}

}  // namespace

Dual transfer(const Pump& pump, double setting, const Dual& left, const Dual& right) {
    return std::max(0.0, setting) * table(pump.lift, pump.discharge, right - left) *
           faded(left - pump.stop, pump.start - pump.stop);
}

Dual transfer(const Diversion& diversion, double setting, const Dual& left, const Dual& /*right*/) {
    return std::max(0.0, setting) * min(table(diversion.stage, diversion.discharge, left), diversion.limit);
}

Dual transfer(const Withdrawal& withdrawal, double setting, const Dual& left, const Dual& /*right*/) {
    return std::clamp(setting, 0.0, withdrawal.limit) * faded(left - withdrawal.bed, withdrawal.fade_depth);
}

Dual transfer(const GroundwaterExchange& exchange, double setting, const Dual& left, const Dual& /*right*/) {
    return exchange.conductance * (max(left, exchange.bed) - std::max(setting, exchange.bed));
}

}  // namespace liriver::solver::structures
