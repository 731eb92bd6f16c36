#include "scenarios/runner/operation_model.h"

#include <algorithm>

namespace liriver::scenarios::runner {

bool OperationModel::active() const {
    return !rules.empty() ||
           std::any_of(pools.begin(), pools.end(), [](const PoolDriver& driver) { return driver.pool.has_value(); });
}

solver::structures::LocalClock OperationModel::clock(double t) const {
    const data::tables::Time local = data::tables::after(start, t) + zone;
    const auto midnight = std::chrono::floor<std::chrono::days>(local);
    const std::chrono::year_month_day date(midnight);
    solver::structures::LocalClock clock;
    clock.month = static_cast<int>(static_cast<unsigned>(date.month()));
    clock.day = static_cast<int>(static_cast<unsigned>(date.day()));
    clock.second_of_day = std::chrono::duration<double>(local - midnight).count();
    return clock;
}

}  // namespace liriver::scenarios::runner
