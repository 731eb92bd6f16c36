#pragma once
// The momentum equation of one face at Newton's iterate, term by term, with its derivatives: the same for a face at an
// end and for those along a chain, which are computed several at a time. Without branches, so that they can be.
#include <cmath>

#include "solver/vector_paths.h"

namespace liriver::solver::channel {

/// A face, its own flow, and the sections on its left and right.
struct MomentumFace {
    double u = 0.0, u0 = 0.0, u_hat = 0.0;  ///< velocity at the iterate, at the step's start, mean over the step
    double q_hat = 0.0, theta = 0.0, area = 0.0;
    double by_u = 0.0, by_left = 0.0, by_right = 0.0;  ///< derivatives of q_hat
    double area_left = 0.0, area_right = 0.0;
    double width_left = 0.0, width_right = 0.0;
    double inverse_distance = 0.0;
};

/// Residual, and derivatives by the face's velocity and by the stages on its left and right.
struct MomentumRow {
    double residual = 0.0;
    double by_u = 0.0, by_left = 0.0, by_right = 0.0;
    double by_u_advected = 0.0;  ///< of the advection alone
};

/// What of the velocity or the discharge beyond an end the residual carries over: its derivative by each.
struct Carried {
    double by_through = 0.0, flow = 0.0, through = 0.0;
};

/// 1/K^2 weighed over the two sections of a face, and its derivatives by their stages.
struct Friction {
    double inverse = 0.0;
    double by_left = 0.0, by_right = 0.0;
};

/// What friction needs of a section: conveyance, 1 / (2 K^2) and its derivative by stage.
struct Drag {
    double conveyance = 0.0, drag = 0.0, slope = 0.0;
};

/// `weight` is that of the upstream section, 1/2 to 1. A downstream section that carries less than half of what the
/// upstream one does counts as half, so that a front can run out over dry ground.
LIRIVER_KERNEL Friction friction_of(const Drag& left, const Drag& right, double weight, bool down) {
    const double conveyance_up = down ? left.conveyance : right.conveyance;
    const double conveyance_below = down ? right.conveyance : left.conveyance;
    const double drag_up = down ? left.drag : right.drag;
    const double drag_below = down ? right.drag : left.drag;
    const double slope_up = down ? left.slope : right.slope;
    const double slope_below = down ? right.slope : left.slope;
    const bool held = conveyance_below < 0.5 * conveyance_up;
    const double w_up = 2.0 * weight;
    const double w_below = 2.0 - w_up;
    const double inverse = w_up * drag_up + w_below * (held ? 4.0 * drag_up : drag_below);
    const double by_up = (held ? w_up + 4.0 * w_below : w_up) * slope_up;
    const double by_below = held ? 0.0 : w_below * slope_below;
    return {inverse, down ? by_up : by_below, down ? by_below : by_up};
}

/// Weights of the two sections' areas in the face's: upwind plus half the limited difference.
struct AreaWeights {
    double left = 0.0, right = 0.0;
};

LIRIVER_KERNEL AreaWeights area_weights(double limiter, bool limiter_holds, bool down) {
    const double half = limiter_holds ? 0.5 * limiter : 0.0;
    return {down ? 1.0 - half : half, down ? half : 1.0 - half};
}

/// A* (u' - u)
LIRIVER_KERNEL MomentumRow rate_of_change(const MomentumFace& face, double area0_left, double area0_right) {
    const double mean_area = 0.5 * (face.area_left + face.area_right);
    const double inertia = (1.0 - face.theta) * mean_area + face.theta * 0.5 * (area0_left + area0_right);
    const double gained = face.u - face.u0;
    const double by_area = 0.5 * (1.0 - face.theta) * gained;
    return {inertia * gained, inertia, by_area * face.width_left, by_area * face.width_right, 0.0};
}

/// dt/D Q (u - u_beyond) at the west (`toward` = 1) or the east end (-1): the water that comes in brings the velocity
/// beyond, with the weight `in`; what goes out takes the face's own, with the weight `out`.
LIRIVER_KERNEL Carried advect(MomentumRow& row, const MomentumFace& face, double toward, double rate,
                              double velocity_beyond, double discharge_beyond, double in, double out) {
    const double through = 0.5 * (face.q_hat + discharge_beyond);
    const double weight = toward * through > 0.0 ? in : out;
    const double jump = toward * (face.u_hat - velocity_beyond);
    const double flow = rate * through * weight;
    const double by_through = 0.5 * rate * weight * jump;
    row.residual += flow * jump;
    row.by_u_advected += by_through * face.by_u + toward * flow * face.theta;
    row.by_left += by_through * face.by_left;
    row.by_right += by_through * face.by_right;
    return {by_through, flow, through};
}

/// Water that comes in from the side (`gained`, m2 during the step) has to be brought up to speed. `taken_up_left` and
/// `taken_up_right` are its derivatives by the stages.
LIRIVER_KERNEL void bring_up_to_speed(MomentumRow& row, const MomentumFace& face, double gained, double taken_up_left,
                                      double taken_up_right) {
    const bool comes = gained > 0.0;
    row.residual += comes ? gained * face.u_hat : 0.0;
    row.by_u += comes ? gained * face.theta : 0.0;
    row.by_left += comes ? taken_up_left * face.u_hat : 0.0;
    row.by_right += comes ? taken_up_right * face.u_hat : 0.0;
}

/// dt g [theta A' (dz'/D + S_f') + (1 - theta) A (dz/D + S_f)]; `pull` is dt g, `drop` z_R - z_L, `push_before` the
/// bracket's second term.
LIRIVER_KERNEL void slope_and_friction(MomentumRow& row, const MomentumFace& face, double pull, double drop,
                                       const Friction& drag, double push_before) {
    const double mean_area = 0.5 * (face.area_left + face.area_right);
    const double q = face.area * face.u;
    const double square = q * std::abs(q);
    const double slope = drop * face.inverse_distance + square * drag.inverse;
    const double by_q_hat = 2.0 * std::abs(q) * drag.inverse;  // theta is inside the flow's own derivatives
    const double weighed = pull * face.theta * mean_area;
    const double by_width = pull * face.theta * 0.5 * slope;
    const double by_flow = pull * mean_area * by_q_hat;
    row.residual += weighed * slope + pull * (1.0 - face.theta) * push_before;
    row.by_u += by_flow * face.by_u;
    row.by_left +=
        by_width * face.width_left + by_flow * face.by_left + weighed * (square * drag.by_left - face.inverse_distance);
    row.by_right += by_width * face.width_right + by_flow * face.by_right +
                    weighed * (square * drag.by_right + face.inverse_distance);
}

/// Derivative by the face's own velocity. A row keeps a positive diagonal: what of the advection could turn it around
/// is left out.
LIRIVER_KERNEL double diagonal_of(const MomentumRow& row) {
    const double least = -0.5 * row.by_u;
    return row.by_u + (row.by_u_advected > least ? row.by_u_advected : least);
}

}  // namespace liriver::solver::channel
