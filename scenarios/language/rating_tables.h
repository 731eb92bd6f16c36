#pragma once
// Lines of discharge over a level, as boundaries and structures have them, from a table in the scenario or from a file.
#include <filesystem>
#include <vector>

#include "data/tables/problem.h"
#include "scenarios/language/scenario.h"

namespace liriver::scenarios::language {

/// Fills every boundary's `rating_points`, on reaches and on surfaces; adds the files that were read to `inputs`.
void read_ratings(Scenario& scenario, std::vector<std::filesystem::path>& inputs, data::tables::Problems& problems);

/// Fills every structure's `table_points`: a pump's curve or an off-take's rating, as its kind has it.
void read_structure_tables(Scenario& scenario, std::vector<std::filesystem::path>& inputs,
                           data::tables::Problems& problems);

}  // namespace liriver::scenarios::language
