#pragma once
// Faults of another program's mesh that make walls nobody drew: coincident and hanging nodes, gaps, overlaps.
#include <filesystem>
#include <string>
#include <vector>

#include "data/meshes/mending.h"
#include "data/meshes/mesh_file.h"

namespace liriver::data::meshes {

struct FaultSettings {
    Mending mending = Mending::refuse;
    double tolerance = 0.01;  ///< m: nodes this near are one, or lie on a side
};

struct FaultReport {
    tables::Problems problems;       ///< with the file's own numbers, lines and coordinates; at most 20 of a kind
    std::vector<std::string> notes;  ///< what was joined or left, with its number
};

/// Looks for nodes that coincide, for nodes that lie on a side of a cell they are no corner of, for gaps between cells
/// narrower than a twentieth of a side, and for cells that overlap; mends the file as told. A node joined to another
/// takes their mean elevation; cells cut at hanging nodes become triangles and keep number, line and material.
[[nodiscard]] FaultReport mend_faults(MeshFile& file, const std::filesystem::path& path, const FaultSettings& settings);

}  // namespace liriver::data::meshes
