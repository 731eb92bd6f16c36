#include "scenarios/language/process_units.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "data/tables/units.h"
#include "solver/quality/expression.h"
#include "solver/quality/expression_words.h"
#include "solver/quality/rate_unit.h"

namespace liriver::scenarios::language {
namespace {

namespace quality = solver::quality;

/// A unit of concentration in kg/m3, or of numbers in 1/m3; 0 where it is none.
double si_of(const std::string& unit) {
    const auto parsed = data::tables::parse_unit(unit);
    return parsed ? parsed->numerator / parsed->denominator : 0.0;
}

/// In which a set knows a constituent; nothing: it does not.
std::string unit_in_set(const std::string& constituent, const quality::ProcessSet& set) {
    const auto found = std::find_if(set.constituents.begin(), set.constituents.end(),
                                    [&](const auto& one) { return one.name == constituent; });
    return found == set.constituents.end() ? std::string() : found->unit;
}

}  // namespace

double change_per_rate(const std::string& unit, const std::string& constituent, const quality::ProcessSet& set) {
    const auto rate = quality::read_rate_unit(unit);
    const std::string own_unit = unit_in_set(constituent, set);
    const double own = si_of(own_unit);
    if (!rate || (rate->amount != "mg" && rate->amount != "ug") || own == 0.0 || own_unit == "1")
        return 1.0;
    const double factor = si_of(rate->amount + "/L") / own;
    return std::abs(factor - 1.0) < 1e-12 ? 1.0 : factor;
}

std::string rate_in_units_of_set(const std::string& rate, const Scenario& scenario, const quality::ProcessSet& set) {
    std::map<std::string, double> factors;
    for (const Constituent& constituent : scenario.constituents) {
        const double own = si_of(constituent.unit);
        const double factor = own == 0.0 ? 1.0 : si_of(unit_in_set(constituent.name, set)) / own;
        if (std::abs(factor - 1.0) > 1e-12 && factor > 0.0)
            factors[quality::as_identifier(constituent.name)] = factor;
    }
    std::string text;
    for (const std::string& word : quality::words_of(rate)) {
        const auto found = factors.find(word);
        text += found == factors.end() ? word : fmt::format("({} * {:.17g})", word, found->second);
    }
    return text;
}

}  // namespace liriver::scenarios::language
