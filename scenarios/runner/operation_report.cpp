// What reservoirs and target flows did, for summary.json.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenarios/runner/channel_report.h"

namespace liriver::scenarios::runner {
namespace {

constexpr double hour = 3600.0;

void note_events(const data::results::ReservoirAccount& account, data::results::Summary& summary) {
    const auto& pool = *account.pool;
    if (pool.shortfall_hours > 0.0)
        summary.events.push_back({"warning",
                                  fmt::format("{} could not release {:.4g} m3 of what was ordered in {:.1f} h: outlets "
                                              "too small, or no water above the dead level",
                                              account.name, pool.shortfall, pool.shortfall_hours),
                                  1});
    if (pool.inflow_cut > 0.0)
        summary.events.push_back(
            {"clip", fmt::format("{:.4g} m3 of a negative inflow found no water in {}", pool.inflow_cut, account.name),
             1});
    if (pool.evaporation_cut > 0.0)
        summary.events.push_back(
            {"clip", fmt::format("{:.4g} m3 of evaporation found no water in {}", pool.evaporation_cut, account.name),
             1});
    if (pool.hours_above_curve > 0.0)
        summary.events.push_back({"warning",
                                  fmt::format("{} stood above the last row of its storage curve for {:.1f} h: its last "
                                              "line went on",
                                              account.name, pool.hours_above_curve),
                                  1});
}

}  // namespace

std::vector<double> report_operation(const ChannelDomain& domain, data::results::Summary& summary) {
    std::vector<double> errors;
    const ChannelModel& model = domain.model();
    const Operation& operation = domain.operation();
    for (std::size_t r = 0; r < model.driver.reservoirs.size(); ++r) {
        auto account = domain.accounts().reservoir(r, model.driver.reservoirs[r].name);
        if (operation.has_pool(r)) {
            account.pool = operation.accounts().pool(r, operation.volume(r));
            errors.push_back(account.pool->relative_error);
            note_events(account, summary);
        }
        for (std::size_t k = 0; k < domain.tags().tags().size(); ++k)
            if (domain.tags().tags()[k].reservoir == static_cast<std::int32_t>(r)) {
                account.tagged = domain.tags().account(k, *domain.transport());
                errors.push_back(account.tagged->relative_error);
            }
        summary.reservoirs.push_back(std::move(account));
    }
    for (std::size_t k = 0; k < model.operation.target_flows.size(); ++k) {
        const TargetFlowDriver& flow = model.operation.target_flows[k];
        const TravelTimes& times = operation.travel_times()[k];
        data::results::TargetFlowAccount account;
        account.name = flow.name;
        account.station = model.stations[static_cast<std::size_t>(flow.station)].name;
        account.unmet = operation.accounts().unmet_volume(k);
        account.unmet_hours = operation.accounts().unmet_seconds(k) / hour;
        for (std::size_t m = 0; m < flow.members.size(); ++m)
            account.members.push_back(
                {model.driver.reservoirs[static_cast<std::size_t>(flow.members[m].reservoir)].name,
                 times.time.front()[m] / hour, times.time.back()[m] / hour});
        summary.target_flows.push_back(std::move(account));
    }
    return errors;
}

}  // namespace liriver::scenarios::runner
