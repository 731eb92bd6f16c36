#pragma once
// The river network as result files know it: the nodes (sections) and edges of a 1D mesh, and the places worth naming
// on it.
#include <cstdint>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "data/results/named_place.h"
#include "mesh/field/error.h"

namespace liriver::data::results {

/// A 1D mesh. All node arrays are as long as `node_x`; edges join nodes and point downstream. An edge whose ends lie on
/// different reaches is a junction or a structure between reaches.
struct NetworkMesh {
    std::vector<double> node_x;            ///< m, in the project's CRS
    std::vector<double> node_y;            ///< m
    std::vector<double> chainage;          ///< m from the reach's upstream end
    std::vector<double> bed_elevation;     ///< m, the section's lowest point
    std::vector<double> bank_elevation;    ///< m, the lower of the section's two ends of the channel
    std::vector<std::int32_t> reach;       ///< index into reach_names
    std::vector<std::string> reach_names;  ///< UTF-8
    std::vector<std::int32_t> edge_from;   ///< node index
    std::vector<std::int32_t> edge_to;     ///< node index
    std::vector<NamedPlace> places;

    [[nodiscard]] std::size_t node_count() const { return node_x.size(); }
    [[nodiscard]] std::size_t edge_count() const { return edge_from.size(); }
};

/// Fails when arrays differ in length, there are not two nodes and an edge, or an index points nowhere.
[[nodiscard]] tl::expected<void, mesh::field::Error> check(const NetworkMesh& mesh);

}  // namespace liriver::data::results
