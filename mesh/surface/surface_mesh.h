#pragma once
// A two-dimensional mesh of triangles and quadrilaterals: what 2D flow is computed on. Built once, then frozen.
#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <tl/expected.hpp>
#include <vector>

#include "mesh/field/error.h"
#include "mesh/network/polyline.h"

namespace liriver::mesh::surface {

/// Marks the outer side of a face on the rim.
inline constexpr std::int32_t outside = -1;

/// Nodes, cells and faces by number, in flat arrays. Lengths in metres, elevations in metres above the datum.
struct SurfaceMesh {
    // nodes
    std::vector<double> node_x, node_y;

    // cells: corners counter-clockwise, cell i has cell_nodes[first_corner[i]] to before first_corner[i + 1]
    std::vector<std::int32_t> first_corner{0};  ///< [cells + 1]
    std::vector<std::int32_t> cell_nodes;
    std::vector<network::Point> centroid;  ///< [cells]
    std::vector<double> area;              ///< [cells] m2
    std::vector<double> bed_elevation;     ///< [cells] mean over the cell
    std::vector<double> manning_n;         ///< [cells] s/m^(1/3)
    // the faces of each cell, in the order of its corners: face k lies between corners k and k + 1
    std::vector<std::int32_t> cell_faces;  ///< as cell_nodes

    // faces: from `left` to `right`, the normal points out of `left`; inner faces come first, then the rim's
    std::vector<std::int32_t> left, right;  ///< [faces] cells; right is `outside` on the rim
    std::vector<network::Point> midpoint;   ///< [faces]
    std::vector<network::Point> normal;     ///< [faces] of length 1
    std::vector<double> length;             ///< [faces]
    /// Lowest elevation at which water passes a face: a levee's, a road's or a wall's crest; -infinity where there is
    /// none. Empty where no face has one; see `crest` and `set_crest`.
    std::vector<double> crest_elevation;
    std::int32_t inner_faces = 0;

    [[nodiscard]] std::int32_t node_count() const { return static_cast<std::int32_t>(node_x.size()); }
    [[nodiscard]] std::int32_t cell_count() const { return static_cast<std::int32_t>(area.size()); }
    [[nodiscard]] std::int32_t face_count() const { return static_cast<std::int32_t>(left.size()); }
    [[nodiscard]] std::span<const std::int32_t> corners(std::int32_t cell) const {
        return {cell_nodes.data() + first_corner[cell],
                static_cast<std::size_t>(first_corner[cell + 1] - first_corner[cell])};
    }
    /// The nodes at a face's ends: walking from the first to the second, `left` is on the left hand.
    [[nodiscard]] std::array<std::int32_t, 2> ends(std::int32_t face) const;
    [[nodiscard]] double crest(std::int32_t face) const {
        return crest_elevation.empty() ? -std::numeric_limits<double>::infinity()
                                       : crest_elevation[static_cast<std::size_t>(face)];
    }
    /// Gives a face a crest, in place of any that it has; m above the datum.
    void set_crest(std::int32_t face, double elevation);
};

/// Makes all of a mesh that follows from its nodes and cells: centroids, areas, faces, normals. Bed and roughness are
/// left zero for the caller to fill; there are no crests. Corners may run either way round; they are stored
/// counter-clockwise. Cells keep their order; inner faces are numbered by their lower cell, in the
/// order of its corners.
/// Fails, naming the first culprit: a corner that is no node, fewer than three or more than four corners, a cell
/// without area or not convex, a face shared by more than two cells, sizes that do not fit.
[[nodiscard]] tl::expected<SurfaceMesh, field::Error> assemble_mesh(std::vector<double> node_x,
                                                                    std::vector<double> node_y,
                                                                    std::vector<std::int32_t> first_corner,
                                                                    std::vector<std::int32_t> cell_nodes);

}  // namespace liriver::mesh::surface
