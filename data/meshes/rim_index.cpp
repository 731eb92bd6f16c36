#include "data/meshes/rim_index.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace liriver::data::meshes {

double twice_area(const mesh::surface::PlainMesh& mesh, std::int32_t cell) {
    const auto corners = mesh.corners(cell);
    double sum = 0.0;
    const auto x0 = mesh.node_x[static_cast<std::size_t>(corners[0])];
    const auto y0 = mesh.node_y[static_cast<std::size_t>(corners[0])];
    for (std::size_t k = 1; k + 1 < corners.size(); ++k) {
        const auto p = static_cast<std::size_t>(corners[k]);
        const auto q = static_cast<std::size_t>(corners[k + 1]);
        sum += (mesh.node_x[p] - x0) * (mesh.node_y[q] - y0) - (mesh.node_x[q] - x0) * (mesh.node_y[p] - y0);
    }
    return sum;
}

std::vector<RimSide> rim_sides(const mesh::surface::PlainMesh& mesh) {
    struct Entry {
        std::int32_t low, high;
        RimSide side;
    };
    std::vector<Entry> entries;
    entries.reserve(mesh.cell_nodes.size());
    for (std::int32_t cell = 0; cell < mesh.cell_count(); ++cell) {
        const auto corners = mesh.corners(cell);
        const bool turned = twice_area(mesh, cell) < 0.0;
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
    std::vector<RimSide> rim;
    for (std::size_t i = 0; i < entries.size();) {
        std::size_t j = i + 1;
        while (j < entries.size() && entries[j].low == entries[i].low && entries[j].high == entries[i].high)
            ++j;
        if (j == i + 1)
            rim.push_back(entries[i].side);
        i = j;
    }
    return rim;
}

void BoxIndex::add(std::int32_t number, double west, double south, double east, double north) {
    for (std::int64_t j = of(south); j <= of(north); ++j)
        for (std::int64_t i = of(west); i <= of(east); ++i)
            buckets_[key(i, j)].push_back(number);
}

std::int64_t BoxIndex::of(double value) const { return static_cast<std::int64_t>(std::floor(value / bucket_)); }

}  // namespace liriver::data::meshes
