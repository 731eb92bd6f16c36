#pragma once
// The files of a river, as texts that are the same to the byte whenever the same river is measured.
#include <filesystem>
#include <string>
#include <vector>

#include "data/tables/problem.h"
#include "scenarios/language/scenario.h"
#include "scenarios/runner/measure_river.h"

namespace liriver::scenarios::runner {

struct RiverFile {
    std::filesystem::path path;
    std::string text;
};

/// `value` with at most `digits` decimals, without trailing zeros, never "-0"; empty for NaN.
[[nodiscard]] std::string decimal(double value, int digits);

/// A problem (code "missing-key") for each file that `mesh` writes and the scenario does not name: reaches, points,
/// section_places, sections (two: terrain, channel), profile, catchments; and, where the scenario has any of them,
/// stations, structures, reservoirs.
void check_output_names(const language::Scenario& scenario, data::tables::Problems& problems);

/// The texts of all files (`weirs` only where there is no such file yet: its numbers are assumed, a user's are not
/// overwritten), under the names that `[network]` and `[output]` of the scenario give them. Coordinates and
/// chainages to 0.1 m, elevations to 0.01 m, areas to 0.0001 km2.
[[nodiscard]] std::vector<RiverFile> river_files(const language::Scenario& scenario, const MeasuredRiver& river);

}  // namespace liriver::scenarios::runner
