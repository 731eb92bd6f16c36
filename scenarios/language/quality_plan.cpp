#include "scenarios/language/quality_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

#include "data/tables/suggest.h"
#include "data/tables/units.h"
#include "scenarios/language/process_units.h"
#include "scenarios/language/reporter.h"
#include "solver/quality/expression.h"
#include "solver/quality/expression_words.h"

namespace liriver::scenarios::language {
namespace {

namespace quality = solver::quality;
using quality::Quantity;

constexpr std::array formulas{"given", "oconnor-dobbins", "churchill", "owens-gibbs", "covar"};

class PlanBuilder {
  public:
    PlanBuilder(const Scenario& scenario, data::tables::Problems& problems)
        : scenario_(scenario), settings_(scenario.quality), problems_(problems), report_(scenario, problems) {}

    std::optional<QualityPlan> build() {
        const bool table = scenario_.positions.count("quality") > 0;
        if (settings_.processes.empty() && scenario_.processes.empty()) {
            if (table && !report_.told("quality.processes"))
                report_.add(settings_.at, "missing-key", "quality.processes", "neither `processes` nor a [[process]]",
                            "one of them");
            return std::nullopt;
        }
        const std::size_t before = problems_.size();
        take_preset();
        if (problems_.size() != before)
            return std::nullopt;  // without its set most of the rest would be told wrongly
        add_parameters();
        if (!scenario_.processes.empty())
            add_other_constituents();
        for (const QualityProcess& process : scenario_.processes)
            add_process(process);
        auto plan = quality::make_plan(set_);
        if (!plan) {
            for (const quality::Problem& problem : plan.error())
                tell(problem);
            return std::nullopt;
        }
        check_place(*plan);
        QualityPlan made;
        for (const quality::ReactingConstituent& reacting : plan->constituents)
            join(reacting, made);
        for (std::size_t k = 0; k < scenario_.constituents.size(); ++k)
            if (is_temperature(scenario_.constituents[k]))
                made.temperature = k;
        made.plan = *std::move(plan);
        made.parameters = quality::used_parameters(set_);
        if (problems_.size() != before)
            return std::nullopt;
        return made;
    }

  private:
    [[nodiscard]] std::vector<std::string> declared() const {
        std::vector<std::string> names;
        for (const Constituent& constituent : scenario_.constituents)
            names.push_back(constituent.name);
        return names;
    }

    [[nodiscard]] bool in_set(const std::string& constituent) const {
        return std::any_of(set_.constituents.begin(), set_.constituents.end(),
                           [&](const auto& one) { return one.name == constituent; });
    }

    void take_preset() {
        if (settings_.processes.empty()) {
            if (!settings_.reaeration.empty())
                report_.add_at_key("quality.reaeration", settings_.at, "not-used", "a formula without `processes`",
                                   "a process set, or no formula");
            return;
        }
        std::vector<std::string> names;
        for (const quality::ProcessSet& preset : quality::presets())
            names.push_back(preset.name);
        const quality::ProcessSet* preset = quality::find_preset(settings_.processes);
        if (preset == nullptr) {
            report_.add_at_key("quality.processes", settings_.at, "unknown-name",
                               fmt::format("\"{}\"", settings_.processes), fmt::format("{}", fmt::join(names, ", ")),
                               data::tables::suggest(settings_.processes, names));
            return;
        }
        set_ = *preset;
        const std::vector<std::string> carried = declared();
        std::vector<std::string> lacking;
        for (const quality::ReactingConstituent& one : set_.constituents)
            if (!one.optional && std::find(carried.begin(), carried.end(), one.name) == carried.end())
                lacking.push_back(one.name);
        if (!lacking.empty())
            report_.add_at_key("quality.processes", settings_.at, "missing-table",
                               fmt::format("no [[constituent]] {}", fmt::join(lacking, ", ")),
                               fmt::format("all that \"{}\" changes", set_.name));
        if (!settings_.reaeration.empty() && !quality::choose_reaeration(set_, settings_.reaeration))
            report_.add_at_key("quality.reaeration", settings_.at, "unknown-name",
                               fmt::format("\"{}\"", settings_.reaeration),
                               fmt::format("{}, for a set with reaeration", fmt::join(formulas, ", ")));
        set_ = quality::reduced(set_, carried);
        for (const Constituent& constituent : scenario_.constituents)
            if (constituent.decay_rate != 0.0 && in_set(constituent.name))
                report_.add_at_key(fmt::format("constituent[{}].decay_rate", constituent.name), constituent.at,
                                   "both-given", fmt::format("a decay beside the processes of \"{}\"", set_.name),
                                   "one of them: what the set does is in its parameters");
    }

    [[nodiscard]] std::set<std::string> names_in_own_rates() const {
        std::set<std::string> names;
        for (const QualityProcess& process : scenario_.processes) {
            names.merge(quality::names_in(process.rate));
            for (const auto& change : process.changes)
                names.merge(quality::names_in(change.second));
        }
        return names;
    }

    void add_parameters() {
        const std::set<std::string> own = names_in_own_rates();
        std::vector<std::string> names;
        for (const quality::Parameter& parameter : set_.parameters)
            names.push_back(parameter.name);
        std::set<std::string> given;
        for (const QualityParameter& parameter : settings_.parameters) {
            const std::string key = fmt::format("quality.parameter[{}]", parameter.name);
            if (!given.insert(parameter.name).second) {
                report_.add(parameter.at, "repeated-name", key, "a second parameter of that name", "each name once");
                continue;
            }
            const std::string source = parameter.provenance.assumed || parameter.provenance.source.empty()
                                           ? "assumed in the scenario"
                                           : parameter.provenance.source;
            const auto known = std::find_if(set_.parameters.begin(), set_.parameters.end(),
                                            [&](const auto& one) { return one.name == parameter.name; });
            if (known != set_.parameters.end()) {
                known->value = parameter.value;
                known->source = source;
            } else if (own.count(quality::as_identifier(parameter.name)) != 0) {
                set_.parameters.push_back({parameter.name, "", parameter.value, -1e300, 1e300, source, ""});
            } else {
                report_.add_at_key(key + ".name", parameter.at, "unknown-name", fmt::format("\"{}\"", parameter.name),
                                   set_.name.empty() ? "a parameter of a [[process]]"
                                                     : fmt::format("a parameter of \"{}\" or a [[process]]", set_.name),
                                   data::tables::suggest(parameter.name, names));
            }
        }
    }

    /// Those that the set does not have, in their own units.
    void add_other_constituents() {
        for (const Constituent& constituent : scenario_.constituents) {
            if (in_set(constituent.name) || is_temperature(constituent))
                continue;
            for (const quality::QuantityRow& row : quality::quantities())
                if (quality::as_identifier(constituent.name) == row.name)
                    report_.add(constituent.at, "repeated-name", fmt::format("constituent[{}].name", constituent.name),
                                fmt::format("\"{}\", which rates know as what the place offers", constituent.name),
                                "another name");
            quality::ReactingConstituent own;
            own.name = constituent.name;
            own.unit = constituent.unit;
            set_.constituents.push_back(std::move(own));
        }
    }

    void add_process(const QualityProcess& given) {
        const std::string path = fmt::format("process[{}]", given.name);
        const std::vector<std::string> names = declared();
        quality::Process process;
        process.name = given.name;
        process.expression = rate_in_units_of_set(given.rate, scenario_, set_);
        process.unit = given.unit;
        quality::Reaction& reaction = process.reactions.emplace_back();
        reaction.name = given.name;
        for (const auto& [constituent, coefficient] : given.changes) {
            if (std::find(names.begin(), names.end(), constituent) == names.end()) {
                report_.add_at_key(path + ".changes", given.at, "unknown-name", fmt::format("\"{}\"", constituent),
                                   "the name of a [[constituent]]", data::tables::suggest(constituent, names));
                continue;
            }
            const double factor = change_per_rate(given.unit, constituent, set_);
            reaction.terms.push_back(
                {constituent, factor == 1.0 ? coefficient : fmt::format("({}) * {:.17g}", coefficient, factor)});
        }
        if (given.changes.empty() && !report_.told(path + ".changes"))
            report_.add_at_key(path + ".changes", given.at, "missing-key", "no constituent", "at least one");
        set_.processes.push_back(std::move(process));
    }

    /// A problem of the process set at the key of the scenario that it comes from.
    void tell(const quality::Problem& problem) {
        const auto named = [&](std::string_view kind) {
            return problem.where.rfind(kind, 0) == 0 ? problem.where.substr(kind.size()) : std::string();
        };
        std::string found = problem.found;
        if (problem.line > 0)
            found = fmt::format("\"{}\" in line {}, column {} of the expression", problem.found, problem.line,
                                problem.column);
        const bool syntax = problem.kind == quality::Problem::Kind::syntax;
        const char* code = syntax                                                  ? "syntax"
                           : problem.kind == quality::Problem::Kind::out_of_range  ? "out-of-bounds"
                           : problem.kind == quality::Problem::Kind::unknown_unit  ? "wrong-unit"
                           : problem.kind == quality::Problem::Kind::repeated_name ? "repeated-name"
                                                                                   : "unknown-name";
        for (const QualityParameter& parameter : settings_.parameters)
            if (parameter.name == named("parameter ")) {
                report_.add_at_key(fmt::format("quality.parameter[{}].value", parameter.name), parameter.at, code,
                                   found, problem.expected);
                return;
            }
        for (const QualityProcess& process : scenario_.processes)
            if (process.name == named("process ")) {
                const char* key = problem.key == "unit"                      ? "unit"
                                  : problem.key == "expression"              ? "rate"
                                  : problem.key.rfind("coefficient", 0) == 0 ? "changes"
                                                                             : "rate";
                report_.add_at_key(fmt::format("process[{}].{}", process.name, key), process.at, code, found,
                                   problem.expected);
                return;
            }
        report_.add_at_key("quality.processes", settings_.at, code, fmt::format("{}: {}", problem.where, found),
                           problem.expected);
    }

    [[nodiscard]] static bool is_temperature(const Constituent& constituent) {
        return constituent.name == quality::quantities()[quality::index(Quantity::temperature)].name &&
               constituent.kind.concentration == std::string_view(temperature_kind.concentration);
    }

    /// What the rates ask for and neither the flow nor the scenario offers.
    void check_place(const quality::Plan& plan) {
        for (const Quantity quantity : {Quantity::top_width, Quantity::flow_area})
            if (scenario_.on_surface() && plan.needed[quality::index(quantity)])
                report_.add_at_key(
                    "quality", settings_.at, "not-used",
                    fmt::format("rates that ask for {}", quality::quantities()[quality::index(quantity)].name),
                    "depth, velocity or shear_velocity: a surface has no cross sections");
        const std::array<std::pair<Quantity, bool>, 7> of_weather{{
            {Quantity::temperature, settings_.temperature.has_value()},
            {Quantity::light, settings_.light.has_value()},
            {Quantity::wind, settings_.wind.has_value()},
            {Quantity::air_temperature, settings_.air_temperature.has_value()},
            {Quantity::vapour_pressure, settings_.vapour_pressure.has_value()},
            {Quantity::cloud, settings_.cloud.has_value()},
            {Quantity::shortwave, settings_.shortwave.has_value()},
        }};
        for (const auto& [quantity, given] : of_weather) {
            const quality::QuantityRow& row = quality::quantities()[quality::index(quantity)];
            const std::string key = fmt::format("quality.{}", row.name);
            if (quantity == Quantity::temperature &&
                std::any_of(scenario_.constituents.begin(), scenario_.constituents.end(), is_temperature)) {
                if (given)
                    report_.add_at_key(key, settings_.at, "both-given",
                                       "a temperature of the water beside the constituent",
                                       "one of them: rates go by the constituent's");
                continue;
            }
            if (plan.needed[quality::index(quantity)] && !given && !report_.told(key))
                report_.add_at_key(key, settings_.at, "missing-key", "no such key",
                                   fmt::format("`{}`, which the rates ask for ({})", row.name, row.unit));
        }
    }

    void join(const quality::ReactingConstituent& reacting, QualityPlan& made) {
        for (std::size_t k = 0; k < scenario_.constituents.size(); ++k) {
            const Constituent& constituent = scenario_.constituents[k];
            if (constituent.name != reacting.name)
                continue;
            made.constituents.push_back(k);
            const auto unit = data::tables::parse_unit(reacting.unit);
            const auto own = data::tables::parse_unit(constituent.unit);
            if (!unit || !own || unit->dimension != own->dimension) {
                report_.add_at_key(fmt::format("constituent[{}].unit", constituent.name), constituent.at, "wrong-unit",
                                   fmt::format("\"{}\"", constituent.unit),
                                   fmt::format("one like \"{}\", as \"{}\" has it", reacting.unit, set_.name));
                made.factors.push_back(1.0);
                return;
            }
            made.factors.push_back(unit->denominator / unit->numerator);
            return;
        }
    }

    const Scenario& scenario_;
    const QualitySettings& settings_;
    data::tables::Problems& problems_;
    Reporter report_;
    quality::ProcessSet set_;
};

}  // namespace

std::optional<QualityPlan> quality_plan(const Scenario& scenario, data::tables::Problems& problems) {
    return PlanBuilder(scenario, problems).build();
}

}  // namespace liriver::scenarios::language
