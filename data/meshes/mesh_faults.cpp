#include "data/meshes/mesh_faults.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include "data/meshes/boundary_sides.h"
#include "data/meshes/overlaps.h"
#include "mesh/surface/box_index.h"
#include "mesh/surface/polygon_cut.h"

namespace liriver::data::meshes {
namespace {

constexpr std::size_t most_shown = 20;
constexpr double gap_share = 0.05;  // of a side: what is narrower between two cells is no ground that was left out

class Mender {
  public:
    Mender(MeshFile& file, const std::filesystem::path& path, const FaultSettings& settings)
        : file_(file), mesh_(file.mesh), path_(path.string()), settings_(settings) {
        same_.resize(static_cast<std::size_t>(mesh_.node_count()));
        std::iota(same_.begin(), same_.end(), 0);
    }

    FaultReport run() {
        find_coincident();
        find_at_boundary();
        report_nodes();
        for (const Overlap& overlap : find_overlaps(joined(), settings_.tolerance))
            refuse(overlap.second, "overlapping-cells", overlaps_++,
                   fmt::format("element {} lies over element {} around ({:.2f}, {:.2f})", number(overlap.second),
                               number(overlap.first), overlap.x, overlap.y),
                   "cells that meet at their sides only");
        count_rest("overlapping-cells", overlaps_);
        if (report_.problems.empty() && settings_.mending == Mending::join)
            join();
        return std::move(report_);
    }

  private:
    struct Pair {
        std::int32_t node, other;
        double distance;
    };
    struct OnSide {
        std::int32_t node;
        BoundarySide side;
        double distance;
        double along;  ///< share of the way from a to b
    };

    [[nodiscard]] double x(std::int32_t node) const { return mesh_.node_x[static_cast<std::size_t>(node)]; }
    [[nodiscard]] double y(std::int32_t node) const { return mesh_.node_y[static_cast<std::size_t>(node)]; }
    [[nodiscard]] std::int64_t number(std::int32_t cell) const {
        return file_.cell_number[static_cast<std::size_t>(cell)];
    }
    [[nodiscard]] std::int64_t node_number(std::int32_t node) const {
        return file_.node_number[static_cast<std::size_t>(node)];
    }

    void refuse(std::int32_t cell, const char* code, std::size_t before, std::string found, std::string expected) {
        if (before < most_shown)
            report_.problems.push_back({path_,
                                        file_.cell_line[static_cast<std::size_t>(cell)],
                                        0,
                                        code,
                                        "element",
                                        std::move(found),
                                        std::move(expected),
                                        {}});
    }
    void count_rest(const char* code, std::size_t count) {
        if (count > most_shown)
            report_.problems.push_back({path_,
                                        0,
                                        0,
                                        code,
                                        "element",
                                        fmt::format("{} more of them", count - most_shown),
                                        fmt::format("none; the first {} are listed", most_shown),
                                        {}});
    }

    /// Nodes of cells that lie in one place; each stands for the lowest of its group in `same_`.
    void find_coincident() {
        std::vector<char> used(same_.size(), 0);
        for (const std::int32_t node : mesh_.cell_nodes)
            used[static_cast<std::size_t>(node)] = 1;
        const double reach = settings_.tolerance;
        mesh::surface::BoxIndex index(std::max(2.0 * reach, 1e-3));
        for (std::int32_t node = 0; node < mesh_.node_count(); ++node) {
            if (used[static_cast<std::size_t>(node)] == 0)
                continue;
            std::int32_t best = -1;
            double nearest = reach;
            index.near(x(node) - reach, y(node) - reach, x(node) + reach, y(node) + reach, [&](std::int32_t other) {
                const double apart = std::hypot(x(node) - x(other), y(node) - y(other));
                if (apart < nearest || (apart == nearest && (best < 0 || other < best))) {
                    nearest = apart;
                    best = other;
                }
            });
            if (best >= 0) {
                same_[static_cast<std::size_t>(node)] = same_[static_cast<std::size_t>(best)];
                coincident_.push_back({node, best, nearest});
            }
            index.add(node, x(node), y(node), x(node), y(node));
        }
    }

    /// The mesh with coincident nodes as one, in which hanging nodes and gaps are looked for.
    [[nodiscard]] mesh::surface::PlainMesh joined() const {
        mesh::surface::PlainMesh mesh = mesh_;
        for (std::int32_t& node : mesh.cell_nodes)
            node = same_[static_cast<std::size_t>(node)];
        return mesh;
    }

    void find_at_boundary() {
        const std::vector<BoundarySide> sides = boundary_sides(joined());
        double sum = 0.0;
        std::set<std::int32_t> nodes;
        std::set<std::pair<std::int32_t, std::int32_t>> neighbours;
        for (const BoundarySide& side : sides) {
            sum += std::hypot(x(side.b) - x(side.a), y(side.b) - y(side.a));
            nodes.insert({side.a, side.b});
            neighbours.insert({side.a, side.b});
            neighbours.insert({side.b, side.a});
        }
        mesh::surface::BoxIndex index(
            std::max(2.0 * sum / static_cast<double>(std::max<std::size_t>(sides.size(), 1)), 1e-3));
        for (std::size_t i = 0; i < sides.size(); ++i) {
            const BoundarySide& side = sides[i];
            const double room =
                std::max(settings_.tolerance, gap_share * std::hypot(x(side.b) - x(side.a), y(side.b) - y(side.a)));
            index.add(static_cast<std::int32_t>(i), std::min(x(side.a), x(side.b)) - room,
                      std::min(y(side.a), y(side.b)) - room, std::max(x(side.a), x(side.b)) + room,
                      std::max(y(side.a), y(side.b)) + room);
        }
        for (const std::int32_t node : nodes) {
            std::set<std::int32_t> seen;
            index.near(x(node), y(node), x(node), y(node), [&](std::int32_t number) {
                const BoundarySide& side = sides[static_cast<std::size_t>(number)];
                if (side.a != node && side.b != node && seen.insert(number).second)
                    classify(node, side, neighbours.count({node, side.a}) + neighbours.count({node, side.b}) > 0);
            });
        }
    }

    void classify(std::int32_t node, const BoundarySide& side, bool neighbour) {
        for (const std::int32_t corner : mesh_.corners(side.cell))
            if (same_[static_cast<std::size_t>(corner)] == node)
                return;  // a corner on its own cell's side: no area, which is told as such
        const double dx = x(side.b) - x(side.a);
        const double dy = y(side.b) - y(side.a);
        const double length = std::hypot(dx, dy);
        if (!(length > 0.0))
            return;
        const double along = ((x(node) - x(side.a)) * dx + (y(node) - y(side.a)) * dy) / length;
        const double left = (dx * (y(node) - y(side.a)) - dy * (x(node) - x(side.a))) / length;
        const double room = std::max(settings_.tolerance, 1e-9 * length);
        const double gap = gap_share * length;
        if (std::abs(left) <= room && along > room && along < length - room)
            hanging_.push_back({node, side, std::abs(left), along / length});
        else if (left < -room && left > -gap && along > -gap && along < length + gap && !neighbour)
            gaps_.push_back({node, side, -left, along / length});
    }

    void report_nodes() {
        if (settings_.mending == Mending::refuse) {
            const std::vector<std::int32_t> cell_of = first_cells();
            for (std::size_t i = 0; i < coincident_.size(); ++i) {
                const auto [node, other, distance] = coincident_[i];
                const std::int32_t one = cell_of[static_cast<std::size_t>(node)];
                const std::int32_t two = cell_of[static_cast<std::size_t>(other)];
                refuse(one, "coincident-nodes", i,
                       fmt::format(
                           "node {} of element {} and node {} of element {} at ({:.3f}, {:.3f}), {:.3g} m apart: "
                           "a wall between their elements",
                           node_number(node), number(one), node_number(other), number(two), x(node), y(node), distance),
                       "one node; the surface's key mesh_faults = \"join\" makes it one, \"walls\" leaves the wall");
            }
            count_rest("coincident-nodes", coincident_.size());
            for (std::size_t i = 0; i < hanging_.size(); ++i) {
                const OnSide& h = hanging_[i];
                refuse(
                    h.side.cell, "hanging-node", i,
                    fmt::format("node {} at ({:.3f}, {:.3f}) on the side from node {} to node {} of element {}: a wall "
                                "there",
                                node_number(h.node), x(h.node), y(h.node), node_number(h.side.a), node_number(h.side.b),
                                number(h.side.cell)),
                    "a corner of both elements; the surface's key mesh_faults = \"join\" cuts the element there, "
                    "\"walls\" leaves the wall");
            }
            count_rest("hanging-node", hanging_.size());
        }
        for (std::size_t i = 0; i < gaps_.size() && settings_.mending != Mending::walls; ++i) {
            const OnSide& g = gaps_[i];
            refuse(
                g.side.cell, "narrow-gap", i,
                fmt::format("a gap of {:.3g} m between node {} at ({:.3f}, {:.3f}) and element {}, whose side is "
                            "{:.3g} m long",
                            g.distance, node_number(g.node), x(g.node), y(g.node), number(g.side.cell),
                            std::hypot(x(g.side.b) - x(g.side.a), y(g.side.b) - y(g.side.a))),
                "cells that meet; mesh_faults = \"join\" with a larger mesh_tolerance, or \"walls\" where the gap is "
                "a wall that is meant");
        }
        if (settings_.mending != Mending::walls)
            count_rest("narrow-gap", gaps_.size());
        else if (!coincident_.empty() || !hanging_.empty() || !gaps_.empty())
            report_.notes.push_back(
                fmt::format("mesh: {} coincident nodes, {} hanging nodes and {} narrow gaps are left "
                            "as walls",
                            coincident_.size(), hanging_.size(), gaps_.size()));
    }

    [[nodiscard]] std::vector<std::int32_t> first_cells() const {
        std::vector<std::int32_t> cell_of(same_.size(), -1);
        for (std::int32_t cell = mesh_.cell_count() - 1; cell >= 0; --cell)
            for (const std::int32_t node : mesh_.corners(cell))
                cell_of[static_cast<std::size_t>(node)] = cell;
        return cell_of;
    }

    void join() {
        if (coincident_.empty() && hanging_.empty())
            return;
        std::vector<double> sum(same_.size(), 0.0);
        std::vector<int> count(same_.size(), 0);
        double step = 0.0;
        for (std::size_t node = 0; node < same_.size(); ++node) {
            const auto to = static_cast<std::size_t>(same_[node]);
            sum[to] += file_.node_z[node];
            ++count[to];
            step = std::max(step, std::abs(file_.node_z[node] - file_.node_z[to]));
        }
        for (std::size_t node = 0; node < same_.size(); ++node)
            if (count[node] > 1)
                file_.node_z[node] = sum[node] / count[node];
        mesh_ = joined();
        std::map<std::int32_t, std::vector<OnSide>> by_cell;
        for (const OnSide& h : hanging_)
            by_cell[h.side.cell].push_back(h);
        cut_cells(by_cell);
        report_.notes.push_back(
            fmt::format("mesh: {} coincident nodes are joined (elevations up to {:.3g} m apart take "
                        "their mean), {} elements are cut at {} hanging nodes",
                        coincident_.size(), step, by_cell.size(), hanging_.size()));
    }

    void cut_cells(const std::map<std::int32_t, std::vector<OnSide>>& by_cell) {
        mesh::surface::PlainMesh cut;
        cut.node_x = mesh_.node_x;
        cut.node_y = mesh_.node_y;
        std::vector<std::int32_t> material;
        std::vector<std::int64_t> numbers;
        std::vector<int> lines;
        for (std::int32_t cell = 0; cell < mesh_.cell_count(); ++cell) {
            const auto corners = mesh_.corners(cell);
            std::vector<std::int32_t> polygon(corners.begin(), corners.end());
            if (const auto found = by_cell.find(cell); found == by_cell.end()) {
                cut.add_cell(polygon);
            } else {
                if (mesh_.twice_area(cell) < 0.0)
                    std::reverse(polygon.begin(), polygon.end());
                mesh::surface::add_in_triangles(cut, with_nodes(polygon, found->second));
            }
            const auto at = static_cast<std::size_t>(cell);
            material.resize(static_cast<std::size_t>(cut.cell_count()), file_.material[at]);
            numbers.resize(static_cast<std::size_t>(cut.cell_count()), file_.cell_number[at]);
            lines.resize(static_cast<std::size_t>(cut.cell_count()), file_.cell_line[at]);
        }
        mesh_ = std::move(cut);
        file_.material = std::move(material);
        file_.cell_number = std::move(numbers);
        file_.cell_line = std::move(lines);
    }

    /// The corners of a cell with the hanging nodes of each side between them, in order.
    static std::vector<std::int32_t> with_nodes(const std::vector<std::int32_t>& corners, std::vector<OnSide> nodes) {
        std::sort(nodes.begin(), nodes.end(), [](const OnSide& a, const OnSide& b) { return a.along < b.along; });
        std::vector<std::int32_t> polygon;
        for (std::size_t k = 0; k < corners.size(); ++k) {
            polygon.push_back(corners[k]);
            for (const OnSide& h : nodes)
                if (h.side.a == corners[k] && h.side.b == corners[(k + 1) % corners.size()])
                    polygon.push_back(h.node);
        }
        return polygon;
    }

    MeshFile& file_;
    mesh::surface::PlainMesh& mesh_;
    std::string path_;
    FaultSettings settings_;
    std::vector<std::int32_t> same_;  ///< [nodes] the node each is one with
    std::vector<Pair> coincident_;
    std::vector<OnSide> hanging_, gaps_;
    std::size_t overlaps_ = 0;
    FaultReport report_;
};

}  // namespace

FaultReport mend_faults(MeshFile& file, const std::filesystem::path& path, const FaultSettings& settings) {
    return Mender(file, path, settings).run();
}

}  // namespace liriver::data::meshes
