#pragma once
// The frozen computational mesh of a river network: control volumes with a section each, faces between them, and ends.
#include <cstdint>
#include <vector>

#include "solver/channel/hydraulic_table.h"

namespace liriver::solver::channel {

/// What a boundary lays down. `discharge` is signed downstream; the others act on the stage of their cell.
enum class BoundaryKind {
    discharge,     ///< the mean discharge over the step, m3/s; value
    stage,         ///< the stage outside, m; value
    normal_depth,  ///< Q = K(z) sqrt(S); parameter S
    free_outfall,  ///< critical flow, Q = A sqrt(g A / T)
    rating,        ///< Q(z) piecewise linear, table `rating`
};

/// An end of a reach, or a place where water enters with momentum.
struct ChannelBoundary {
    std::int32_t cell = 0;
    bool upstream = true;  ///< at the upstream side of its cell: positive discharge enters
    BoundaryKind kind = BoundaryKind::discharge;
    double slope = 0.0;                    ///< normal_depth
    std::vector<double> rating_stage;      ///< m, growing
    std::vector<double> rating_discharge;  ///< m3/s, not falling
};

/// Overflow between two neighbouring cells by a discharge formula, in place of the momentum equation.
struct ChannelWeir {
    std::int32_t left = 0, right = 0;  ///< cells, left upstream
    double crest = 0.0;                ///< m above datum
    double width = 0.0;                ///< m
    double coefficient = 1.705;        ///< m^0.5/s, Q = C b H^1.5 (broad-crested: (2/3)^1.5 sqrt(g), Bos 1989, 1.35)
};

/// Flat arrays; [cells] and [faces] by number. Cells of a reach follow one another downstream.
struct ChannelMesh {
    HydraulicTables tables;
    // control volumes
    std::vector<std::int32_t> table;  ///< which hydraulic table
    std::vector<double> bed;          ///< m above datum
    std::vector<double> length;       ///< m along the flow
    // faces with a momentum equation, from `left` down to `right`
    std::vector<std::int32_t> left, right;
    std::vector<double> distance;  ///< m between the two sections
    std::vector<ChannelWeir> weirs;
    std::vector<ChannelBoundary> boundaries;

    [[nodiscard]] std::int32_t cell_count() const { return static_cast<std::int32_t>(bed.size()); }
    [[nodiscard]] std::int32_t face_count() const { return static_cast<std::int32_t>(left.size()); }
};

}  // namespace liriver::solver::channel
