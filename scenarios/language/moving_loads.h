#pragma once
// What moving sources must satisfy. Internal to this module.
#include "data/tables/problem.h"
#include "mesh/network/network.h"
#include "scenarios/language/reporter.h"
#include "scenarios/language/scenario.h"

namespace liriver::scenarios::language {

/// Before any file is opened: a timetable or a table, whose rows are at least two and rise in time; a load; no surface.
void check_moving_rules(const Scenario& scenario, Reporter& report);

/// Once series are read: takes tables into the timetables. Problems: an unknown reach, a chainage beyond its length.
void complete_moving_loads(Scenario& scenario, const mesh::network::Network& network, data::tables::Problems& problems);

}  // namespace liriver::scenarios::language
