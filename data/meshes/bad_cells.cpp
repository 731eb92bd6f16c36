#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "data/meshes/mesh_file.h"
#include "mesh/surface/surface_mesh.h"

namespace liriver::data::meshes {
namespace {

/// Why a cell cannot be one of a mesh, asked of it alone; nothing: it can.
tl::expected<void, mesh::field::Error> check_alone(const mesh::surface::PlainMesh& mesh, std::int32_t cell) {
    mesh::surface::PlainMesh alone;
    std::vector<std::int32_t> corners;
    for (const std::int32_t node : mesh.corners(cell))
        corners.push_back(
            alone.add_node(mesh.node_x[static_cast<std::size_t>(node)], mesh.node_y[static_cast<std::size_t>(node)]));
    alone.add_cell(corners);
    const auto made = mesh::surface::assemble_mesh(alone.node_x, alone.node_y, alone.first_corner, alone.cell_nodes);
    if (!made)
        return tl::make_unexpected(made.error());
    return {};
}

}  // namespace

tables::Problems bad_cells(const MeshFile& file, const std::filesystem::path& path) {
    tables::Problems problems;
    const auto refuse = [&](std::size_t cell, std::string found, std::string expected) {
        problems.push_back(
            {path.string(), file.cell_line[cell], 0, "bad-cell", "element", std::move(found), std::move(expected), {}});
    };
    std::map<std::pair<std::int32_t, std::int32_t>, std::vector<std::size_t>> cells_of_side;
    for (std::int32_t i = 0; i < file.mesh.cell_count(); ++i) {
        const auto cell = static_cast<std::size_t>(i);
        if (const auto sound = check_alone(file.mesh, i); !sound) {
            refuse(cell, fmt::format("element {}, {}", file.cell_number[cell], sound.error().found),
                   sound.error().expected);
            continue;
        }
        const auto corners = file.mesh.corners(i);
        for (std::size_t k = 0; k < corners.size(); ++k)
            cells_of_side[std::minmax({corners[k], corners[(k + 1) % corners.size()]})].push_back(cell);
    }
    for (const auto& [side, cells] : cells_of_side)
        if (cells.size() > 2)
            refuse(cells[2],
                   fmt::format("element {}, the third at the side from node {} to node {} (beside elements {} and {})",
                               file.cell_number[cells[2]], file.node_number[static_cast<std::size_t>(side.first)],
                               file.node_number[static_cast<std::size_t>(side.second)], file.cell_number[cells[0]],
                               file.cell_number[cells[1]]),
                   "at most two elements at a side");
    tables::sort_problems(problems);
    return problems;
}

}  // namespace liriver::data::meshes
