#include "mesh/surface/quality.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace liriver::mesh::surface {

namespace {

const double degrees = 180.0 / std::acos(-1.0);

struct Angles {
    double least = 180.0, most = 0.0;
};

Angles angles_of(const SurfaceMesh& mesh, std::int32_t cell) {
    Angles result;
    const auto corners = mesh.corners(cell);
    const std::size_t count = corners.size();
    for (std::size_t k = 0; k < count; ++k) {
        const std::int32_t at = corners[k];
        const std::int32_t next = corners[(k + 1) % count];
        const std::int32_t last = corners[(k + count - 1) % count];
        const double ax = mesh.node_x[next] - mesh.node_x[at];
        const double ay = mesh.node_y[next] - mesh.node_y[at];
        const double bx = mesh.node_x[last] - mesh.node_x[at];
        const double by = mesh.node_y[last] - mesh.node_y[at];
        const double angle = std::atan2(ax * by - ay * bx, ax * bx + ay * by) * degrees;
        result.least = std::min(result.least, angle);
        result.most = std::max(result.most, angle);
    }
    return result;
}

void keep_worst(std::vector<BadSpot>& spots, Quality& quality, std::size_t kind, std::size_t most, bool low_is_bad) {
    std::stable_sort(spots.begin(), spots.end(), [&](const BadSpot& a, const BadSpot& b) {
        return low_is_bad ? a.value < b.value : a.value > b.value;
    });
    quality.bad_counts[kind] = spots.size();
    spots.resize(std::min(spots.size(), most));
    quality.bad_spots.insert(quality.bad_spots.end(), spots.begin(), spots.end());
}

}  // namespace

double step_length(const SurfaceMesh& mesh, std::int32_t cell) {
    double perimeter = 0.0;
    for (std::int32_t k = mesh.first_corner[cell]; k < mesh.first_corner[cell + 1]; ++k)
        perimeter += mesh.length[mesh.cell_faces[k]];
    return 2.0 * mesh.area[cell] / perimeter;
}

Quality measure_quality(const SurfaceMesh& mesh, double domain_area, const QualityLimits& limits) {
    Quality quality;
    quality.nodes = mesh.node_count();
    quality.faces = mesh.face_count();
    quality.domain_area = domain_area;
    std::vector<BadSpot> sharp;
    std::vector<BadSpot> wide;
    std::vector<BadSpot> jumps;
    std::vector<SmallCell> steps;
    for (std::int32_t i = 0; i < mesh.cell_count(); ++i) {
        const bool triangle = mesh.corners(i).size() == 3;
        const Angles angles = angles_of(mesh, i);
        (triangle ? quality.triangles : quality.quadrilaterals) += 1;
        quality.area += mesh.area[i];
        quality.smallest_angle = std::min(quality.smallest_angle, angles.least);
        quality.largest_angle = std::max(quality.largest_angle, angles.most);
        quality.mean_smallest_angle += triangle ? angles.least : 0.0;
        quality.angles[static_cast<std::size_t>(std::clamp(angles.least / 5.0, 0.0, 17.0))] += 1;
        if (angles.least < limits.smallest_angle * (triangle ? 1.0 : 2.0))
            sharp.push_back({"sharp angle", mesh.centroid[i].x, mesh.centroid[i].y, angles.least});
        if (angles.most > limits.largest_angle)
            wide.push_back({"wide angle", mesh.centroid[i].x, mesh.centroid[i].y, angles.most});
        steps.push_back({i, mesh.centroid[i].x, mesh.centroid[i].y, step_length(mesh, i)});
    }
    quality.mean_smallest_angle /= std::max(quality.triangles, 1);
    for (std::int32_t f = 0; f < mesh.inner_faces; ++f) {
        const double ratio = mesh.area[mesh.left[f]] / mesh.area[mesh.right[f]];
        const double jump = std::sqrt(std::max(ratio, 1.0 / ratio));
        quality.largest_jump = std::max(quality.largest_jump, jump);
        if (jump > limits.size_jump)
            jumps.push_back({"size jump", mesh.midpoint[f].x, mesh.midpoint[f].y, jump});
    }
    keep_worst(sharp, quality, 0, limits.most_spots, true);
    keep_worst(wide, quality, 1, limits.most_spots, false);
    keep_worst(jumps, quality, 2, limits.most_spots, false);
    std::stable_sort(steps.begin(), steps.end(),
                     [](const SmallCell& a, const SmallCell& b) { return a.step_length < b.step_length; });
    if (!steps.empty()) {
        quality.smallest_step = steps.front().step_length;
        quality.median_step = steps[steps.size() / 2].step_length;
    }
    steps.resize(std::min<std::size_t>(steps.size(), 10));
    quality.small_cells = std::move(steps);
    return quality;
}

std::vector<std::string> in_words(const Quality& q) {
    std::vector<std::string> lines;
    lines.push_back(fmt::format("{} cells: {} triangles, {} quadrilaterals; {} nodes, {} faces",
                                q.triangles + q.quadrilaterals, q.triangles, q.quadrilaterals, q.nodes, q.faces));
    lines.push_back(q.domain_area > 0.0 ? fmt::format("area {:.6f} km2, {:.2e} of the domain off", q.area / 1e6,
                                                      std::abs(q.area - q.domain_area) / q.domain_area)
                                        : fmt::format("area {:.6f} km2", q.area / 1e6));
    lines.push_back(fmt::format("angles {:.1f} to {:.1f} degrees; smallest angle of a triangle {:.1f} in the mean",
                                q.smallest_angle, q.largest_angle, q.mean_smallest_angle));
    lines.push_back(fmt::format("largest jump in size {:.2f}; step length {:.2f} m at least, {:.2f} m in the median",
                                q.largest_jump, q.smallest_step, q.median_step));
    for (const SmallCell& cell : q.small_cells)
        lines.push_back(fmt::format("limits the time step: cell {} at ({:.1f}, {:.1f}), {:.2f} m", cell.cell, cell.x,
                                    cell.y, cell.step_length));
    lines.push_back(fmt::format("bad spots: {} sharp angles, {} wide angles, {} jumps in size", q.bad_counts[0],
                                q.bad_counts[1], q.bad_counts[2]));
    for (const BadSpot& spot : q.bad_spots)
        lines.push_back(fmt::format("{} at ({:.1f}, {:.1f}): {:.2f}", spot.kind, spot.x, spot.y, spot.value));
    return lines;
}

}  // namespace liriver::mesh::surface
