#include "scenarios/language/rim_boundaries.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <optional>

#include "scenarios/language/rim_stretch.h"

namespace liriver::scenarios::language {
namespace {

double length_of(const mesh::surface::SurfaceMesh& mesh, const std::vector<std::int32_t>& faces) {
    double length = 0.0;
    for (const std::int32_t face : faces)
        length += mesh.length[static_cast<std::size_t>(face)];
    return length;
}

double lowest_bed(const mesh::surface::SurfaceMesh& mesh, const std::vector<std::int32_t>& faces) {
    double lowest = std::numeric_limits<double>::infinity();
    for (const std::int32_t face : faces)
        lowest =
            std::min(lowest, mesh.bed_elevation[static_cast<std::size_t>(mesh.left[static_cast<std::size_t>(face)])]);
    return lowest;
}

/// A swapped `from` and `to` gives the rest of the rim, which runs and looks plausible: so most of a rim has to be
/// asked for. Returns whether the stretch is the one that is meant.
bool is_meant(const RimBoundary& boundary, const RimStretch& stretch, const std::string& path, Reporter& report) {
    const std::string found = fmt::format("{:.1f} m, {:.0f} % of its rim", stretch.length, 100.0 * stretch.share);
    if (!boundary.most_of_rim && stretch.share > 0.5)
        report.add_at_key(path + ".from", boundary.at, "long-stretch", found,
                          "`from` and `to` the other way round (walking from one to the other with the surface on the "
                          "left hand), or `most_of_rim = true`");
    else if (boundary.most_of_rim && stretch.share < 0.5)
        report.add_at_key(path + ".most_of_rim", boundary.at, "short-stretch", found,
                          "`from` and `to` the other way round, or no `most_of_rim`");
    else
        return true;
    return false;
}

/// The rim's nodes at the ends of a boundary; -1 and a problem where there is none.
std::array<std::int32_t, 2> find_ends(const RimBoundary& boundary, const std::string& path, const Rim& rim,
                                      CellFinder& finder, Reporter& report, RimStretch& stretch) {
    const auto find = [&](const std::optional<PointValue>& given, const std::string& key, double& moved) {
        if (!given)
            return -1;  // the reader has said so
        const auto point = finder.projected(*given, key);
        if (!point)
            return -1;
        const RimNode near = rim.nearest(point->x, point->y);
        const double within = 2.0 * near.longest_face;
        moved = near.distance;
        if (near.distance <= within)
            return near.node;
        report.add(
            given->at, "off-rim", key,
            fmt::format("({:.1f}, {:.1f}), {:.0f} m from the rim's nearest node", point->x, point->y, near.distance),
            fmt::format("a point within {:.0f} m of it, twice the longer side of a cell there", within));
        return -1;
    };
    return {find(boundary.from, path + ".from", stretch.from_moved), find(boundary.to, path + ".to", stretch.to_moved)};
}

}  // namespace

const char* word_of(RimKind kind) {
    switch (kind) {
        case RimKind::discharge:
            return "discharge";
        case RimKind::stage:
            return "stage";
        case RimKind::rating:
            return "rating";
        case RimKind::normal_depth:
            return "normal_depth";
        case RimKind::free:
            break;
    }
    return "free";
}

void check_rim_boundary(const RimBoundary& boundary, const std::string& path, const Scenario& scenario,
                        Reporter& report) {
    const auto given = [&](const char* key) { return scenario.positions.count(path + "." + key) > 0; };
    const auto belongs = [&](const char* key, bool here, bool required) {
        if (here && required && !given(key))
            report.add(boundary.at, "missing-key", path + "." + key, "no such key",
                       fmt::format("`{}` for kind = \"{}\"", key, word_of(boundary.kind)));
        if (!here && given(key))
            report.add_at_key(path + "." + key, boundary.at, "not-used",
                              fmt::format("a key that kind = \"{}\" does not use", word_of(boundary.kind)),
                              "no such key here");
    };
    if (!given("kind") || report.told(path + ".kind"))
        return;
    belongs("discharge", boundary.kind == RimKind::discharge, true);
    belongs("stage", boundary.kind == RimKind::stage, true);
    belongs("rating", boundary.kind == RimKind::rating, !given("rating_table"));
    belongs("rating_table", boundary.kind == RimKind::rating, false);
    belongs("slope", boundary.kind == RimKind::normal_depth || boundary.kind == RimKind::discharge,
            boundary.kind == RimKind::normal_depth);
    belongs("concentration", boundary.kind == RimKind::discharge || boundary.kind == RimKind::stage, false);
}

void find_stretches(const SurfaceSettings& settings, SurfaceInput& input, CellFinder& finder, Reporter& report) {
    const Rim rim(input.mesh);
    std::vector<std::int32_t> taken(input.mesh.left.size(), -1);
    for (std::size_t b = 0; b < settings.boundaries.size(); ++b) {
        const RimBoundary& boundary = settings.boundaries[b];
        const std::string path = fmt::format("surface[{}].boundary[{}]", settings.name, boundary.name);
        auto& faces = input.boundary_faces.emplace_back();
        RimStretch& stretch = input.stretches.emplace_back();
        const std::array<std::int32_t, 2> ends = find_ends(boundary, path, rim, finder, report, stretch);
        if (ends[0] < 0 || ends[1] < 0)
            continue;
        if (ends[0] == ends[1]) {
            report.add(boundary.at, "no-stretch", path, "`from` and `to` at one node of the rim",
                       "two nodes, with at least one side of a cell between them");
            continue;
        }
        faces = rim.walk(ends[0], ends[1]);
        if (faces.empty()) {
            report.add(boundary.at, "no-stretch", path, "`from` and `to` on two rims that do not touch",
                       "two points of one rim");
            continue;
        }
        stretch.length = length_of(input.mesh, faces);
        stretch.lowest_bed = lowest_bed(input.mesh, faces);
        const double rest = length_of(input.mesh, rim.walk(ends[1], ends[0]));
        stretch.share = stretch.length / (stretch.length + rest);
        if (!is_meant(boundary, stretch, path, report))
            continue;
        for (const std::int32_t face : faces) {
            std::int32_t& other = taken[static_cast<std::size_t>(face)];
            if (other >= 0) {
                report.add(boundary.at, "two-boundaries", path,
                           fmt::format("a stretch that meets \"{}\"",
                                       settings.boundaries[static_cast<std::size_t>(other)].name),
                           "each side of the rim in one boundary");
                break;
            }
            other = static_cast<std::int32_t>(b);
        }
    }
}

}  // namespace liriver::scenarios::language
