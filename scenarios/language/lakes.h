#pragma once
// Reads the storage tables of lakes and checks what meets them. Internal to this module.
#include "scenarios/language/load.h"

namespace liriver::scenarios::language {

/// Fills the levels with areas or volumes of every lake, adding the files read to `river.inputs`. Problems: a table
/// that is no lake's, a starting stage below its lowest level, reaches that are not there or whose end is not free,
/// structures that name a lake that is not there.
void read_lakes(Scenario& scenario, RiverFiles& river, data::tables::Problems& problems);

}  // namespace liriver::scenarios::language
