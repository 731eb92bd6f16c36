#pragma once
// Discharge laws at the network's ends and over its weirs, each with its derivatives for Newton's method.
#include "solver/channel/channel_mesh.h"

namespace liriver::solver::channel {

struct BoundaryFlow {
    double discharge = 0.0;  ///< m3/s, positive downstream
    double by_stage = 0.0;   ///< derivative, m2/s
};
/// Discharge of a boundary that acts on stage (normal depth, free outfall, rating); zero for the other kinds and on a
/// dry bed.
BoundaryFlow boundary_flow(const ChannelBoundary& boundary, double stage, const Hydraulics& section);

struct WeirFlow {
    double discharge = 0.0;  ///< m3/s, positive from left to right
    double by_left = 0.0, by_right = 0.0;
};
/// Free flow Q = C b H^1.5, drowned by Villemonte's (1947) factor (1 - (h/H)^1.5)^0.385; either direction, continuous.
/// Between h/H = 0.99 and 1 the factor goes linearly to zero, for the formula's slope has no bound there.
WeirFlow weir_flow(const ChannelWeir& weir, double stage_left, double stage_right);

}  // namespace liriver::solver::channel
