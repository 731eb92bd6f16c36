#pragma once
// A process set made ready to run: names resolved to indices, stoichiometry to numbers.
#include <array>
#include <cstdint>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "solver/quality/expression.h"
#include "solver/quality/law.h"
#include "solver/quality/problem.h"
#include "solver/quality/process_set.h"
#include "solver/quality/rate_unit.h"

namespace liriver::solver::quality {

/// One law at work, or one expression.
struct Evaluation {
    const Law* law = nullptr;          ///< nullptr: the expression
    std::vector<double> parameters;    ///< in the law's order
    std::vector<std::int32_t> inputs;  ///< constituents in the law's or the expression's order; -1: 0 everywhere
    std::size_t first_reaction = 0;    ///< of its outputs
    std::size_t outputs = 1;
    std::size_t first_prepared = 0;  ///< of its columns
    Expression expression;
    RateUnit unit;
    /// Where each of the expression's values comes from: constituents as in `inputs` first, then these.
    struct Source {
        std::size_t value;  ///< place among the expression's values
        bool of_place;      ///< a Quantity, else a parameter
        std::size_t quantity;
        double parameter;
    };
    std::vector<Source> sources;
    std::vector<std::size_t> input_values;  ///< place of each input among the expression's values
};

/// An entry of the stoichiometric matrix.
struct Coefficient {
    std::size_t constituent, reaction;
    double value;
};

/// What an element's content is and what each reaction adds to the total, per unit of its rate: 0 but for sources and
/// sinks.
struct ElementPlan {
    std::string name;
    std::vector<double> content;  ///< [constituents]
    std::vector<double> gained;   ///< [reactions]
};

/// A derived quantity by its weights.
struct DerivedPlan {
    std::string name, unit;
    std::vector<double> weight;  ///< [constituents], of concentrations in their units
};

struct Plan {
    std::string name;
    std::vector<ReactingConstituent> constituents;
    std::vector<std::string> reactions;
    std::vector<Evaluation> evaluations;
    std::vector<Coefficient> stoichiometry;  ///< by constituent, then reaction; no zeros
    std::vector<ElementPlan> elements;
    std::vector<DerivedPlan> derived;
    std::array<bool, quantity_count> needed{};  ///< of the place
    std::size_t prepared = 0;                   ///< columns in all

    [[nodiscard]] std::size_t constituent_count() const { return constituents.size(); }
    [[nodiscard]] std::size_t reaction_count() const { return reactions.size(); }
};

/// Resolves and checks a set. All problems at once: unknown laws, constituents and names, wrong counts, repeated names,
/// parameters outside of their range, unknown units, expressions that cannot be read.
tl::expected<Plan, std::vector<Problem>> make_plan(const ProcessSet& set);

/// A problem for each quantity that the plan needs and the caller does not offer; altitude is never missing (0 m).
std::vector<Problem> missing_quantities(const Plan& plan, const Place& place);

}  // namespace liriver::solver::quality
