#pragma once
// What is done with all cells in line, several at a time.
#include <cstdint>

#include "solver/channel/block_elimination.h"
#include "solver/channel/hydraulic_table.h"

namespace liriver::solver::channel {

/// The solver's arrays by cell.
struct CellColumns {
    double *z, *storage, *flow_area, *top_width, *conveyance, *conveyance_slope, *drag, *drag_slope;
    const double *bed, *film, *length, *z0, *z_before, *z_start, *volume, *volume_next;
    const double* most_depth;  ///< null, or m beyond which a cell's depth counts no more for the step's length
    const DepthInterval* intervals;
    const std::int32_t *first_interval, *end_interval;
    std::int32_t* cursor;
};

/// The same from another cell on.
CellColumns from(const CellColumns& cells, std::int32_t first);

/// Looks up the tables at z.
void look_up(const CellColumns& cells, std::int32_t count);

/// z extrapolated by `reach_out` times the last change, where that leaves half of the depth. Changes that are small
/// against the square root of `kept` times the depth are not extrapolated.
void foretell_stages(const CellColumns& cells, std::int32_t count, double reach_out, double kept);
/// The same for velocities u from u0 and those before.
void foretell_velocities(double* u, const double* u0, const double* before, std::int32_t count, double reach_out,
                         double kept);

/// The largest of Newton's corrections of the stages, and of the changes since the step's start that they make,
/// relative to the depth.
struct StageCorrections {
    double correction = 0.0, change = 0.0;
    std::int32_t worst_cell = -1;  ///< of the largest correction, from the first one on
    bool finite = true;
};
StageCorrections measure_corrections(const CellColumns& cells, std::int32_t count, const Pair* corrections);

/// z from volume_next, as before where that is `volume` still; the largest departure from z_start against the depth.
double settle_stages(const CellColumns& cells, std::int32_t count);

}  // namespace liriver::solver::channel
