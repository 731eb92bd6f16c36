#include "scenarios/language/rim_stretch.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace liriver::scenarios::language {

// Where the rim touches itself in a node two of its faces begin there: the one that is met first goes on.
Rim::Rim(const mesh::surface::SurfaceMesh& mesh)
    : mesh_(mesh),
      face_from_(static_cast<std::size_t>(mesh.node_count()), -1),
      longest_(static_cast<std::size_t>(mesh.node_count()), 0.0) {
    for (std::int32_t f = mesh.inner_faces; f < mesh.face_count(); ++f) {
        const auto ends = mesh.ends(f);
        std::int32_t& begins = face_from_[static_cast<std::size_t>(ends[0])];
        if (begins < 0)
            begins = f;
        for (const std::int32_t node : ends) {
            double& longest = longest_[static_cast<std::size_t>(node)];
            longest = std::max(longest, mesh.length[static_cast<std::size_t>(f)]);
        }
    }
}

RimNode Rim::nearest(double x, double y) const {
    RimNode best{-1, std::numeric_limits<double>::infinity(), 0.0};
    for (std::size_t node = 0; node < face_from_.size(); ++node) {
        if (face_from_[node] < 0)
            continue;
        const double distance = std::hypot(mesh_.node_x[node] - x, mesh_.node_y[node] - y);
        if (distance < best.distance)
            best = {static_cast<std::int32_t>(node), distance, longest_[node]};
    }
    return best;
}

std::vector<std::int32_t> Rim::walk(std::int32_t from, std::int32_t to) const {
    std::vector<std::int32_t> faces;
    std::int32_t node = from;
    do {
        const std::int32_t face = face_from_[static_cast<std::size_t>(node)];
        if (face < 0)
            return {};
        faces.push_back(face);
        node = mesh_.ends(face)[1];
        if (node == to)
            return faces;
    } while (node != from && faces.size() <= face_from_.size());
    return {};
}

}  // namespace liriver::scenarios::language
