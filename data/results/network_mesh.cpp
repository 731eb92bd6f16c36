#include "data/results/network_mesh.h"

#include <algorithm>

#include <fmt/format.h>

namespace liriver::data::results {

using mesh::field::Error;
using std::string;

tl::expected<void, Error> check(const NetworkMesh& mesh) {
    const auto refuse = [](const string& found, const string& expected) {
        return tl::unexpected(Error{"network mesh", found, expected});
    };
    const std::size_t nodes = mesh.node_count();
    if (nodes < 2 || mesh.edge_count() < 1)
        return refuse(fmt::format("{} nodes and {} edges", nodes, mesh.edge_count()), "at least two nodes and an edge");
    for (const std::size_t size : {mesh.node_y.size(), mesh.chainage.size(), mesh.bed_elevation.size(),
                                   mesh.bank_elevation.size(), mesh.reach.size()})
        if (size != nodes)
            return refuse(fmt::format("a node array of {} values", size), fmt::format("{}", nodes));
    if (mesh.edge_to.size() != mesh.edge_count())
        return refuse("edge_from and edge_to of different lengths", "one of each an edge");
    const auto outside = [](const std::vector<std::int32_t>& indices, std::size_t size) {
        return std::any_of(indices.begin(), indices.end(),
                           [size](std::int32_t i) { return i < 0 || static_cast<std::size_t>(i) >= size; });
    };
    if (outside(mesh.edge_from, nodes) || outside(mesh.edge_to, nodes))
        return refuse("an edge to a node that is not there", fmt::format("node indices from 0 to {}", nodes - 1));
    if (outside(mesh.reach, mesh.reach_names.size()))
        return refuse("a node on a reach that is not there", "indices of reach_names");
    return {};
}

}  // namespace liriver::data::results
