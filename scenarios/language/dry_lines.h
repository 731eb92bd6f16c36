#pragma once
// Outfalls on lines that no water reaches, and runoff from land that is not known. Internal to this module.
#include "data/tables/problem.h"
#include "scenarios/language/load.h"

namespace liriver::scenarios::language {

/// Names every runoff boundary with a reach whose head has an unknown area in the catchments' table, unless a reservoir
/// stands there.
void check_runoff_areas(const Scenario& scenario, const RiverFiles& river, data::tables::Problems& problems);

/// Names every outfall whose place no other water can reach, unless it says `allow_dry`. Water reaches a place when, on
/// its reach at or above it, there is a discharge or stage boundary, a reservoir, an inflow, land that drains in by a
/// runoff boundary, an outfall with water that says `allow_dry`, the mouth of a reach that carries water at its end, or
/// (where the reach branches off) water at its head; or a stage is given at the reach's lower end. Sources that are
/// zero throughout do not count.
void check_dry_outfalls(const Scenario& scenario, const RiverFiles& river, data::tables::Problems& problems);

}  // namespace liriver::scenarios::language
