#pragma once
// One block of constituents through one sub-step.
#include <cstddef>
#include <cstdint>
#include <span>

#include "solver/transport/block.h"
#include "solver/transport/mesh_weights.h"
#include "solver/transport/ranges.h"
#include "solver/transport/topology.h"
#include "solver/transport/water_weights.h"

namespace liriver::solver::transport {

/// What the kernels work on. All but the block is shared by the blocks.
struct Substep {
    const Topology* topology;
    const WaterWeights* weights;
    Block* block;
    double* difference;  ///< [indices][lanes] sum of inflow times (its concentration - the volume's)
    double* change;      ///< [indices][lanes] right side, then change of concentration
    double* flux;        ///< [faces][lanes] limited antidiffusive flux
    double* lowest;      ///< [lanes] below 0 where any new concentration is
    bool* converged;     ///< [1] whether an iterative solve, for graphs too tangled to eliminate, has converged
    bool keeps_flux;     ///< whether `flux` is wanted afterwards
};

/// The right side of all but loads: upwind differences, mixing, limited antidiffusive fluxes.
template <class Range>
void right_side(const Substep& substep, const Range& range);

/// Of that, the upwind differences and mixing alone.
template <class Range>
void differences(const Substep& substep, const Range& range);

/// Adds to the right side what leaves the volumes of a mesh that take gradients beyond first-order upwind, and the
/// cross parts of dispersion; `of_vertices` [vertices][4][lanes] is room to work in.
void add_mesh_fluxes(const Substep& substep, MeshWeights& mesh, double* of_vertices);

/// Solves for the change.
template <class Range>
void solve(const Substep& substep, const Range& range);

/// What crosses the boundary: inflow has the outside's concentration, outflow the volume's (old and new by theta).
void account_boundary(const Substep& substep);

/// Adds the change to the concentrations and notes whether any is below 0.
template <class Range>
void change_concentrations(const Substep& substep, const Range& range);

/// Widens [lowest, highest] of each constituent of the block, [count][2], by its concentrations in the listed volumes.
void widen_extremes(const Block& block, std::span<const std::int32_t> volumes, std::span<double> extremes);

}  // namespace liriver::solver::transport
