#pragma once
// The flux between two states of water on beds of different height.
#include <algorithm>
#include <cmath>

#include "solver/surface/surface_state.h"

namespace liriver::solver::surface {

/// One side of a face, at its midpoint and the middle of its time step; u across the face, v along it.
struct FaceSide {
    double depth, u, v, bed;
    double push_within = 0.0;  ///< m3/s2, of the bed between the cell's centroid and the face
};

/// A cell's state at a face's midpoint, (dx, dy) from its centroid, `later` seconds into its step, in the face's own
/// directions. The bed's push between centroid and face is g (h_i + h_f)/2 (z_f - z_i): Audusse et al. (2004), 4.8.
[[gnu::always_inline]] inline FaceSide side_at_face(const CellState& c, const CellSlope& s, double dx, double dy,
                                                    double normal_x, double normal_y, double later) {
    const double mean = c.depth + later * depth_rate(c, s);
    const double depth = mean + s.depth_x * dx + s.depth_y * dy;
    const double rise = s.bed_x * dx + s.bed_y * dy;
    const double u = c.u + later * s.u_rate + s.u_x * dx + s.u_y * dy;
    const double v = c.v + later * s.v_rate + s.v_x * dx + s.v_y * dy;
    const double h = depth > 0.0 ? depth : 0.0;
    return {h, u * normal_x + v * normal_y, v * normal_x - u * normal_y, c.bed + rise,
            0.5 * gravity * (h + (mean > 0.0 ? mean : 0.0)) * rise};
}

/// The push of a bank on the water `below` its top that moves towards it with `outward` (or away from it: negative),
/// m3/s2. HLL's flux with a mirror image gives g h^2/2 + c h u at a wall; the hydrostatic reconstruction keeps the
/// first term alone, so that in a cell between dry banks nothing would resist the velocity: rounding errors of a
/// lake at rest would grow there, and a pool would keep the speed of what fell into it. A tenth of the second makes
/// them die away; of water quicker than its waves, a tenth of its h u^2. The whole of it would hold up water that
/// runs onto a shore, which is a staircase only in our eyes. It vanishes with the step: of second order on a smooth
/// bed.
[[gnu::always_inline]] inline double bank_push(double below, double depth, double outward) {
    const double c = std::sqrt(gravity * depth);
    const double speed = outward > c ? outward : c;
    return 0.1 * below * speed * (outward > -c ? outward : -c);
}

/// The pull of a step down, h g (z* - z), on the water that is about to fall over it with `outward`, m3/s2. Water that
/// already has the speed of that fall, u^2 = 2 g (z - z*), is pulled no more: what stays in a cell that empties would
/// gain speed without end.
[[gnu::always_inline]] inline double step_push(double depth, double over, double rise, double outward) {
    const double toward = outward > 0.0 ? outward : 0.0;
    const double full = 0.5 * gravity * (depth + over) * rise;
    const double eased = full + 0.25 * (depth + over) * toward * toward;
    return rise < 0.0 ? (eased < 0.0 ? eased : 0.0) : full;
}

/// How a standing jump's momentum is dissipated at a face. `u_step`, `v_step`: the right cell's velocity less the left
/// one's, across the face and along it, m/s.
struct ShockDissipation {
    double speed = 0.0;  ///< m/s; 0: no jump
    double u_step = 0.0, v_step = 0.0;
};

/// Hydrostatic reconstruction of Chen and Noelle (SIAM J. Numer. Anal. 55, 2017, eq. 3.6-3.9): the bed between the two
/// sides is z* = min(max(z_L, z_R), min(eta_L, eta_R)), the depths over it are h* = min(eta - z*, h), and each side
/// feels the push g (h + h*)/2 (z* - z). Still water stays still; water that falls over a step keeps its weight, which
/// the reconstruction of Audusse et al. (2004) loses where the step is higher than the water is deep, until it has the
/// speed of the fall (`step_push`).
/// Water below the step meets a bank: what h* leaves out of h feels a tenth of a wall's resistance (`bank_push`).
/// A crest under water is a step that has no width. Then the HLLC flux (Toro, Shock-Capturing Methods for Free-Surface
/// Flows, 2001, 10.4-10.6) with his two-rarefaction wave speeds, and those of a front on dry ground.
/// In a standing jump HLLC's lack of dissipation along the jump lets it break into stripes (Kemm, Commun. Comput. Phys.
/// 16, 2014; Quirk, Int. J. Numer. Methods Fluids 18, 1994): there the momentum along a face has HLL's flux, blended in
/// up to a thirtieth of the fan's width, and the cells' difference of velocity is dissipated (von Neumann and
/// Richtmyer, J. Appl. Phys. 21, 1950) with the mean depth, at the most twice the lesser.
[[gnu::always_inline]] inline FaceFlux face_flux(const FaceSide& left, const FaceSide& right, double crest = -1e30,
                                                 const ShockDissipation& shock = {}) {
    const double stage_left = left.depth + left.bed;
    const double stage_right = right.depth + right.bed;
    const double lower_stage = stage_left < stage_right ? stage_left : stage_right;
    const double higher_side = left.bed > right.bed ? left.bed : right.bed;
    const double higher_bed = higher_side > crest ? higher_side : crest;
    const double bed = higher_bed < lower_stage ? higher_bed : lower_stage;
    const double over_left = stage_left - bed;
    const double over_right = stage_right - bed;
    const double h_left = over_left < left.depth ? (over_left > 0.0 ? over_left : 0.0) : left.depth;
    const double h_right = over_right < right.depth ? (over_right > 0.0 ? over_right : 0.0) : right.depth;

    const double c_left = std::sqrt(gravity * h_left);
    const double c_right = std::sqrt(gravity * h_right);
    const double u_middle = 0.5 * (left.u + right.u) + c_left - c_right;
    const double c_guess = 0.5 * (c_left + c_right) + 0.25 * (left.u - right.u);
    const double c_middle = c_guess > 0.0 ? c_guess : 0.0;
    const double slow_left = left.u - c_left;
    const double slow_middle = u_middle - c_middle;
    const double fast_right = right.u + c_right;
    const double fast_middle = u_middle + c_middle;
    double slow = slow_left < slow_middle ? slow_left : slow_middle;
    double fast = fast_right > fast_middle ? fast_right : fast_middle;
    slow = h_left > 0.0 ? slow : right.u - 2.0 * c_right;
    fast = h_right > 0.0 ? fast : left.u + 2.0 * c_left;
    const double s_left = slow < 0.0 ? slow : 0.0;
    const double s_right = fast > 0.0 ? fast : 0.0;
    const double width = s_right - s_left;
    const double share = 1.0 / (width > 1e-12 ? width : 1e-12);

    const double q_left = h_left * left.u;
    const double q_right = h_right * right.u;
    const double p_left = q_left * left.u + 0.5 * gravity * h_left * h_left;
    const double p_right = q_right * right.u + 0.5 * gravity * h_right * h_right;
    // HLL: (S_R F_L - S_L F_R + S_L S_R (U_R - U_L)) / (S_R - S_L); the shear wave moves with the water
    const double water = (s_right * q_left - s_left * q_right + s_left * s_right * (h_right - h_left)) * share;
    const double push = (s_right * p_left - s_left * p_right + s_left * s_right * (q_right - q_left)) * share;
    const double bank_left = bank_push(left.depth - h_left, left.depth, left.u);
    const double bank_right = bank_push(right.depth - h_right, right.depth, -right.u);
    const double contact = water * (water > 0.0 ? left.v : right.v);
    const double sheared = (s_right * q_left * left.v - s_left * q_right * right.v +
                            s_left * s_right * (h_right * right.v - h_left * left.v)) *
                           share;
    const double wanted = 30.0 * shock.speed * share;
    const double blend = wanted < 1.0 ? wanted : 1.0;
    const double mean = 0.5 * (h_left + h_right);
    const double twice = 2.0 * (h_left < h_right ? h_left : h_right);
    const double dissipated = shock.speed * (mean < twice ? mean : twice);
    const double across = push - dissipated * shock.u_step;
    return {water, across + step_push(left.depth, h_left, bed - left.bed, left.u) + bank_left,
            across + step_push(right.depth, h_right, bed - right.bed, -right.u) + bank_right,
            contact + blend * (sheared - contact) - dissipated * shock.v_step};
}

}  // namespace liriver::solver::surface
