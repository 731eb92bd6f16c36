#pragma once
// Elevations of another program's nodes that cannot be ground.
#include <filesystem>
#include <optional>

#include "data/meshes/mesh_faults.h"
#include "data/meshes/mesh_file.h"

namespace liriver::data::meshes {

struct NodeGround {
    std::optional<double> nodata;  ///< the elevation of nodes that have none
    std::optional<double> lowest;  ///< m: nodes that lie lower have none; and what lies above it is ground
};

/// Nodes without an elevation take the mean of their neighbours along sides (neighbours first that have one; a note
/// counts them). Problems: no node with an elevation; nodes outside the Earth's range (-500 to 9000 m); nodes of one
/// elevation (0, -1, -99 ...: a usual mark for none) that differ from every neighbour by more than 50 m, or any that
/// lie more than 100 m below every neighbour, each told once with its number, place and the key that declares it.
[[nodiscard]] FaultReport check_node_elevations(MeshFile& file, const std::filesystem::path& path,
                                                const NodeGround& ground);

}  // namespace liriver::data::meshes
