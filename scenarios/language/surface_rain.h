#pragma once
// Rain on a surface from gauges or rasters: what must be said, and what falls on each cell. Internal to this module.
#include <filesystem>
#include <vector>

#include "scenarios/language/reporter.h"
#include "scenarios/language/scenario.h"

namespace liriver::scenarios::language {

/// Problems: more than one of `rain`, gauges and rasters ("not-used"), a unit that is no rate of rain ("wrong-unit"), a
/// loss of rain without rain ("missing-key").
void check_rain_rules(const Scenario& scenario, const SurfaceSettings& surface, Reporter& report);

/// Reads the table of rasters and every raster it names, once, and takes the mean over each cell (by shared area).
/// Returns the files read. Problems, in the table's lines: times that do not follow one another or do not cover the
/// run, a raster that cannot be read, leaves a cell without rain or holds a number below 0.
std::vector<std::filesystem::path> read_rain_rasters(const Scenario& scenario, const SurfaceSettings& surface,
                                                     SurfaceInput& input, data::tables::Problems& problems);

/// The nearest of the points to each cell's centroid (Thiessen 1911), by number; of two equally near ones the first.
[[nodiscard]] std::vector<std::int32_t> nearest_points(const mesh::surface::SurfaceMesh& mesh,
                                                       const std::vector<PointValue>& points);

}  // namespace liriver::scenarios::language
