#include "data/meshes/numbered.h"

#include <fmt/format.h>

namespace liriver::data::meshes {

void Numbered::node(std::int64_t number, double x, double y, double z, std::int32_t code) {
    if (!nodes_.emplace(number, file_.mesh.node_count()).second) {
        scanner_.refuse("repeated-number", "node", fmt::format("a second node {}", number), "each number once");
        return;
    }
    file_.mesh.add_node(x, y);
    file_.node_z.push_back(z);
    file_.node_code.push_back(code);
    file_.node_number.push_back(number);
}

void Numbered::cell(std::int64_t number, const std::array<std::int64_t, 4>& corners, int count, std::int32_t material) {
    if (!cells_seen_.emplace(number, scanner_.line()).second)
        scanner_.refuse("repeated-number", "element", fmt::format("a second element {}", number), "each number once");
    for (int a = 0; a < count; ++a)
        for (int b = a + 1; b < count; ++b)
            if (corners[static_cast<std::size_t>(a)] == corners[static_cast<std::size_t>(b)]) {
                scanner_.refuse("repeated-corner", "element",
                                fmt::format("node {} twice", corners[static_cast<std::size_t>(a)]), "each corner once");
                return;
            }
    cells_.push_back({number, corners, count, scanner_.line(), material});
}

std::int32_t Numbered::find(std::int64_t number) const {
    const auto found = nodes_.find(number);
    return found == nodes_.end() ? -1 : found->second;
}

void Numbered::join() {
    if (cells_.empty())
        scanner_.refuse("no-cells", "element", "no cell", "a mesh of triangles or quadrilaterals");
    std::array<std::int32_t, 4> corners{};
    for (const Cell& cell : cells_) {
        bool whole = true;
        for (int k = 0; k < cell.count; ++k) {
            const auto at = static_cast<std::size_t>(k);
            corners[at] = find(cell.corners[at]);
            if (corners[at] < 0) {
                scanner_.refuse_at(cell.line, "unknown-node", "element", fmt::format("node {}", cell.corners[at]),
                                   "the number of a node of this file");
                whole = false;
            }
        }
        if (!whole)
            continue;
        file_.mesh.add_cell({corners.data(), static_cast<std::size_t>(cell.count)});
        file_.material.push_back(cell.material);
        file_.cell_number.push_back(cell.number);
        file_.cell_line.push_back(cell.line);
    }
}

}  // namespace liriver::data::meshes
