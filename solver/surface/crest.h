#pragma once
// Water at a levee, a road or a wall: a face with a crest above the ground on both sides.
#include "solver/surface/riemann.h"

namespace liriver::solver::surface {

/// Flux across a face whose crest is higher than both beds. Below the crest both sides meet a wall. Above it the
/// discharge is that of a broad-crested weir, q = (2/3)^1.5 sqrt(g) H^1.5 with H the energy head over the crest (Bos,
/// Discharge Measurement Structures, 1989, 1.35), drowned by Villemonte's factor (1 - (h/H)^1.5)^0.385 (1947). Where
/// the crest is deep under water, by once to twice its height, it passes over to a step of the bed.
FaceFlux flux_over_crest(const FaceSide& left, const FaceSide& right, double crest);

/// Push of water on a wall: HLL's flux between it and its mirror image, F + S h u; `outward` is its speed towards the
/// wall.
inline double push_on_wall(double depth, double outward) {
    const double c = std::sqrt(gravity * depth);
    const double middle = std::max(c + 0.5 * outward, 0.0);
    const double speed = std::max(c - outward, middle);
    return depth * outward * outward + 0.5 * gravity * depth * depth + speed * depth * outward;
}

}  // namespace liriver::solver::surface
