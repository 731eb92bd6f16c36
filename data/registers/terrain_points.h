#pragma once
// Terrain as a table of points: what stands for a raster where the raster cannot be.
#include <filesystem>
#include <string>
#include <vector>

#include "data/tables/problem.h"
#include "mesh/terrain/simplify.h"

namespace liriver::data::registers {

/// Reads `column,row,elevation_dm`, whole numbers all. Problems: a missing column, a cell that is no whole number, a
/// column or row below 0.
[[nodiscard]] std::vector<mesh::terrain::ElevationPoint> read_terrain_points(const std::filesystem::path& path,
                                                                             tables::Problems& problems);

/// The table of a simplified raster, with what it is made of and how good it is in its comments (one line each of
/// `about`).
[[nodiscard]] std::string terrain_points_text(const mesh::terrain::Simplified& simplified,
                                              const mesh::gis::GridFrame& frame, const std::vector<std::string>& about);

}  // namespace liriver::data::registers
