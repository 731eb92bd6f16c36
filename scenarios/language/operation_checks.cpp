#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "data/tables/csv_writer.h"
#include "data/tables/suggest.h"
#include "scenarios/language/complete.h"
#include "scenarios/language/reporter.h"
#include "scenarios/language/rules_structures.h"
#include "scenarios/language/series_loader.h"

namespace liriver::scenarios::language {
namespace {

using data::tables::format_number;
using data::tables::Problems;

std::string metres(double level) { return format_number(level) + " m"; }

class PoolCompleter {
  public:
    PoolCompleter(const Scenario& scenario, Problems& problems) : scenario_(scenario), problems_(problems) {}

    void complete(Reservoir& reservoir) {
        at_ = reservoir.at;
        path_ = fmt::format("reservoir[{}]", reservoir.name);
        Pool& pool = reservoir.pool;
        if (!pool.given()) {
            for (const char* key : pool_keys)
                if (given(key))
                    refuse(key, "missing-key", "a key of a pool", "`storage` too: the pool's levels and volumes");
            return;
        }
        const std::size_t before = problems_.size();
        read(pool);
        for (const char* key : {"initial_level", "dead_level"})
            if (!given(key))
                add("missing-key", key, "no such key", fmt::format("`{}`, beside `storage`", key));
        if (given("flood_limit_level") != given("flood_season"))
            add("missing-key", given("flood_season") ? "flood_limit_level" : "flood_season", "no such key",
                "both `flood_limit_level` and `flood_season`");
        if (!pool.flood_season.empty() && !(pool.flood_dates = parse_dates(pool.flood_season)))
            refuse("flood_season", "bad-date", fmt::format("\"{}\"", pool.flood_season),
                   "two days of the year, like \"04-01 to 08-31\"");
        if (given("spillway") && given("spillway_crest"))
            refuse("spillway_crest", "not-used", "both `spillway` and `spillway_crest`", "one of them");
        if (given("spillway_crest") != given("spillway_width"))
            add("missing-key", given("spillway_crest") ? "spillway_width" : "spillway_crest", "no such key",
                "both `spillway_crest` and `spillway_width`");
        if (pool.maximum_release && *pool.maximum_release < pool.minimum_release)
            refuse("maximum_release", "out-of-bounds", fmt::format("{} m3/s", format_number(*pool.maximum_release)),
                   fmt::format("at least `minimum_release`, {} m3/s", format_number(pool.minimum_release)));
        if (problems_.size() == before)
            levels(pool);
    }

    std::vector<std::filesystem::path> files;

  private:
    static constexpr std::array pool_keys{"initial_level",
                                          "dead_level",
                                          "normal_level",
                                          "flood_limit_level",
                                          "flood_season",
                                          "inflow",
                                          "rain",
                                          "evaporation",
                                          "spillway",
                                          "spillway_crest",
                                          "spillway_width",
                                          "spillway_coefficient",
                                          "outlets",
                                          "minimum_release",
                                          "maximum_release",
                                          "ramp_up",
                                          "ramp_down",
                                          "rule_curve",
                                          "level_response"};

    [[nodiscard]] bool given(const char* key) const { return scenario_.positions.count(path_ + "." + key) > 0; }
    void add(const char* code, const char* key, std::string found, std::string expected) {
        Reporter(scenario_, problems_).add(at_, code, path_ + "." + key, std::move(found), std::move(expected));
    }
    void refuse(const char* key, const char* code, std::string found, std::string expected) {
        Reporter(scenario_, problems_).add_at_key(path_ + "." + key, at_, code, std::move(found), std::move(expected));
    }

    void read(Pool& pool) {
        const auto open = [&](const FileName& file, const char* key) {
            if (!file.given() || refuse_unreadable(file, path_ + "." + key, problems_))
                return false;
            files.push_back(file.path);
            return true;
        };
        if (open(pool.storage, "storage"))
            pool.storage_table = data::registers::read_storage(pool.storage.path, problems_);
        if (open(pool.spillway, "spillway"))
            pool.spillway_table = data::registers::read_level_discharge(pool.spillway.path, problems_);
        if (open(pool.outlets, "outlets"))
            pool.outlet_tables = data::registers::read_outlets(pool.outlets.path, problems_);
        if (open(pool.rule_curve, "rule_curve"))
            pool.rule_curve_rows = data::registers::read_rule_curve(pool.rule_curve.path, problems_);
    }

    // What lies where: all within the storage curve, nothing useful below the dead level.
    void levels(const Pool& pool) {
        const double lowest = pool.storage_table.level.front();
        const double highest = pool.storage_table.level.back();
        const auto within = [&](const char* key, double level, double from) {
            if (level < from || level > highest)
                refuse(key, "out-of-bounds", metres(level), fmt::format("{} to {}", metres(from), metres(highest)));
        };
        const double dead = *pool.dead_level;
        within("dead_level", dead, lowest);
        within("initial_level", *pool.initial_level, lowest);
        if (pool.normal_level)
            within("normal_level", *pool.normal_level, dead);
        if (pool.flood_limit_level)
            within("flood_limit_level", *pool.flood_limit_level, dead);
        if (pool.spillway_crest)
            within("spillway_crest", *pool.spillway_crest, dead);
        if (!pool.spillway_table.level.empty())
            within("spillway", pool.spillway_table.level.front(), dead);
        if (!pool.rule_curve_rows.empty() && !pool.rule_curve_rows.front().release)
            for (const auto& row : pool.rule_curve_rows)
                within("rule_curve", row.level, dead);
    }

    const Scenario& scenario_;
    Problems& problems_;
    Position at_;
    std::string path_;
};

class OperationChecker {
  public:
    OperationChecker(Scenario& scenario, Problems& problems) : scenario_(scenario), report_(scenario, problems) {}

    // A rule sets what the structure's own key would: an opening, a share, a number of pumps.
    void bound_setting(const OperationRule& rule) {
        const auto of = std::find_if(scenario_.structures.begin(), scenario_.structures.end(),
                                     [&](const Structure& s) { return s.name == rule.structure; });
        if (of == scenario_.structures.end() || !rule.setting)
            return;
        const Key* const key = setting_key(of->kind);
        if (key == nullptr)
            return;
        const auto good = [&](double value) { return value >= key->minimum && value <= key->maximum; };
        std::vector<double> values = rule.setting->values;
        if (rule.setting->constant)
            values.push_back(*rule.setting->constant);
        const auto bad = std::find_if_not(values.begin(), values.end(), good);
        if (bad == values.end())
            return;
        const std::string upper =
            std::isfinite(key->maximum) ? fmt::format(" and at most {}", format_number(key->maximum)) : std::string();
        report_.add_at_key(path_ + ".setting", at_, "out-of-bounds", format_number(*bad),
                           fmt::format("at least {}{}, as `{}` of a {}", format_number(key->minimum), upper, key->name,
                                       word_of(of->kind)));
    }

    void rule(OperationRule& rule) {
        at_ = rule.at;
        path_ = fmt::format("rule[{}]", rule.name);
        const bool structure = !rule.structure.empty();
        if (structure == !rule.reservoir.empty())
            report_.add(at_, structure ? "not-used" : "missing-key", path_ + ".structure",
                        structure ? "both `structure` and `reservoir`" : "neither `structure` nor `reservoir`",
                        "one of them");
        if (structure)
            known(scenario_.structures, rule.structure, path_ + ".structure", "structure");
        if (!rule.reservoir.empty())
            pool(rule.reservoir, path_ + ".reservoir", at_);
        belongs("setting", structure, true, "structure");
        if (structure)
            bound_setting(rule);
        belongs("release", !structure && !rule.reservoir.empty(), true, "reservoir");
        belongs("rate_up", structure, false, "structure");
        belongs("rate_down", structure, false, "structure");
        if (!rule.dates.empty() && !(rule.date_span = parse_dates(rule.dates)))
            report_.add_at_key(path_ + ".dates", at_, "bad-date", fmt::format("\"{}\"", rule.dates),
                               "two days of the year, like \"11-01 to 03-31\"");
        if (!rule.hours.empty() && !(rule.hour_span = parse_hours(rule.hours)))
            report_.add_at_key(path_ + ".hours", at_, "bad-date", fmt::format("\"{}\"", rule.hours),
                               "two times of the clock, like \"22:00 to 06:00\"");
        for (const RuleCondition& when : rule.when)
            condition(when);
    }

    void target_flow(const TargetFlow& flow) {
        at_ = flow.at;
        path_ = fmt::format("target_flow[{}]", flow.name);
        if (const Station* station = known(scenario_.stations, flow.station, path_ + ".station", "station");
            station != nullptr && !flow.target && !station->target &&
            scenario_.positions.count(path_ + ".target") +
                    scenario_.positions.count(fmt::format("station[{}].target", station->name)) ==
                0)
            report_.add(at_, "missing-key", path_ + ".target", "no target, here or of the station",
                        "`target` here or in the [[station]]");
        for (const TargetMember& member : flow.reservoirs) {
            pool(member.name, path_ + ".reservoirs", member.at);
            if (!serves_.insert(member.name).second)
                report_.add(member.at, "repeated-name", path_ + ".reservoirs", fmt::format("\"{}\" again", member.name),
                            "each reservoir in one place of one target_flow");
            for (const TargetMember& other : flow.reservoirs)
                if (other.priority == member.priority && other.share.has_value() && !member.share)
                    report_.add(member.at, "missing-key", path_ + ".reservoirs.share",
                                fmt::format("none, while {} of the same priority has one", other.name),
                                "`share` for all of a priority, or for none");
        }
    }

    void tag(const Reservoir& reservoir) {
        at_ = reservoir.at;
        if (!reservoir.pool.tag_station.empty())
            known(scenario_.stations, reservoir.pool.tag_station,
                  fmt::format("reservoir[{}].tag_station", reservoir.name), "station");
    }

  private:
    struct Mark {
        const char* quantity;
        bool above, below, until;
    };

    void condition(const RuleCondition& when) {
        const std::string path = path_ + ".when";
        const std::array marks{
            Mark{"stage", when.stage_above.has_value(), when.stage_below.has_value(), when.until_stage.has_value()},
            Mark{"discharge", when.discharge_above.has_value(), when.discharge_below.has_value(),
                 when.until_discharge.has_value()},
            Mark{"level", when.level_above.has_value(), when.level_below.has_value(), when.until_level.has_value()},
            Mark{"concentration", !when.concentration_above.empty(), !when.concentration_below.empty(),
                 !when.until_concentration.empty()}};
        int given = 0;
        for (const Mark& mark : marks) {
            given += (mark.above ? 1 : 0) + (mark.below ? 1 : 0);
            if (mark.until && !mark.above && !mark.below)
                report_.add(when.at, "not-used", fmt::format("{}.until_{}", path, mark.quantity),
                            fmt::format("`until_{0}` without `{0}_above` or `{0}_below`", mark.quantity),
                            "the mark it belongs to");
        }
        if (given != 1)
            report_.add(when.at, given == 0 ? "missing-key" : "not-used", path,
                        given == 0 ? "no mark" : "several marks", "one mark in each [[rule.when]]");
        const bool level = when.level_above || when.level_below;
        if (level ? when.reservoir.empty() : when.station.empty())
            report_.add(when.at, "missing-key", path + (level ? ".reservoir" : ".station"), "no such key",
                        level ? "the reservoir whose level it is" : "the station where it is measured");
        if (level ? !when.station.empty() : !when.reservoir.empty())
            report_.add(when.at, "not-used", path + (level ? ".station" : ".reservoir"), "a key this mark does not use",
                        "no such key here");
        at_ = when.at;
        if (!when.station.empty())
            known(scenario_.stations, when.station, path + ".station", "station");
        if (!when.reservoir.empty())
            pool(when.reservoir, path + ".reservoir", when.at);
        order(when, path, "stage", when.stage_above, when.stage_below, when.until_stage);
        order(when, path, "discharge", when.discharge_above, when.discharge_below, when.until_discharge);
        order(when, path, "level", when.level_above, when.level_below, when.until_level);
        concentrations(when, path);
    }

    // Hysteresis goes back: below a mark `above`, above a mark `below`.
    void order(const RuleCondition& when, const std::string& path, const char* quantity, std::optional<double> above,
               std::optional<double> below, std::optional<double> until) {
        if (until && ((above && *until > *above) || (below && *until < *below)))
            report_.add(when.at, "out-of-order", fmt::format("{}.until_{}", path, quantity), format_number(*until),
                        above ? fmt::format("at most `{}_above`, {}", quantity, format_number(*above))
                              : fmt::format("at least `{}_below`, {}", quantity, format_number(*below)));
    }

    void concentrations(const RuleCondition& when, const std::string& path) {
        const auto single = [&](const Amounts& amounts, const char* key) -> std::optional<double> {
            if (amounts.empty())
                return std::nullopt;
            if (amounts.size() == 1 && amounts.begin()->second.constant)
                return amounts.begin()->second.constant;
            report_.add(when.at, "wrong-type", path + "." + key, "several constituents or a table of times",
                        "one constituent with one number");
            return std::nullopt;
        };
        const auto above = single(when.concentration_above, "concentration_above");
        const auto below = single(when.concentration_below, "concentration_below");
        const auto until = single(when.until_concentration, "until_concentration");
        const Amounts& mark = above ? when.concentration_above : when.concentration_below;
        if (until && !mark.empty() && mark.begin()->first != when.until_concentration.begin()->first)
            report_.add(when.at, "unknown-constituent", path + ".until_concentration",
                        when.until_concentration.begin()->first, mark.begin()->first + ", as the mark");
        order(when, path, "concentration", above, below, until);
    }

    template <class Element>
    const Element* known(const std::vector<Element>& elements, const std::string& name, const std::string& key,
                         const char* what) {
        std::vector<std::string> names;
        for (const Element& element : elements) {
            if (element.name == name)
                return &element;
            names.push_back(element.name);
        }
        if (!name.empty())
            report_.add_at_key(key, at_, fmt::format("unknown-{}", what).c_str(), fmt::format("\"{}\"", name),
                               fmt::format("the name of a {}", what), data::tables::suggest(name, names));
        return nullptr;
    }

    void pool(const std::string& name, const std::string& key, const Position& at) {
        at_ = at;
        const Reservoir* reservoir = known(scenario_.reservoirs, name, key, "reservoir");
        if (reservoir != nullptr && !reservoir->pool.given())
            report_.add(at, "missing-key", fmt::format("reservoir[{}].storage", name), "a reservoir without a pool",
                        fmt::format("`storage` of {}, since {} looks at it", name, path_));
    }

    void belongs(const char* key, bool here, bool required, const char* owner) {
        const bool is_given = scenario_.positions.count(path_ + "." + key) > 0;
        if (here && required && !is_given)
            report_.add(at_, "missing-key", fmt::format("{}.{}", path_, key), "no such key",
                        fmt::format("`{}` for a {}", key, owner));
        if (!here && is_given)
            report_.add_at_key(fmt::format("{}.{}", path_, key), at_, "not-used",
                               fmt::format("a key that only a {}'s rule has", owner), "no such key here");
    }

    Scenario& scenario_;
    Reporter report_;
    Position at_;
    std::string path_;
    std::set<std::string> serves_;
};

}  // namespace

std::vector<std::filesystem::path> complete_operation(Scenario& scenario, Problems& problems) {
    PoolCompleter pools(scenario, problems);
    OperationChecker checker(scenario, problems);
    for (Reservoir& reservoir : scenario.reservoirs) {
        pools.complete(reservoir);
        checker.tag(reservoir);
    }
    for (OperationRule& rule : scenario.rules)
        checker.rule(rule);
    for (const TargetFlow& flow : scenario.target_flows)
        checker.target_flow(flow);
    return pools.files;
}

}  // namespace liriver::scenarios::language
