#pragma once
// `--set table.key=value`: puts values from the command line into a parsed scenario. Internal to this module.
#include <toml++/toml.h>
#include <map>
#include <string>
#include <vector>

#include "data/tables/problem.h"

namespace liriver::scenarios::language {

/// Applies each `path=value` to the document. A path is keys joined by dots; an element of an array of tables is chosen
/// by its `name` (or its `zone`, or its number from 1): `outfall.七里店.discharge=0.5 m3/s`. Names with dots stand in
/// double quotes. A value is TOML, or else a string. A reach, station, outfall, reservoir or structure that is not
/// listed is added with its name where the scenario has a register for it; whether it is there, `merge_registers` and
/// `read_river` tell. Returns
/// which nodes were put in, by the argument that did so; what cannot be applied is a problem whose file is the
/// argument.
[[nodiscard]] std::map<const toml::node*, std::string> apply_overrides(toml::table& document,
                                                                       const std::vector<std::string>& overrides,
                                                                       data::tables::Problems& problems);

}  // namespace liriver::scenarios::language
