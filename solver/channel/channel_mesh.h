#pragma once
// The frozen computational mesh of a river network: control volumes with a section each, faces between them, structures
// that link them, and ends.
#include <cstdint>
#include <vector>

#include "solver/channel/hydraulic_table.h"
#include "solver/structures/structure.h"

namespace liriver::solver::channel {

inline constexpr double gravity = 9.81;  // m/s2

/// What a boundary lays down. `discharge` is signed downstream; the others act on the stage of their cell.
enum class BoundaryKind {
    discharge,     ///< the mean discharge over the step, m3/s; value
    stage,         ///< the stage at the end, m, where the water there is not critical or beyond; value
    normal_depth,  ///< Q = K(z) sqrt(S); parameter S
    free_outfall,  ///< critical flow, Q = A sqrt(g A / T), or supercritical flow as it arrives
    rating,        ///< Q(z) piecewise linear, table `rating`
};

/// An end of a reach, or a place where water enters with momentum.
struct ChannelBoundary {
    std::int32_t cell = 0;
    bool upstream = true;  ///< at the upstream side of its cell: positive discharge enters
    BoundaryKind kind = BoundaryKind::discharge;
    double slope = 0.0;      ///< normal_depth
    double distance = -1.0;  ///< stage: m from the cell's section to the end; negative: half the cell's length
    std::vector<double> rating_stage;      ///< m, growing
    std::vector<double> rating_discharge;  ///< m3/s, not falling
};

/// In place of a link's right cell: what passes leaves the network.
inline constexpr std::int32_t outside = -1;

/// Water that passes from any cell to any other, or to outside, by a structure's discharge law in place of the momentum
/// equation. Several links may join the same cells: a dam with a weir, gates and a fish pass. No law may take water
/// from a cell whose stage is at its bed.
struct ChannelLink {
    std::int32_t left = 0;         ///< a cell, the upstream one
    std::int32_t right = outside;  ///< a cell, or `outside`
    structures::Structure structure;
    double setting = 0.0;         ///< of the structure, where the forcing gives none
    bool side = false;            ///< beside the river's course: what comes in brings no speed along the river
    bool one_way = false;         ///< a flap lets nothing through from right to left
    double outside_stage = -1e6;  ///< m above datum, where right is `outside`; the default is a free fall
};

/// Flat arrays; [cells] and [faces] by number. Cells of a reach follow one another downstream.
struct ChannelMesh {
    HydraulicTables tables;
    // control volumes
    std::vector<std::int32_t> table;  ///< which hydraulic table
    std::vector<double> bed;          ///< m above datum
    std::vector<double> length;       ///< m along the flow
    /// Of which reach a cell is. Where reaches meet, momentum goes on along a reach that passes through and not from
    /// one reach into another. Empty: all cells are of one reach
    std::vector<std::int32_t> reach;
    // faces with a momentum equation, from `left` down to `right`
    std::vector<std::int32_t> left, right;
    std::vector<double> distance;  ///< m between the two sections
    // cells where reaches meet at one energy head; empty: nowhere, they meet at one stage
    std::vector<std::uint8_t> energy_junction;
    // storage nodes, without momentum: cells of length 1 whose table is one of volumes (HydraulicTables::add_storage).
    // A face joins one to the end of a reach, whose section its mouth has. Empty: none
    std::vector<std::uint8_t> lake;
    std::vector<ChannelLink> links;
    std::vector<ChannelBoundary> boundaries;

    [[nodiscard]] std::int32_t cell_count() const { return static_cast<std::int32_t>(bed.size()); }
    [[nodiscard]] bool is_lake(std::int32_t cell) const { return !lake.empty() && lake[cell] != 0; }
    [[nodiscard]] std::int32_t face_count() const { return static_cast<std::int32_t>(left.size()); }
};

}  // namespace liriver::solver::channel
