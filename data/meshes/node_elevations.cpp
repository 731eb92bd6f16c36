#include "data/meshes/node_elevations.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "mesh/gis/implausible.h"

namespace liriver::data::meshes {
namespace {

class Nodes {
  public:
    Nodes(MeshFile& file, const std::filesystem::path& path, const NodeGround& ground)
        : file_(file), path_(path.string()), ground_(ground) {
        const mesh::surface::PlainMesh& mesh = file.mesh;
        std::vector<std::pair<std::int32_t, std::int32_t>> sides;
        for (std::int32_t cell = 0; cell < mesh.cell_count(); ++cell) {
            const auto corners = mesh.corners(cell);
            for (std::size_t k = 0; k < corners.size(); ++k) {
                sides.emplace_back(corners[k], corners[(k + 1) % corners.size()]);
                sides.emplace_back(corners[(k + 1) % corners.size()], corners[k]);
            }
        }
        std::sort(sides.begin(), sides.end());
        sides.erase(std::unique(sides.begin(), sides.end()), sides.end());
        first_.assign(file.node_z.size() + 1, 0);
        for (const auto& side : sides) {
            ++first_[static_cast<std::size_t>(side.first) + 1];
            neighbours_.push_back(side.second);
        }
        for (std::size_t i = 1; i < first_.size(); ++i)
            first_[i] += first_[i - 1];
    }

    FaultReport run() {
        fill();
        if (report_.problems.empty())
            find();
        return std::move(report_);
    }

  private:
    template <typename Visit>
    void around(std::size_t node, Visit&& visit) const {
        for (std::size_t i = first_[node]; i < first_[node + 1]; ++i)
            visit(static_cast<std::size_t>(neighbours_[i]));
    }
    [[nodiscard]] bool used(std::size_t node) const { return first_[node + 1] > first_[node]; }

    void fill() {
        std::vector<double>& z = file_.node_z;
        std::vector<std::size_t> open;
        for (std::size_t node = 0; node < z.size(); ++node)
            if (used(node) &&
                ((ground_.nodata && z[node] == *ground_.nodata) || (ground_.lowest && z[node] < *ground_.lowest))) {
                z[node] = std::nan("");
                open.push_back(node);
            }
        const std::size_t all = open.size();
        while (!open.empty()) {
            std::vector<std::pair<std::size_t, double>> known;
            std::vector<std::size_t> rest;
            for (const std::size_t node : open) {
                double sum = 0.0;
                int count = 0;
                around(node, [&](std::size_t other) {
                    if (!std::isnan(z[other])) {
                        sum += z[other];
                        ++count;
                    }
                });
                if (count > 0)
                    known.emplace_back(node, sum / count);
                else
                    rest.push_back(node);
            }
            if (known.empty()) {
                report_.problems.push_back(
                    {path_,
                     0,
                     0,
                     "no-elevation",
                     "node",
                     fmt::format("{} nodes without an elevation, none of their neighbours has one", rest.size()),
                     "nodes with elevations",
                     {}});
                return;
            }
            for (const auto& [node, mean] : known)
                z[node] = mean;
            open = std::move(rest);
        }
        if (all > 0)
            report_.notes.push_back(
                fmt::format("mesh: {} nodes without an elevation take the mean of their neighbours", all));
    }

    [[nodiscard]] bool out_of_range(double z) const { return mesh::gis::is_out_of_range(z, plausible()); }
    [[nodiscard]] mesh::gis::PlausibleGround plausible() const {
        mesh::gis::PlausibleGround plausible;
        plausible.any_low = ground_.lowest.has_value();
        return plausible;
    }

    [[nodiscard]] bool no_neighbour_is_near(std::size_t node) const {
        const double z = file_.node_z[node];
        bool off = true;
        bool known = false;
        around(node, [&](std::size_t other) {
            const double near = file_.node_z[other];
            if (near == z)
                return;
            known = true;
            off = off && mesh::gis::stands_off(z, near, plausible());
        });
        return off && known;
    }

    void find() {
        struct Group {
            std::size_t first = 0, count = 0;
            bool range = false;
        };
        std::map<double, Group> groups;
        for (std::size_t node = 0; node < file_.node_z.size(); ++node) {
            const double z = file_.node_z[node];
            const bool range = out_of_range(z);
            if (!used(node) || (!range && !no_neighbour_is_near(node)))
                continue;
            Group& group = groups[z];
            if (group.count++ == 0)
                group = {node, 1, range};
        }
        constexpr std::size_t most = 20;
        std::size_t shown = 0;
        for (const auto& entry : groups) {
            const double z = entry.first;  // lambdas take no structured bindings
            const Group& group = entry.second;
            if (shown++ == most)
                break;
            double near = std::nan("");
            around(group.first, [&](std::size_t other) {
                const double here = file_.node_z[other];
                if (here != z && !out_of_range(here) && (std::isnan(near) || std::abs(here - z) < std::abs(near - z)))
                    near = here;
            });
            report_.problems.push_back(
                {path_,
                 0,
                 0,
                 "implausible-ground",
                 "mesh_nodata",
                 fmt::format("{} node{} at {:.6g} m, the first node {} at ({:.2f}, {:.2f}){}", group.count,
                             group.count == 1 ? "" : "s", z, file_.node_number[group.first],
                             file_.mesh.node_x[group.first], file_.mesh.node_y[group.first],
                             std::isnan(near) ? "" : fmt::format(", beside nodes at {:.1f} m or farther off", near)),
                 fmt::format(
                     "the surface's key mesh_nodata = {:.8g} where this stands for no elevation (the node takes "
                     "the mean of its neighbours), or mesh_lowest (m), below which there is none{}",
                     z, z < 0.0 || !group.range ? " and above which all is ground" : ""),
                 {}});
        }
    }

    MeshFile& file_;
    std::string path_;
    NodeGround ground_;
    std::vector<std::size_t> first_;
    std::vector<std::int32_t> neighbours_;
    FaultReport report_;
};

}  // namespace

FaultReport check_node_elevations(MeshFile& file, const std::filesystem::path& path, const NodeGround& ground) {
    return Nodes(file, path, ground).run();
}

}  // namespace liriver::data::meshes
