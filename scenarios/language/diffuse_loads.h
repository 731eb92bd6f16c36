#pragma once
// What diffuse loads must satisfy, and what follows from their keys.
#include <string>
#include <vector>

#include "data/tables/problem.h"
#include "scenarios/language/reporter.h"
#include "scenarios/language/scenario.h"

namespace liriver::scenarios::language {

/// Before any file is opened: keys that go together, twelve shares that sum to 1, one kind of count for each source.
void check_diffuse_rules(const Scenario& scenario, Reporter& report);

/// Once registers are merged: reads the export coefficients. Problems: a load without a source, a coefficient that is
/// none or is of something else than its source counts, a constituent that is not carried or has no amount.
void complete_diffuse_loads(Scenario& scenario, data::tables::Problems& problems);

/// Once series are read: what a load goes with must be known over each calendar year that the run touches, and not be
/// nothing all year, unless a mean of many years is given.
void check_followed(const Scenario& scenario, data::tables::Problems& problems);

/// A sentence for each load and constituent: what it puts in a year, in the first calendar year of the run.
[[nodiscard]] std::vector<std::string> notes_on_diffuse_loads(const Scenario& scenario);

}  // namespace liriver::scenarios::language
