#include "solver/quality/plan.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace liriver::solver::quality {

namespace {

/// Turns the parts of a set into those of a plan and collects what is wrong.
class Planner {
  public:
    explicit Planner(const ProcessSet& set) : set_(set) {
        for (const ReactingConstituent& row : set.constituents)
            constituent_names_.push_back(row.name);
        for (const Parameter& row : set.parameters)
            parameter_names_.push_back(as_identifier(row.name));
    }

    tl::expected<Plan, std::vector<Problem>> make() {
        plan_.name = set_.name;
        plan_.constituents = set_.constituents;
        check_names();
        check_parameters();
        for (const Process& process : set_.processes)
            add(process);
        std::sort(plan_.stoichiometry.begin(), plan_.stoichiometry.end(), [](const auto& a, const auto& b) {
            return a.constituent != b.constituent ? a.constituent < b.constituent : a.reaction < b.reaction;
        });
        add_elements();
        add_derived();
        if (!problems_.empty())
            return tl::make_unexpected(problems_);
        return plan_;
    }

  private:
    void tell(Problem::Kind kind, const std::string& where, const std::string& key, const std::string& found,
              const std::string& expected) {
        problems_.push_back({kind, where, key, found, expected, 0, 0});
    }

    template <class Rows>
    void check_unique(const Rows& rows, const std::string& kind) {
        std::set<std::string> seen;
        for (const auto& row : rows)
            if (!seen.insert(row.name).second)
                tell(Problem::Kind::repeated_name, kind + " " + row.name, "name", row.name, "a name of its own");
    }

    void check_names() {
        check_unique(set_.constituents, "constituent");
        check_unique(set_.parameters, "parameter");
        check_unique(set_.processes, "process");
        std::set<std::string> identifiers;  // what expressions would confuse
        for (const std::string& name : constituent_names_)
            identifiers.insert(as_identifier(name));
        if (identifiers.size() < constituent_names_.size())
            tell(Problem::Kind::repeated_name, "process set " + set_.name, "constituents", "names that differ in signs",
                 "names that stay different when signs become underscores");
        for (const QuantityRow& row : quantities())
            identifiers.insert(std::string(row.name));
        for (const std::string& name : parameter_names_)
            if (identifiers.count(name) > 0)
                tell(Problem::Kind::repeated_name, "parameter " + name, "name", name,
                     "a name that is no constituent's or quantity's");
    }

    void check_parameters() {
        for (const Parameter& row : set_.parameters)
            if (!(row.value >= row.least && row.value <= row.largest))
                tell(Problem::Kind::out_of_range, "parameter " + row.name, "value", std::to_string(row.value),
                     std::to_string(row.least) + " to " + std::to_string(row.largest) + " " + row.unit);
    }

    std::int32_t constituent(const std::string& name, const std::string& where, const std::string& key) {
        const auto found = std::find(constituent_names_.begin(), constituent_names_.end(), name);
        if (found != constituent_names_.end())
            return static_cast<std::int32_t>(found - constituent_names_.begin());
        tell(Problem::Kind::unknown_name, where, key, name, "a constituent of the set");
        return -1;
    }

    /// "?TSS": -1 without a word where it is not carried.
    std::int32_t constituent_if_carried(const std::string& name, const std::string& where, const std::string& key) {
        const bool may_lack = !name.empty() && name[0] == '?';
        const std::string plain = may_lack ? name.substr(1) : name;
        if (may_lack &&
            std::find(constituent_names_.begin(), constituent_names_.end(), plain) == constituent_names_.end())
            return -1;
        return constituent(plain, where, key);
    }

    double coefficient(const Term& term, const std::string& where) {
        Expression expression;
        Problem told;
        told.where = where;
        told.key = "coefficient of " + term.constituent;
        if (!expression.compile(term.coefficient, parameter_names_, told, problems_))
            return 0.0;
        std::vector<double> values;
        for (const std::size_t i : expression.used())
            values.push_back(set_.parameters[i].value);
        const double value = expression.value(values);
        if (!std::isfinite(value))
            problems_.push_back({Problem::Kind::out_of_range, where, told.key,
                                 term.coefficient + ", which is no number", "a formula with a finite value", 0, 0});
        return value;
    }

    void add(const Process& process) {
        const std::string where = "process " + process.name;
        Evaluation evaluation;
        evaluation.first_reaction = plan_.reactions.size();
        if (process.law.empty())
            add_expression(process, where, evaluation);
        else
            add_law(process, where, evaluation);
        if (process.reactions.size() != evaluation.outputs)
            tell(Problem::Kind::wrong_count, where, "reactions", std::to_string(process.reactions.size()),
                 std::to_string(evaluation.outputs));
        for (const Reaction& reaction : process.reactions) {
            for (const Term& term : reaction.terms) {
                const std::int32_t k = constituent(term.constituent, where, "stoichiometry");
                const double value = coefficient(term, where);
                if (k >= 0 && value != 0.0)
                    plan_.stoichiometry.push_back({static_cast<std::size_t>(k), plan_.reactions.size(), value});
            }
            plan_.reactions.push_back(reaction.name);
        }
        plan_.evaluations.push_back(std::move(evaluation));
    }

    void add_law(const Process& process, const std::string& where, Evaluation& evaluation) {
        evaluation.law = find_law(process.law);
        if (evaluation.law == nullptr) {
            tell(Problem::Kind::unknown_name, where, "law", process.law, "a law of the registry");
            evaluation.outputs = process.reactions.size();
            return;
        }
        const Law& law = *evaluation.law;
        evaluation.outputs = law.outputs.size();
        if (process.inputs.size() != law.inputs.size())
            tell(Problem::Kind::wrong_count, where, "inputs", std::to_string(process.inputs.size()),
                 std::to_string(law.inputs.size()));
        if (process.parameters.size() != law.parameters.size())
            tell(Problem::Kind::wrong_count, where, "parameters", std::to_string(process.parameters.size()),
                 std::to_string(law.parameters.size()));
        for (const std::string& name : process.inputs)
            evaluation.inputs.push_back(constituent_if_carried(name, where, "inputs"));
        for (const std::string& name : process.parameters) {
            const auto found = std::find(parameter_names_.begin(), parameter_names_.end(), as_identifier(name));
            if (found == parameter_names_.end())
                tell(Problem::Kind::unknown_name, where, "parameters", name, "a parameter of the set");
            else
                evaluation.parameters.push_back(
                    set_.parameters[static_cast<std::size_t>(found - parameter_names_.begin())].value);
        }
        evaluation.first_prepared = plan_.prepared;
        plan_.prepared += law.prepared;
        for (const Quantity quantity : law.place)
            plan_.needed[index(quantity)] = true;
    }

    void add_expression(const Process& process, const std::string& where, Evaluation& evaluation) {
        const auto unit = read_rate_unit(process.unit);
        if (unit)
            evaluation.unit = *unit;
        else
            tell(Problem::Kind::unknown_unit, where, "unit", process.unit,
                 "an amount per L, m3 or m2 and s, min, h or d, such as mg/L/d");
        std::vector<std::string> variables;
        for (const std::string& name : constituent_names_)
            variables.push_back(as_identifier(name));
        variables.insert(variables.end(), parameter_names_.begin(), parameter_names_.end());
        for (const QuantityRow& row : quantities())
            variables.emplace_back(row.name);
        Problem told;
        told.where = where;
        told.key = "expression";
        if (!evaluation.expression.compile(process.expression, variables, told, problems_))
            return;
        const std::size_t parameters_at = constituent_names_.size(), place_at = parameters_at + parameter_names_.size();
        const std::vector<std::size_t>& used = evaluation.expression.used();
        for (std::size_t value = 0; value < used.size(); ++value)
            if (used[value] < parameters_at) {
                evaluation.inputs.push_back(static_cast<std::int32_t>(used[value]));
                evaluation.input_values.push_back(value);
            } else if (used[value] < place_at) {
                evaluation.sources.push_back({value, false, 0, set_.parameters[used[value] - parameters_at].value});
            } else {
                evaluation.sources.push_back({value, true, used[value] - place_at, 0.0});
                plan_.needed[used[value] - place_at] = true;
            }
        if (evaluation.unit.areal)
            plan_.needed[index(Quantity::depth)] = true;
    }

    void add_elements() {
        for (const Element& element : set_.elements) {
            ElementPlan made{element.name, std::vector<double>(plan_.constituents.size(), 0.0),
                             std::vector<double>(plan_.reactions.size(), 0.0)};
            const std::string where = "element " + element.name;
            for (const Term& term : element.content) {
                const std::int32_t k = constituent(term.constituent, where, "content");
                if (k >= 0)
                    made.content[static_cast<std::size_t>(k)] = coefficient(term, where);
            }
            for (const Coefficient& entry : plan_.stoichiometry)
                made.gained[entry.reaction] += entry.value * made.content[entry.constituent];
            plan_.elements.push_back(std::move(made));
        }
    }

    void add_derived() {
        for (const DerivedQuantity& quantity : set_.derived) {
            DerivedPlan made{quantity.name, quantity.unit, std::vector<double>(plan_.constituents.size(), 0.0)};
            const std::string where = "derived quantity " + quantity.name;
            for (const Term& term : quantity.terms) {
                const std::int32_t k = constituent_if_carried(term.constituent, where, "terms");
                if (k >= 0)
                    made.weight[static_cast<std::size_t>(k)] += coefficient(term, where);
            }
            plan_.derived.push_back(std::move(made));
        }
    }

    const ProcessSet& set_;
    std::vector<std::string> constituent_names_, parameter_names_;
    Plan plan_;
    std::vector<Problem> problems_;
};

}  // namespace

tl::expected<Plan, std::vector<Problem>> make_plan(const ProcessSet& set) { return Planner(set).make(); }

std::vector<Problem> missing_quantities(const Plan& plan, const Place& place) {
    std::vector<Problem> problems;
    const bool stored = std::any_of(plan.constituents.begin(), plan.constituents.end(),
                                    [](const ReactingConstituent& row) { return row.stored; });
    for (std::size_t q = 0; q < quantity_count; ++q) {
        const bool needed = plan.needed[q] || (stored && q == index(Quantity::depth));
        if (needed && q != index(Quantity::altitude) && place.of[q].empty())
            problems.push_back({Problem::Kind::not_offered, "process set " + plan.name,
                                std::string(quantities()[q].name), "nothing", std::string(quantities()[q].says), 0, 0});
    }
    return problems;
}

}  // namespace liriver::solver::quality
