#include "scenarios/runner/accounts.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "solver/transport/compensated_sum.h"

namespace liriver::scenarios::runner {
namespace {

constexpr double day_length = 86400.0;
// Of `extremes_` for each station.
enum Extreme : std::size_t {
    smallest,
    largest,
    seconds_below,  // the target
    has_target,
    volume_below,
    first_met,  // s, the begin of the first step that met the target; negative: none
    items
};

}  // namespace

Accounts::Accounts(std::vector<double> tolerances, std::size_t reservoir_count, data::tables::Time start,
                   double duration, std::chrono::minutes zone)
    : start_(start), sums_(2 * (reservoirs + 2 * reservoir_count), 0.0), tolerances_(std::move(tolerances)) {
    const auto local = start.time_since_epoch() + zone;
    const auto into_day = local - std::chrono::floor<std::chrono::days>(local);
    first_midnight_ = day_length - std::chrono::duration<double>(into_day).count();
    days_ = 1 + static_cast<std::size_t>(std::max(0.0, std::ceil((duration - first_midnight_) / day_length)));
    day_volume_.assign(stations() * days_, 0.0);
    day_seconds_ = day_target_ = day_volume_;
    for (std::size_t s = 0; s < stations(); ++s)
        extremes_.insert(extremes_.end(), {1e300, -1e300, 0.0, 0.0, 0.0, -1.0});
}

void Accounts::add(std::size_t item, double volume) {
    solver::transport::CompensatedSum sum{sums_[2 * item], sums_[2 * item + 1]};
    sum.add(volume);
    sums_[2 * item] = sum.sum;
    sums_[2 * item + 1] = sum.rest;
}

void Accounts::add_release(std::size_t reservoir, const ReleasedWater& water) {
    add(reservoirs + 2 * reservoir, water.natural);
    add(reservoirs + 2 * reservoir + 1, water.released);
}

std::size_t Accounts::day_of(double t) const {
    if (t < first_midnight_)
        return 0;
    return std::min(days_ - 1, 1 + static_cast<std::size_t>((t - first_midnight_) / day_length));
}

void Accounts::add_station(std::size_t station, double t0, double t1, double discharge, double target) {
    for (double t = t0; t < t1;) {  // a step may reach over midnight
        const std::size_t day = day_of(t);
        const double midnight = first_midnight_ + static_cast<double>(day) * day_length;
        const double end = day + 1 == days_ ? t1 : std::min(t1, midnight);
        const std::size_t at = day * stations() + station;
        day_volume_[at] += discharge * (end - t);
        day_seconds_[at] += end - t;
        if (!std::isnan(target))
            day_target_[at] += target * (end - t);
        t = end;
    }
    double* const of = &extremes_[items * station];
    of[smallest] = std::min(of[smallest], discharge);
    of[largest] = std::max(of[largest], discharge);
    if (std::isnan(target))
        return;
    of[has_target] = 1.0;
    if (discharge < (1.0 - tolerances_[station]) * target)
        of[seconds_below] += t1 - t0;
    else if (of[first_met] < 0.0)
        of[first_met] = t0;
    of[volume_below] += std::max(0.0, target - discharge) * (t1 - t0);
}

data::results::WaterBalance Accounts::water(double final) const {
    data::results::WaterBalance balance;
    balance.initial = initial_;
    balance.inflow = total(Item::inflow);
    balance.outflow = total(Item::outflow);
    balance.sources = total(Item::sources);
    balance.final = final;
    const double had = balance.initial + balance.inflow + std::max(0.0, balance.sources);
    const double open = std::abs(balance.initial + balance.inflow + balance.sources - balance.outflow - final);
    balance.relative_error = had > 0.0 ? open / had : open;  // not a number where any of them is none
    return balance;
}

data::results::ReservoirAccount Accounts::reservoir(std::size_t index, const std::string& name) const {
    return {name, total(reservoirs + 2 * index), total(reservoirs + 2 * index + 1)};
}

std::vector<DailyMean> Accounts::days(std::size_t station) const {
    std::vector<DailyMean> days;
    for (std::size_t day = 0; day < days_; ++day) {
        const std::size_t at = day * stations() + station;
        if (day_seconds_[at] <= 0.0)
            continue;
        DailyMean mean;
        mean.day_start = data::tables::after(start_, first_midnight_ + (static_cast<double>(day) - 1.0) * day_length);
        mean.discharge = day_volume_[at] / day_seconds_[at];
        mean.share = day_seconds_[at] / day_length;
        if (extremes_[items * station + has_target] > 0.0) {
            mean.target = day_target_[at] / day_seconds_[at];
            mean.below_target = day_volume_[at] < (1.0 - tolerances_[station]) * day_target_[at];
        }
        days.push_back(mean);
    }
    return days;
}

data::results::StationAccount Accounts::station(std::size_t index, const std::string& name) const {
    data::results::StationAccount account;
    account.name = name;
    double volume = 0.0;
    double seconds = 0.0;
    double target = 0.0;
    for (std::size_t day = 0; day < days_; ++day) {
        volume += day_volume_[day * stations() + index];
        seconds += day_seconds_[day * stations() + index];
        target += day_target_[day * stations() + index];
    }
    if (seconds <= 0.0)
        return account;
    account.mean_discharge = volume / seconds;
    account.minimum_discharge = extremes_[items * index + smallest];
    account.maximum_discharge = extremes_[items * index + largest];
    if (extremes_[items * index + has_target] > 0.0) {
        account.target_discharge = target / seconds;
        account.volume_below_target = extremes_[items * index + volume_below];
        if (const double met = extremes_[items * index + first_met]; met >= 0.0)
            account.target_first_met = data::tables::format_utc(data::tables::after(start_, met));
        account.hours_below_target = extremes_[items * index + seconds_below] / 3600.0;
        for (const DailyMean& day : days(index))
            account.days_below_target += day.below_target ? 1 : 0;
    }
    return account;
}

std::vector<mesh::field::MutableField> Accounts::checkpoint_fields() {
    using mesh::field::Location;
    return {
        {{"account_initial_water", "water at the start", "", "m3", Location::network}, {&initial_, 1}},
        {{"account_sums", "compensated sums of the water balance", "", "m3", Location::network}, sums_},
        {{"account_day_volume", "water past each station by day", "", "m3", Location::network}, day_volume_, true},
        {{"account_day_seconds", "time counted at each station by day", "", "s", Location::network},
         day_seconds_,
         true},
        {{"account_day_target", "target water at each station by day", "", "m3", Location::network}, day_target_, true},
        {{"account_extremes", "extreme flows, time below target and when it was first met of each station", "", "1",
          Location::network},
         extremes_},
    };
}

}  // namespace liriver::scenarios::runner
