#pragma once
// What any hydraulics, 1D or 2D, hands to transport: the graph once, and for each (sub-)step the water.
#include <cstdint>
#include <span>
#include <vector>

namespace liriver::solver::transport {

/// Marks the outer side of a boundary face, a source or an outfall.
inline constexpr std::int32_t outside = -1;

/// The graph of control volumes and faces; it never changes during a run. Water that crosses face f from `from[f]` to
/// `to[f]` is positive. A river boundary, a lateral inflow, an outfall, an abstraction are faces with one side
/// `outside`.
struct Graph {
    std::int32_t volume_count = 0;
    std::vector<std::int32_t> from;  ///< [faces] volume index or `outside`
    std::vector<std::int32_t> to;    ///< [faces] volume index or `outside`
    std::vector<double> distance;    ///< [faces] m between the two centroids along the flow; 0 at the outside
    std::vector<double> centroid_x, centroid_y;  ///< [volumes] m
    std::vector<double> midpoint_x, midpoint_y;  ///< [faces] m
    std::vector<double> normal_x, normal_y;      ///< [faces] unit normal from `from` to `to`
    /// [faces] the two vertices at a face's ends, numbered from 0, or -1 for a face that is no edge of a 2D cell; empty
    /// where no face is. With them face values come from gradients over the volumes around each vertex.
    std::vector<std::int32_t> vertex_a, vertex_b;
};

/// One (sub-)step of water over all or some control volumes. Face flows are taken as constant over the step, so water
/// varies linearly from before to after. For each listed volume
///   water_after = water_before + sum over its faces of +-water_crossed, to round-off.
/// Spans are indexed by volume or face number of the Graph, whatever the lists say.
struct WaterStep {
    double seconds = 0.0;
    std::span<const double> water_before;   ///< [volumes] m3 at the step's start
    std::span<const double> water_after;    ///< [volumes] m3 at the step's end
    std::span<const double> water_crossed;  ///< [faces] m3 during the step, signed
    std::span<const double> mixing;  ///< [faces] m3 exchanged to and fro by dispersion: D A / distance * seconds;
                                     ///< none at the outside; empty: no dispersion
    std::span<const std::int32_t> volumes;  ///< the volumes this step moves; empty: all
    std::span<const std::int32_t> faces;    ///< the faces this step uses; empty: all. Each one's volumes must be listed
    std::span<const std::int32_t>
        advanced;  ///< of a listed step: volumes whose own clock moves on by `seconds` and take
                   ///< in their loads; the others only meet a neighbour's sub-step. Empty: all
    /// [faces] m4, on a 2D mesh: what dispersion's tensor adds to `mixing` (tensor_mixing.h). From `from` to `to` goes
    /// minus the sum of this times the concentration's gradient, limited as the water's antidiffusion is. Empty:
    /// nothing.
    std::span<const double> cross_x = {}, cross_y = {};
};

}  // namespace liriver::solver::transport
