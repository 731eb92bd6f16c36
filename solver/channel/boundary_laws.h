#pragma once
// Discharge laws at the network's ends, each with its derivative for Newton's method.
#include "solver/channel/channel_mesh.h"

namespace liriver::solver::channel {

struct BoundaryFlow {
    double discharge = 0.0;  ///< m3/s, positive downstream
    double by_stage = 0.0;   ///< derivative, m2/s
};
/// Discharge of a boundary that acts on stage (normal depth, rating); zero for the other kinds, of which a free outfall
/// has a curve of its own (`CriticalDischarge`), and on a dry bed.
BoundaryFlow boundary_flow(const ChannelBoundary& boundary, double stage, const Hydraulics& section);

}  // namespace liriver::solver::channel
