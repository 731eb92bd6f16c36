#pragma once
// Rates of the user's own in a set that knows some constituents in other units than the scenario.
#include <string>

#include "scenarios/language/scenario.h"
#include "solver/quality/process_set.h"

namespace liriver::scenarios::language {

/// What a rate of one in `unit` ("mg/L/d") is of a constituent in the set's unit: rates of mass are in mg, or ug, per
/// litre; 1 where the two do not differ, or either is no mass.
[[nodiscard]] double change_per_rate(const std::string& unit, const std::string& constituent,
                                     const solver::quality::ProcessSet& set);

/// A rate in which each constituent that the set has in another unit than the scenario stands as the scenario has it.
[[nodiscard]] std::string rate_in_units_of_set(const std::string& rate, const Scenario& scenario,
                                               const solver::quality::ProcessSet& set);

}  // namespace liriver::scenarios::language
