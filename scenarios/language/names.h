#pragma once
// Which names can be written into every file of a run. Internal to this module.
#include "data/tables/problem.h"
#include "scenarios/language/scenario.h"

namespace liriver::scenarios::language {

/// Refuses names of reaches, stations, structures and all else that has one, with a blank at an end or a control
/// character in it; and names of constituents that a variable of network.nc or surface.nc cannot have (netCDF: no "/",
/// a letter, digit or "_" at its beginning, at most 200 bytes; CF and QGIS: not the name of another variable). To be
/// asked when registers are merged.
void check_written_names(const Scenario& scenario, data::tables::Problems& problems);

/// Whether a variable of a run's results, other than a constituent, has that name.
[[nodiscard]] bool is_name_of_results(const std::string& name);

}  // namespace liriver::scenarios::language
