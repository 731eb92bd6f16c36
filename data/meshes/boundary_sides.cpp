#include "data/meshes/boundary_sides.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace liriver::data::meshes {

std::vector<BoundarySide> boundary_sides(const mesh::surface::PlainMesh& mesh) {
    struct Entry {
        std::int32_t low, high;
        BoundarySide side;
    };
    std::vector<Entry> entries;
    entries.reserve(mesh.cell_nodes.size());
    for (std::int32_t cell = 0; cell < mesh.cell_count(); ++cell) {
        const auto corners = mesh.corners(cell);
        const bool turned = mesh.twice_area(cell) < 0.0;
        for (std::size_t k = 0; k < corners.size(); ++k) {
            std::int32_t a = corners[k];
            std::int32_t b = corners[(k + 1) % corners.size()];
            if (turned)
                std::swap(a, b);
            entries.push_back({std::min(a, b), std::max(a, b), {a, b, cell}});
        }
    }
    std::sort(entries.begin(), entries.end(), [](const Entry& one, const Entry& other) {
        return std::tie(one.low, one.high, one.side.cell) < std::tie(other.low, other.high, other.side.cell);
    });
    std::vector<BoundarySide> sides;
    for (std::size_t i = 0; i < entries.size();) {
        std::size_t j = i + 1;
        while (j < entries.size() && entries[j].low == entries[i].low && entries[j].high == entries[i].high)
            ++j;
        if (j == i + 1)
            sides.push_back(entries[i].side);
        i = j;
    }
    return sides;
}

}  // namespace liriver::data::meshes
