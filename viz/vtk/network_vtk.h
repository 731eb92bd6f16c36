#pragma once
// Exports a run's river network for ParaView, from its network.nc alone.
#include <chrono>
#include <filesystem>
#include <vector>

#include <tl/expected.hpp>

#include "mesh/field/error.h"

namespace liriver::viz::vtk {

/// What the z coordinate of the network shows.
enum class Height { stage, bed };

struct NetworkVtkOptions {
    std::chrono::nanoseconds interval{0};  ///< model time from one file to the next; 0: every level of network.nc
    Height height = Height::stage;         ///< `bed` also where there is no field named stage
    std::filesystem::path target;          ///< the folder to write into; empty: <folder>/vtk
};

/// Writes `network.pvd` into the target folder and beside it one `network_<level>.vtu` for the first level at or after
/// every interval, and for the last. Each holds one line cell an edge; node fields are point data, edge fields cell
/// data, values of the whole network field data, and so are the run's version, options, inputs and assumptions;
/// `bed_elevation`, `bank_elevation`, `chainage` and `reach` are point data too. Arrays are inline binary with zlib,
/// which every ParaView reads. Times in the .pvd are seconds since the scenario's start. Returns the files, the .pvd
/// first. Fails when `<folder>/network.nc` (or its `.part`) cannot be read or the files cannot be written.
[[nodiscard]] tl::expected<std::vector<std::filesystem::path>, mesh::field::Error> export_network_vtk(
    const std::filesystem::path& folder, const NetworkVtkOptions& options);

}  // namespace liriver::viz::vtk
