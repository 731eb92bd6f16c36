#pragma once
// A hydraulic jump that stands across a straight channel, in which nothing varies across the flow.
#include "tests/verification/surface/made_meshes.h"

namespace liriver::tests::surface {

struct StandingJumpCase {
    bool friction;  ///< a level bed with n = 0.02; false: without friction on an adverse slope
    double froude;  ///< before the jump
    int cells;      ///< along the 60 m of the channel; a fifth of them across
    Shape shape;
    double degrees;  ///< by which the mesh is turned against the flow
};

/// Discharges per metre are those of the cells, h u, relative to the exact one.
struct StandingJump {
    double departure = 0.0;  ///< the largest, outside the three cells along the flow that hold the jump
    double spread = 0.0;     ///< across the flow, within those three cells
    double backflow = 0.0;   ///< the largest against the flow
};
StandingJump standing_jump(const StandingJumpCase& c);

/// The largest relative difference between neighbouring rows of depth and of h u, after 500 steps, where a jump moves
/// slowly along squares that are aligned with it and one row starts with 1 % of noise.
double slow_shock_spread();

/// How much the momentum that two streams of 1 and 2 m/s side by side exchange smears the layer between them: its
/// momentum thickness after 40 m by that of HLLC alone.
double shear_layer_thickness();

}  // namespace liriver::tests::surface
