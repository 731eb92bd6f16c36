#pragma once
// What a scenario must satisfy before any of its files is opened, and what follows from its keys. Internal to this
// module.
#include <filesystem>
#include <vector>

#include "data/tables/problem.h"
#include "scenarios/language/scenario.h"

namespace liriver::scenarios::language {

/// Sets `time.end`, and every constituent's `si_per_unit`. Problems: time missing or ending before it begins, a unit
/// that is no concentration, an initial concentration that is a table.
void complete_time_and_constituents(Scenario& scenario, data::tables::Problems& problems);

/// Brings amounts written as plain numbers from their constituent's unit to SI. Problems: constituents not declared.
/// For every list of the scenario; called again with the outfalls of a register.
void complete_amounts(Scenario& scenario, data::tables::Problems& problems);

/// Rules that join keys: names given twice, keys that a kind needs or does not know, reaches that are prismatic but not
/// whole, tables that `mesh` or `run` needs.
void check_rules(const Scenario& scenario, data::tables::Problems& problems);

/// Reads the tables of pools and checks all that operation needs: keys that belong together, names of stations,
/// reservoirs and structures, levels in their order, dates and hours. Returns the files read.
[[nodiscard]] std::vector<std::filesystem::path> complete_operation(Scenario& scenario,
                                                                    data::tables::Problems& problems);

/// What only the scenario and its registers together show to be missing, where a run would else have to guess: a weir
/// without a crest, a catchment's share without a runoff, a dam that gives nothing, runoff without areas or given twice
/// for one reach, constituents with different dispersion.
void check_needs(const Scenario& scenario, data::tables::Problems& problems);

}  // namespace liriver::scenarios::language
