#pragma once
// What the kernels of slopes gather of a block of cells.
#include <cstdint>

#include "mesh/network/polyline.h"
#include "solver/surface/surface_geometry.h"
#include "solver/surface/vector_paths.h"

namespace liriver::solver::surface {

// A block of cells with what surrounds them. Slots are the faces of a cell.
struct SlopeBlock {
    std::int32_t cell[block_size];
    alignas(64) mesh::network::Point centroid[block_size];
    alignas(64) double near_depth[4][block_size], near_u[4][block_size], near_v[4][block_size], near_bed[4][block_size];
    alignas(64) double stage_step[4][block_size],
        depth_step[4][block_size], u_step[4][block_size], v_step[4][block_size];  // neighbour's minus the cell's
    alignas(64) mesh::network::Point midpoint[4][block_size];
    alignas(64) double to_x[4][block_size], to_y[4][block_size];  // from the centroid to the face's midpoint
    alignas(64) double beside[block_size];                        // 1 in cells beside a boundary, where a block has any
    alignas(64) double judged[4][block_size];  // 1 where a face limits slopes, 0 where nothing is known beyond it
    alignas(64) SurfaceGeometry::Weight weight[4][block_size];
    // What cells beyond the neighbours add to a slope, and their greatest steps: of stage, depth, u and v
    alignas(64) double far_x[4][block_size], far_y[4][block_size], far_low[4][block_size], far_high[4][block_size];
    alignas(64) double depth[block_size], u[block_size], v[block_size], bed[block_size], manning_n[block_size],
        seconds[block_size];
    alignas(64) float ground_x[block_size], ground_y[block_size], bed_gap[block_size];
    alignas(64) double depth_x[block_size], depth_y[block_size], u_x[block_size], u_y[block_size], v_x[block_size],
        v_y[block_size], bed_x[block_size], bed_y[block_size];
    alignas(64) double shock[block_size], u_rate[block_size], v_rate[block_size];
};

}  // namespace liriver::solver::surface
