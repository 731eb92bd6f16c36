#include "scenarios/runner/operation_accounts.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "solver/transport/compensated_sum.h"

namespace liriver::scenarios::runner {
namespace {

constexpr double negligible = 1e-6;  // m3/s: a shortfall or a missing flow that is rounding

}  // namespace

OperationAccounts::OperationAccounts(std::vector<double> initial_volume, std::size_t target_flows)
    : initial_(std::move(initial_volume)),
      sums_(initial_.size() * items * 2, 0.0),
      seconds_(initial_.size() * 2, 0.0),
      unmet_(target_flows * 2, 0.0) {}

void OperationAccounts::add(std::size_t pool, const solver::structures::ReservoirStep& step, double dt) {
    const double amounts[items] = {step.inflow,  step.rain,      step.evaporation,     step.released,
                                   step.spilled, step.shortfall, step.evaporation_cut, step.inflow_cut};
    for (std::size_t item = 0; item < items; ++item) {
        double* const pair = &sums_[2 * (pool * items + item)];
        solver::transport::CompensatedSum sum{pair[0], pair[1]};
        sum.add(amounts[item]);
        pair[0] = sum.sum;
        pair[1] = sum.rest;
    }
    if (step.shortfall > negligible * dt)
        seconds_[2 * pool] += dt;
    if (step.above_curve)
        seconds_[2 * pool + 1] += dt;
}

void OperationAccounts::add_unmet(std::size_t target_flow, double discharge, double seconds) {
    if (discharge <= negligible)
        return;
    unmet_[2 * target_flow] += discharge * seconds;
    unmet_[2 * target_flow + 1] += seconds;
}

double OperationAccounts::total(std::size_t pool, Item item) const {
    const double* const pair = &sums_[2 * (pool * items + item)];
    return pair[0] + pair[1];
}

data::results::PoolBalance OperationAccounts::pool(std::size_t index, double volume) const {
    data::results::PoolBalance balance;
    balance.initial = initial_[index];
    balance.inflow = total(index, inflow);
    balance.rain = total(index, rain);
    balance.evaporation = total(index, evaporation);
    balance.released = total(index, released);
    balance.spilled = total(index, spilled);
    balance.final = volume;
    balance.shortfall = total(index, shortfall);
    balance.shortfall_hours = seconds_[2 * index] / 3600.0;
    balance.evaporation_cut = total(index, evaporation_cut);
    balance.inflow_cut = total(index, inflow_cut);
    balance.hours_above_curve = seconds_[2 * index + 1] / 3600.0;
    const double had = balance.initial + balance.inflow + balance.rain;
    const double open = std::abs(had - balance.evaporation - balance.released - balance.spilled - balance.final);
    balance.relative_error = had > 0.0 ? open / had : open;
    return balance;
}

std::vector<mesh::field::MutableField> OperationAccounts::checkpoint_fields() {
    using mesh::field::Location;
    if (initial_.empty())
        return {};
    return {{{"pool_initial", "water of each pool at the start", "", "m3", Location::network}, initial_},
            {{"pool_sums", "compensated sums of each pool", "", "m3", Location::network}, sums_},
            {{"pool_seconds", "times of shortfall and above the curve", "", "s", Location::network}, seconds_},
            {{"target_unmet", "volume and time nobody could give", "", "1", Location::network}, unmet_}};
}

}  // namespace liriver::scenarios::runner
