#pragma once
// Which quadrilaterals of the ribbons become cells: none outside the domain, none on another, room left at confluences.
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "mesh/surface/quad_index.h"
#include "mesh/surface/ribbon.h"
#include "mesh/surface/ring.h"

namespace liriver::mesh::surface {

/// The quadrilaterals of all channels and what the triangles around them must know.
struct ChannelQuads {
    std::vector<Point> nodes;                          ///< of the kept quadrilaterals
    std::vector<std::array<std::int32_t, 4>> corners;  ///< counter-clockwise, numbers of `nodes`
    std::vector<std::int32_t> quad;                    ///< of each, its number in `all`
    std::vector<std::array<std::int32_t, 2>> outline;  ///< sides with a kept quadrilateral on one side only
    std::vector<Point> bank_points;                    ///< banks where a mouth has no quadrilaterals
    /// Channels beyond the domain's rim, left out of the mesh so that it ends with a cross line: closed rings that
    /// begin with the nodes of that line.
    struct Cut {
        std::vector<std::int32_t> line;  ///< nodes, left to right
        std::vector<Point> beyond;       ///< from the right bank around to the left one
        std::vector<Point> inner;        ///< a point in each row of it
    };
    std::vector<Cut> cuts;
    QuadIndex all{100.0};  ///< every quadrilateral of every ribbon, the widest reach first, kept or not
    std::vector<std::string> notes;
};

/// Chooses among the ribbons' quadrilaterals, the widest channel first. A row goes where it is not wholly inside the
/// domain, where a cell of it folds, and where it comes within a cell of another channel (or another bend); around a
/// mouth the cells of the wider channel nearest to it go too, so that triangles have room to grow from one size to the
/// other. Runs of a single row go.
[[nodiscard]] ChannelQuads choose_quads(const std::vector<ChannelReach>& reaches, const std::vector<Ribbon>& ribbons,
                                        const Ring& domain);

}  // namespace liriver::mesh::surface
