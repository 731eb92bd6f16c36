#pragma once
// What a scenario that makes a 2D mesh must and must not say. Internal to this module.
#include "data/tables/problem.h"
#include "scenarios/language/load.h"

namespace liriver::scenarios::language {

/// Keys that need or exclude each other: one domain, one place of each refinement, one crest of each line, the zones'
/// roughness, nothing of a run.
void check_make_rules(const Scenario& scenario, data::tables::Problems& problems);

/// Reaches that corridors and channels name, and chainages on them.
void check_made_reaches(const Scenario& scenario, const RiverFiles& river, data::tables::Problems& problems);

}  // namespace liriver::scenarios::language
