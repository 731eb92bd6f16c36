#pragma once
// Of one sub-step on a 2D mesh: which volumes take face values from gradients, and where on their faces.
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "solver/transport/lane_buffer.h"
#include "solver/transport/mesh_stencils.h"
#include "solver/transport/water_step.h"

namespace liriver::solver::transport {

class WaterWeights;

/// A volume that water leaves, or that dispersion has cross parts for, takes gradients if all volumes around its
/// vertices hold water. What leaves over face f in the sub-step was in its middle, in the mean, half a sub-step's way
/// upstream:
///   delta = g . (x_f - x_u - d_u / 2),  d_u = sum over faces of outflow (x_f - x_u) / W_u,
/// the way that the volume's water goes in the sub-step (MUSCL-Hancock; van Leer, SIAM J. Sci. Stat. Comput. 5, 1984).
/// g = g_u + (1 - 2 C) / 3 (g_f - g_u), of the volume's gradient and the mean of the face's two vertices': in one
/// dimension on an even grid third order (Leonard 1979).
class MeshWeights {
  public:
    MeshWeights(const Graph& graph, const Topology& topology, double dry_water);

    /// Takes volumes over from `weights`: sets `antidiffusive_crossing` to 0 for the faces that they flow out over. One
    /// of `substeps` sub-steps of `step`; `water` [volumes]: m3, about now.
    template <class Range>
    void prepare(WaterWeights& weights, const WaterStep& step, int substeps, std::span<const double> water,
                 const Range& range);

    /// Room to work in for so many lanes, the first time that it is wanted.
    void make_room(std::size_t lanes);

    const MeshStencils stencils;
    std::vector<std::int32_t> listed_volumes;   ///< those that take gradients
    std::vector<std::int32_t> listed_vertices;  ///< all of theirs
    std::vector<double> way_x, way_y;           ///< [volumes] d_u / 2, m
    std::vector<double> downstream;             ///< [volumes] (1 - 2 C) / 3
    std::vector<double> crossing;               ///< [faces] m3, signed: what leaves a listed volume; else 0
    bool any_cross = false;                     ///< whether dispersion has cross parts
    std::vector<std::int32_t> cross_faces;      ///< between two listed volumes, where they are not 0
    std::vector<double> cross_x, cross_y;       ///< [faces] m4 in the sub-step
    LaneBuffer limits{0};                       ///< [volumes][4][lanes]: room for more and for less, wanted of each
    LaneBuffer cross_flux{0};                   ///< [faces][lanes]

  private:
    [[nodiscard]] bool all_hold_water(std::size_t volume, std::span<const double> water);
    void list_vertices(std::size_t volume);
    template <class Range>
    void list_cross_faces(const WaterStep& step, int substeps, const Range& range);

    const Topology* topology_;
    double dry_water_;
    /// In which sub-step, by `now_`, a vertex was found to have water, or none, around it, and was listed.
    struct VertexMarks {
        std::uint32_t wet = 0, dry = 0, listed = 0;
    };
    std::vector<VertexMarks> marks_;               ///< [vertices]
    std::vector<std::uint32_t> volume_listed_in_;  ///< [volumes]
    std::size_t lanes_ = 0;
    std::uint32_t now_ = 0;
};

}  // namespace liriver::solver::transport
