#pragma once
// Of one sub-step on a 2D mesh: which volumes take face values from gradients, and where on their faces.
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "solver/transport/mesh_stencils.h"

namespace liriver::solver::transport {

class WaterWeights;

/// A volume that water leaves takes gradients if all volumes around its vertices hold water. What leaves over face f in
/// the sub-step was in its middle, in the mean, half a sub-step's way upstream:
///   delta = g . (x_f - x_u - d_u / 2),  d_u = sum over faces of outflow (x_f - x_u) / W_u,
/// the way that the volume's water goes in the sub-step (MUSCL-Hancock; van Leer, SIAM J. Sci. Stat. Comput. 5, 1984).
/// g = g_u + (1 - 2 C) / 3 (g_f - g_u), of the volume's gradient and the mean of the face's two vertices': in one
/// dimension on an even grid third order (Leonard 1979).
class MeshWeights {
  public:
    MeshWeights(const Graph& graph, const Topology& topology, double dry_water);

    /// Takes volumes over from `weights`: sets `antidiffusive_crossing` to 0 for the faces that they flow out over.
    /// `water` [volumes]: m3, about now.
    template <class Range>
    void prepare(WaterWeights& weights, std::span<const double> water, const Range& range);

    const MeshStencils stencils;
    std::vector<std::int32_t> listed_volumes;   ///< those that take gradients
    std::vector<std::int32_t> listed_vertices;  ///< all of theirs
    std::vector<double> way_x, way_y;           ///< [volumes] d_u / 2, m
    std::vector<double> downstream;             ///< [volumes] (1 - 2 C) / 3
    std::vector<double> crossing;               ///< [faces] m3, signed: what leaves a listed volume; else 0

  private:
    [[nodiscard]] bool all_hold_water(std::size_t volume, std::span<const double> water);
    void list_vertices(std::size_t volume);

    const Topology* topology_;
    double dry_water_;
    std::vector<std::uint32_t> looked_at_, listed_in_;  ///< [vertices] in which sub-step, by `now_`
    std::vector<char> wet_;                             ///< [vertices] whether all around hold water
    std::uint32_t now_ = 0;
};

}  // namespace liriver::solver::transport
