#include "scenarios/language/complete.h"

#include <fmt/format.h>

#include <string_view>

#include "data/tables/suggest.h"
#include "data/tables/units.h"
#include "scenarios/language/reporter.h"

namespace liriver::scenarios::language {

using data::tables::Dimension;
using data::tables::in_words;
using data::tables::parse_unit;
using data::tables::Problems;

namespace {
constexpr Dimension concentration{.length = -3, .mass = 1};

// A steady state has no course in time.
void complete_steady(Scenario& scenario, Reporter& report) {
    TimeSettings& time = scenario.time;
    for (const char* key : {"time.end", "time.duration"})
        if (scenario.positions.count(key) > 0)
            report.add_at_key(key, time.at, "not-used", "an end of a steady state", "`steady`, or a run over time");
    if (time.initial != InitialState::steady)
        report.add_at_key("time.initial", time.at, "not-used", "another start of a steady state", "no such key");
    for (const Constituent& constituent : scenario.constituents)
        if (constituent.tag_sources)
            report.add_at_key(fmt::format("constituent[{}].tag_sources", constituent.name), constituent.at, "not-used",
                              "sources followed in a steady state",
                              "a run over time long enough for them to arrive everywhere");
    for (const Outfall& outfall : scenario.outfalls)
        if (outfall.spill_time)
            report.add_at_key(fmt::format("outfall[{}].spill_time", outfall.name), outfall.at, "not-used",
                              "a spill in a steady state", "a `load`, or a run over time");
    for (const MovingLoad& load : scenario.moving_loads)
        report.add(load.at, "not-used", fmt::format("moving_load[{}]", load.name), "a moving source in a steady state",
                   "a [[diffuse_load]] along its way, or a run over time");
    if (!scenario.surfaces.empty())
        report.add(time.at, "not-used", "time.steady", "a steady state of a surface",
                   "a run over time that ends when nothing changes");
    time.end = time.start;
    time.duration = 0.0;
}

void complete_time(Scenario& scenario, Reporter& report) {
    TimeSettings& time = scenario.time;
    if (scenario.positions.count("time") == 0) {
        if (!scenario.for_mesh())
            report.add({scenario.file.string(), 0, 0}, "missing-table", "time", "no such table",
                       "a table [time] with start and duration");
        return;
    }
    if (time.steady) {
        complete_steady(scenario, report);
    } else if (scenario.positions.count("time.end") + scenario.positions.count("time.duration") == 0) {
        report.add(time.at, "missing-key", "time.duration", "neither `duration` nor `end`", "one of them");
    } else if (time.end && time.duration) {
        report.add_at_key("time.end", time.at, "not-used", "both `duration` and `end`", "one of them");
    } else if (time.start && time.duration) {
        constexpr double longest = 200.0 * 365.25 * 86400.0;
        if (*time.duration > longest)
            report.add_at_key("time.duration", time.at, "out-of-bounds", fmt::format("{} s", *time.duration),
                              "at most 200 years");
        else
            time.end = data::tables::after(*time.start, *time.duration);
    } else if (time.start && time.end) {
        if (*time.end <= *time.start)
            report.add_at_key("time.end", time.at, "out-of-order", data::tables::format_utc(*time.end),
                              fmt::format("a time after `start`, {}", data::tables::format_utc(*time.start)));
        else
            time.duration = data::tables::seconds_between(*time.start, *time.end);
    }
    if (time.duration && !time.steady) {
        const auto at_most = [&](const char* key, const std::optional<double>& interval, double most, const char* of) {
            if (interval && *interval > 0.0 && *time.duration / *interval > most)
                report.add_at_key(key, scenario.output.at, "out-of-bounds",
                                  fmt::format("{} s, {:.3g} {} in this run", *interval, *time.duration / *interval, of),
                                  fmt::format("at least {:.3g} s, {:.0g} {}", *time.duration / most, most, of));
        };
        at_most("output.interval", scenario.output.interval, 1e7, "outputs");
        at_most("output.vtk_interval", scenario.output.vtk_interval, 1e5, "files");
        at_most("output.checkpoint_interval", scenario.output.checkpoint_interval, 1e6, "checkpoints");
        at_most("time.step", time.step, 1e9, "steps");
        if (!time.step)
            at_most("time.step_max", time.step_max, 1e9, "steps");
        at_most("time.control_interval", time.control_interval, 1e9, "decisions");
    }
    if (time.step_min > time.step_max)
        report.add_at_key("time.step_min", time.at, "out-of-bounds", fmt::format("{} s", time.step_min),
                          fmt::format("at most `step_max`, {} s", time.step_max));
}

void complete_constituent(Constituent& constituent, Reporter& report) {
    const std::string path = fmt::format("constituent[{}]", constituent.name);
    const auto unit = parse_unit(constituent.unit);
    if (!unit) {
        report.add_at_key(path + ".unit", constituent.at, "unknown-unit", unit.error(),
                          "a unit of concentration, like \"mg/L\"");
        return;
    }
    const ConstituentKind* kind = kind_of_unit(constituent.unit);
    if (kind == nullptr) {
        report.add_at_key(
            path + ".unit", constituent.at, "wrong-unit",
            fmt::format("\"{}\", {}", constituent.unit, in_words(unit->dimension)),
            fmt::format("{}, \"1\" for a plain tracer, \"1/L\" for germs, or \"degC\"", in_words(concentration)));
        return;
    }
    constituent.kind = *kind;
    constituent.si_per_unit = unit->numerator / unit->denominator;
    if (kind == &temperature_kind && constituent.decay_rate != 0.0)
        report.add_at_key(path + ".decay_rate", constituent.at, "not-used", "a first-order decay of a temperature",
                          "no such key: the process \"surface_heat\" of \"eutro\" warms and cools water");
    if (constituent.initial && constituent.initial->is_table())
        report.add_at_key(path + ".initial", constituent.at, "wrong-type", "a table of times", "one number");
    if (constituent.initial && constituent.initial->constant && constituent.initial->in_constituent_unit) {
        *constituent.initial->constant *= constituent.si_per_unit;
        constituent.initial->in_constituent_unit = false;
    } else if (constituent.initial && constituent.initial->constant &&
               constituent.initial->si_unit != kind->concentration) {
        report.add_at_key(
            path + ".initial", constituent.at, "wrong-unit",
            fmt::format("a number in {}", constituent.initial->si_unit),
            fmt::format("one like \"{}\", as the constituent's unit is \"{}\"", kind->example, constituent.unit));
    }
}

using Role = const char* const ConstituentKind::*;
constexpr Role concentration_role = &ConstituentKind::concentration;

class AmountCompleter {
  public:
    AmountCompleter(const Scenario& scenario, Reporter& report) : scenario_(scenario), report_(report) {
        names_.reserve(scenario.constituents.size());
        for (const Constituent& constituent : scenario.constituents) {
            names_.push_back(constituent.name);
            a_name_is_lost_ = a_name_is_lost_ || report.told(fmt::format("constituent[{}].name", constituent.name));
        }
    }

    void complete(Amounts& amounts, const std::string& path, Role role) {
        for (auto& [name, series] : amounts) {
            const std::string key = fmt::format("{}.{}", path, name);
            const Constituent* constituent = find(name);
            if (constituent == nullptr) {
                if (!a_name_is_lost_)  // it may be the one
                    report_.add(series.at, "unknown-constituent", key, fmt::format("\"{}\"", name),
                                "the name of a [[constituent]]", data::tables::suggest(name, names_));
                continue;
            }
            const std::string wanted = constituent->kind.*role;
            if (wanted.empty())
                report_.add(series.at, "not-used", key, "an amount of a temperature", "water with a `concentration`");
            else if (series.constant)
                complete_constant(*constituent, wanted, role, key, series);
            series.in_constituent_unit = false;
        }
        if (role == concentration_role)
            check_nitrogen(amounts, path);
    }

    /// Amounts over a way, "30 g/km": of constituents of mass alone.
    void complete_by_distance(Amounts& amounts, const std::string& path) {
        for (auto& [name, series] : amounts) {
            const std::string key = fmt::format("{}.{}", path, name);
            const Constituent* constituent = find(name);
            if (constituent == nullptr) {
                if (!a_name_is_lost_)
                    report_.add(series.at, "unknown-constituent", key, fmt::format("\"{}\"", name),
                                "the name of a [[constituent]]", data::tables::suggest(name, names_));
            } else if (std::string_view(constituent->kind.load) != mass_kind.load) {
                report_.add(series.at, "not-used", key,
                            fmt::format("a mass over a way of a constituent in {}", constituent->unit), "a `load`");
            }
            series.in_constituent_unit = false;
        }
    }

  private:
    void complete_constant(const Constituent& constituent, const std::string& wanted, Role role, const std::string& key,
                           Series& series) {
        if (series.in_constituent_unit) {
            if (role == concentration_role)
                *series.constant *= constituent.si_per_unit;
        } else if (constituent.unit == "1") {
            report_.add(series.at, "wrong-unit", key, "a unit", "a plain number: the constituent's unit is \"1\"");
        } else if (!series.si_unit.empty() && series.si_unit != wanted) {
            report_.add(series.at, "wrong-unit", key, fmt::format("a number in {}", series.si_unit),
                        fmt::format("one in a unit like {}: the constituent's unit is \"{}\"",
                                    role == concentration_role ? constituent.unit : wanted, constituent.unit));
        }
    }

    // Ammonia is part of total nitrogen: in what is prescribed more of it is a mistake, which observations may hold.
    void check_nitrogen(const Amounts& amounts, const std::string& path) {
        const auto ammonia = amounts.find("NH3-N");
        const auto total = amounts.find("TN");
        if (ammonia == amounts.end() || total == amounts.end() || !ammonia->second.constant ||
            !total->second.constant || *ammonia->second.constant <= *total->second.constant)
            return;
        report_.add(
            ammonia->second.at, "out-of-bounds", path + ".NH3-N",
            fmt::format("{:.6g} kg/m3, more than TN, {:.6g} kg/m3", *ammonia->second.constant, *total->second.constant),
            "at most the TN of the same water, which holds it");
    }

    [[nodiscard]] const Constituent* find(const std::string& name) const {
        for (const Constituent& constituent : scenario_.constituents)
            if (constituent.name == name)
                return &constituent;
        return nullptr;
    }

    const Scenario& scenario_;
    Reporter& report_;
    std::vector<std::string> names_;
    bool a_name_is_lost_ = false;
};
}  // namespace

void complete_time_and_constituents(Scenario& scenario, Problems& problems) {
    Reporter report(scenario, problems);
    complete_time(scenario, report);
    for (Constituent& constituent : scenario.constituents)
        complete_constituent(constituent, report);
}

namespace {
void refuse_tables(const Amounts& amounts, const std::string& path, const char* expected, Reporter& report) {
    for (const auto& [name, amount] : amounts)
        if (amount.is_table())
            report.add(amount.at, "wrong-type", fmt::format("{}.{}", path, name), "a table of times", expected);
}

// A spill is one number of each constituent at one time within the run.
void check_spill(const Scenario& scenario, const Outfall& outfall, Reporter& report) {
    const std::string path = fmt::format("outfall[{}]", outfall.name);
    refuse_tables(outfall.spill, path + ".spill", "one number; what comes over a time is a `load`", report);
    if (outfall.spill_time && scenario.time.start && scenario.time.end && !scenario.time.steady &&
        (*outfall.spill_time < *scenario.time.start || *outfall.spill_time >= *scenario.time.end))
        report.add_at_key(
            path + ".spill_time", outfall.at, "out-of-bounds", data::tables::format_utc(*outfall.spill_time),
            fmt::format("a time from the run's start, {}, and before its end, {}",
                        data::tables::format_utc(*scenario.time.start), data::tables::format_utc(*scenario.time.end)));
}
}  // namespace

void complete_amounts(Scenario& scenario, Problems& problems) {
    Reporter report(scenario, problems);
    AmountCompleter completer(scenario, report);
    for (Boundary& boundary : scenario.boundaries)
        completer.complete(boundary.concentration, fmt::format("boundary[{}].concentration", boundary.name),
                           concentration_role);
    for (SurfaceSettings& surface : scenario.surfaces)
        for (RimBoundary& boundary : surface.boundaries)
            completer.complete(boundary.concentration,
                               fmt::format("surface[{}].boundary[{}].concentration", surface.name, boundary.name),
                               concentration_role);
    for (InitialValues& initial : scenario.initial)
        completer.complete(initial.concentration, fmt::format("initial[{}].concentration", initial.name),
                           concentration_role);
    for (Reservoir& reservoir : scenario.reservoirs)
        completer.complete(reservoir.concentration, fmt::format("reservoir[{}].concentration", reservoir.name),
                           concentration_role);
    for (Groundwater& groundwater : scenario.groundwater)
        completer.complete(groundwater.concentration, fmt::format("groundwater[{}].concentration", groundwater.name),
                           concentration_role);
    for (Weather& weather : scenario.weather)
        completer.complete(weather.concentration, fmt::format("weather[{}].concentration", weather.name),
                           concentration_role);
    for (Lake& lake : scenario.lakes)
        completer.complete(lake.concentration, fmt::format("lake[{}].concentration", lake.name), concentration_role);
    for (Inflow& inflow : scenario.inflows)
        completer.complete(inflow.concentration, fmt::format("inflow[{}].concentration", inflow.name),
                           concentration_role);
    for (Outfall& outfall : scenario.outfalls) {
        completer.complete(outfall.concentration, fmt::format("outfall[{}].concentration", outfall.name),
                           concentration_role);
        completer.complete(outfall.load, fmt::format("outfall[{}].load", outfall.name), &ConstituentKind::load);
        completer.complete(outfall.spill, fmt::format("outfall[{}].spill", outfall.name), &ConstituentKind::spill);
        check_spill(scenario, outfall, report);
    }
    for (MovingLoad& load : scenario.moving_loads) {
        const std::string path = fmt::format("moving_load[{}]", load.name);
        completer.complete(load.load, path + ".load", &ConstituentKind::load);
        completer.complete_by_distance(load.load_per_distance, path + ".load_per_distance");
        refuse_tables(load.load, path + ".load", "one number: a timetable says where it is", report);
        refuse_tables(load.load_per_distance, path + ".load_per_distance", "one number", report);
    }
    for (OperationRule& rule : scenario.rules)
        for (RuleCondition& when : rule.when) {
            const std::string path = fmt::format("rule[{}].when", rule.name);
            completer.complete(when.concentration_above, path + ".concentration_above", concentration_role);
            completer.complete(when.concentration_below, path + ".concentration_below", concentration_role);
            completer.complete(when.until_concentration, path + ".until_concentration", concentration_role);
        }
}

}  // namespace liriver::scenarios::language
