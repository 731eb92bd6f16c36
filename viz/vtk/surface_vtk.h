#pragma once
// Exports a run's surface for ParaView, from its surface.nc alone: the terrain and the water on it, two layers in 3D.
#include <chrono>
#include <filesystem>
#include <vector>

#include <tl/expected.hpp>

#include "mesh/field/error.h"

namespace liriver::viz::vtk {

struct SurfaceVtkOptions {
    std::chrono::nanoseconds interval{0};  ///< model time from one file to the next; 0: every level of surface.nc
    double least_depth = 0.001;            ///< m; cells with less water are no part of the water's surface
    std::filesystem::path target;          ///< the folder to write into; empty: <folder>/vtk
};

/// Writes into the target folder: `terrain.pvd` with `terrain.vtu`, all cells on their bed with what holds for the
/// whole run (bed, roughness, maxima) as cell data; and `water.pvd` with one `water_<level>.vtu` for the first level at
/// or after every interval and for the last, the wet cells at their stage with the fields as cell data. A node's z is
/// the mean over the cells around it (for the water: the wet ones), weighted by area. Fields `<name>_x` and `<name>_y`
/// become one vector `<name>`. Values of the whole network are field data. Arrays are inline binary with zlib. Returns
/// the files, the two .pvd first. Fails when `<folder>/surface.nc` (or its `.part`) cannot be read, has no field
/// `depth`, or the files cannot be written.
[[nodiscard]] tl::expected<std::vector<std::filesystem::path>, mesh::field::Error> export_surface_vtk(
    const std::filesystem::path& folder, const SurfaceVtkOptions& options);

/// Writes `<folder>/surface.vtu` from `<folder>/surface.nc`, a mesh alone or a run's: all cells on their bed, with what
/// holds for the whole run as cell data. Returns the file. Fails as above.
[[nodiscard]] tl::expected<std::filesystem::path, mesh::field::Error> export_mesh_vtk(
    const std::filesystem::path& folder);

}  // namespace liriver::viz::vtk
