#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenarios/runner/channel_model_builder.h"
#include "scenarios/runner/gauge_cut.h"

namespace liriver::scenarios::runner {
namespace {

namespace structures = solver::structures;

template <class Element>
std::int32_t index_of(const std::vector<Element>& elements, const std::string& name) {
    for (std::size_t k = 0; k < elements.size(); ++k)
        if (elements[k].name == name)
            return static_cast<std::int32_t>(k);
    return -1;
}

structures::CalendarSpan calendar(const language::DateSpan& dates) {
    return {dates.from.month, dates.from.day, dates.to.month, dates.to.day};
}

structures::RuleCurve rule_curve(const std::vector<data::registers::RuleCurveRow>& rows) {
    structures::RuleCurve curve;
    std::vector<double> days;
    std::vector<double> levels;
    for (const auto& row : rows) {
        const double day = structures::day_number(row.month, row.day);
        days.push_back(day);
        levels.push_back(row.level);
        if (!row.release)
            continue;
        if (curve.releases.empty() || curve.releases.back().day != day)
            curve.releases.push_back({day, {}, {}});
        curve.releases.back().level.push_back(row.level);
        curve.releases.back().release.push_back(*row.release);
    }
    if (!rows.empty() && curve.releases.empty())  // the loader has seen that the days grow
        curve.guide = structures::YearlyCurve::make(std::move(days), std::move(levels)).value();
    return curve;
}

structures::Reservoir reservoir_of(const language::Reservoir& dam) {
    const language::Pool& pool = dam.pool;
    structures::Reservoir reservoir;
    reservoir.name = dam.name;
    const auto& table = pool.storage_table;
    reservoir.curve = structures::StorageCurve::make(table.level, table.volume, table.area).value();
    for (const auto& outlet : pool.outlet_tables)
        reservoir.outlets.push_back({outlet.name, outlet.level, outlet.capacity});
    reservoir.spillway.level = pool.spillway_table.level;
    reservoir.spillway.discharge = pool.spillway_table.discharge;
    if (pool.spillway_crest) {
        reservoir.spillway.crest = *pool.spillway_crest;
        reservoir.spillway.width = *pool.spillway_width;
        reservoir.spillway.coefficient = pool.spillway_coefficient;
    }
    reservoir.dead_level = *pool.dead_level;
    reservoir.normal_level = pool.normal_level;
    reservoir.flood_limit_level = pool.flood_limit_level;
    if (pool.flood_dates)
        reservoir.flood_season = calendar(*pool.flood_dates);
    reservoir.minimum_release = pool.minimum_release;
    reservoir.maximum_release = pool.maximum_release.value_or(reservoir.maximum_release);
    reservoir.ramp_up = pool.ramp_up.value_or(reservoir.ramp_up);
    reservoir.ramp_down = pool.ramp_down.value_or(reservoir.ramp_down);
    reservoir.response = pool.level_response;
    reservoir.rule_curve = rule_curve(pool.rule_curve_rows);
    return reservoir;
}

// The conditions of a rule as thresholds on signals, which are added as needed.
class Conditions {
  public:
    Conditions(const language::Scenario& scenario, std::vector<Signal>& signals)
        : scenario_(scenario), signals_(signals) {}

    structures::Threshold threshold(const language::RuleCondition& when) {
        using Kind = Signal::Kind;
        if (when.level_above || when.level_below)
            return mark({Kind::level, index_of(scenario_.reservoirs, when.reservoir), 0}, when.level_above,
                        when.level_below, when.until_level);
        const std::int32_t station = index_of(scenario_.stations, when.station);
        if (when.stage_above || when.stage_below)
            return mark({Kind::stage, station, 0}, when.stage_above, when.stage_below, when.until_stage);
        if (when.discharge_above || when.discharge_below)
            return mark({Kind::discharge, station, 0}, when.discharge_above, when.discharge_below,
                        when.until_discharge);
        const language::Amounts& amounts =
            when.concentration_above.empty() ? when.concentration_below : when.concentration_above;
        const std::int32_t constituent = index_of(scenario_.constituents, amounts.begin()->first);
        return mark({Kind::concentration, station, constituent}, number(when.concentration_above),
                    number(when.concentration_below), number(when.until_concentration));
    }

  private:
    static std::optional<double> number(const language::Amounts& amounts) {
        return amounts.empty() ? std::nullopt : amounts.begin()->second.constant;
    }

    structures::Threshold mark(const Signal& signal, std::optional<double> above, std::optional<double> below,
                               std::optional<double> until) {
        const auto same = [&](const Signal& known) {
            return known.kind == signal.kind && known.place == signal.place && known.constituent == signal.constituent;
        };
        auto found = std::find_if(signals_.begin(), signals_.end(), same);
        if (found == signals_.end())
            found = signals_.insert(signals_.end(), signal);
        const double on = above ? *above : below.value();
        return {static_cast<std::int32_t>(found - signals_.begin()), above.has_value(), on, until.value_or(on)};
    }

    const language::Scenario& scenario_;
    std::vector<Signal>& signals_;
};

}  // namespace

void ChannelModelBuilder::add_pools() {
    OperationModel& operation = out_.operation;
    operation.interval = scenario_.time.control_interval;
    operation.start = *scenario_.time.start;
    operation.zone = scenario_.project.time_zone;
    for (const language::Reservoir& dam : scenario_.reservoirs) {
        PoolDriver driver;
        driver.tag_station = dam.pool.tag_station.empty() ? -1 : index_of(scenario_.stations, dam.pool.tag_station);
        const auto source = std::find_if(out_.driver.sources.begin(), out_.driver.sources.end(), [&](const Source& s) {
            return s.reservoir == static_cast<std::int32_t>(operation.pools.size());
        });
        driver.cell = source == out_.driver.sources.end() ? -1 : source->cell;
        if (dam.pool.given()) {
            driver.pool = reservoir_of(dam);
            driver.initial_volume = driver.pool->curve.volume(*dam.pool.initial_level);
            const auto given = [&](const std::optional<language::Series>& series) {
                return series ? function(*series) : -1;
            };
            driver.inflow = given(dam.pool.inflow);
            driver.rain = given(dam.pool.rain);
            driver.evaporation = given(dam.pool.evaporation);
        }
        operation.pools.push_back(std::move(driver));
    }
}

void ChannelModelBuilder::add_rules() {
    OperationModel& operation = out_.operation;
    Conditions conditions(scenario_, operation.signals);
    for (const language::OperationRule& given : scenario_.rules) {
        structures::Rule rule;
        rule.name = given.name;
        rule.priority = given.priority;
        for (const language::RuleCondition& when : given.when)
            rule.when.push_back(conditions.threshold(when));
        if (given.date_span)
            rule.dates = calendar(*given.date_span);
        if (given.hour_span)
            rule.hours = structures::ClockSpan{given.hour_span->from, given.hour_span->to};
        rule.rate_up = given.rate_up.value_or(rule.rate_up);
        rule.rate_down = given.rate_down.value_or(rule.rate_down);
        const bool reservoir = !given.reservoir.empty();
        const RuleTarget target{reservoir, reservoir ? index_of(scenario_.reservoirs, given.reservoir)
                                                     : index_of(out_.links, given.structure)};
        if (target.index < 0) {
            problems_.push_back(problem_at(given.at, "unknown-structure", fmt::format("rule[{}].structure", given.name),
                                           fmt::format("\"{}\"", given.structure), "a structure that water passes"));
            continue;
        }
        auto found = std::find_if(operation.targets.begin(), operation.targets.end(), [&](const RuleTarget& known) {
            return known.reservoir == target.reservoir && known.index == target.index;
        });
        if (found == operation.targets.end())
            found = operation.targets.insert(operation.targets.end(), target);
        rule.target = static_cast<std::int32_t>(found - operation.targets.begin());
        operation.rules.push_back(std::move(rule));
        operation.rule_value.push_back(function(reservoir ? *given.release : *given.setting));
    }
}

void ChannelModelBuilder::add_target_flows() {
    OperationModel& operation = out_.operation;
    for (const language::TargetFlow& given : scenario_.target_flows) {
        TargetFlowDriver flow;
        flow.name = given.name;
        flow.station = index_of(scenario_.stations, given.station);
        const language::Series& target =
            given.target ? *given.target : *scenario_.stations[static_cast<std::size_t>(flow.station)].target;
        flow.target = function(target);
        flow.from = 0.0;
        flow.to = std::numeric_limits<double>::infinity();
        flow.largest = target.constant.value_or(0.0);
        if (target.is_table()) {
            flow.from = data::tables::seconds_between(operation.start, target.times.front());
            flow.to = data::tables::seconds_between(operation.start, target.times.back());
            for (std::size_t k = 0; k < target.times.size(); ++k)
                if (target.times[k] <= *scenario_.time.end)
                    flow.largest = std::max(flow.largest, target.values[k]);
        }
        flow.smoothing = given.smoothing_time;
        for (const language::TargetMember& member : given.reservoirs) {
            const std::int32_t reservoir = index_of(scenario_.reservoirs, member.name);
            flow.members.push_back({reservoir, member.share, member.priority, member.travel_time});
            PoolDriver& driver = operation.pools[static_cast<std::size_t>(reservoir)];
            if (driver.tag_station < 0)
                driver.tag_station = flow.station;
        }
        operation.target_flows.push_back(std::move(flow));
    }
}

void ChannelModelBuilder::check_gauges() {
    const auto check = [&](std::int32_t station, std::int32_t cell, const language::Position& at,
                           const std::string& key, const std::string& reservoir) {
        if (cell < 0 || cut_at_gauge(out_, static_cast<std::size_t>(station), cell).whole)
            return;
        problems_.push_back(
            problem_at(at, "not-below", key, out_.stations[static_cast<std::size_t>(station)].name,
                       fmt::format("a station below {} whose sections take all the water from there", reservoir)));
    };
    for (std::size_t r = 0; r < scenario_.reservoirs.size(); ++r)
        if (!scenario_.reservoirs[r].pool.tag_station.empty())
            check(out_.operation.pools[r].tag_station, out_.operation.pools[r].cell, scenario_.reservoirs[r].at,
                  fmt::format("reservoir[{}].tag_station", scenario_.reservoirs[r].name), scenario_.reservoirs[r].name);
    for (std::size_t k = 0; k < scenario_.target_flows.size(); ++k)
        for (const TargetFlowMember& member : out_.operation.target_flows[k].members)
            check(out_.operation.target_flows[k].station,
                  out_.operation.pools[static_cast<std::size_t>(member.reservoir)].cell, scenario_.target_flows[k].at,
                  fmt::format("target_flow[{}].station", scenario_.target_flows[k].name),
                  scenario_.reservoirs[static_cast<std::size_t>(member.reservoir)].name);
}

}  // namespace liriver::scenarios::runner
