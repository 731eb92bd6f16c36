#include "solver/surface/crest.h"

namespace liriver::solver::surface {
namespace {

// From the side with the higher head to the other; `up.u` points towards the crest, `down.u` away from it.
struct Overflow {
    double discharge, push_up, push_down;
};

Overflow weir(const FaceSide& up, const FaceSide& down, double crest) {
    const double toward = std::max(up.u, 0.0);
    const double head = up.depth + up.bed + toward * toward / (2.0 * gravity) - crest;
    const bool passes = head > 0.0 && up.depth + up.bed > crest;
    if (!passes)
        return {0.0, push_on_wall(up.depth, up.u), push_on_wall(down.depth, -down.u)};
    // A thin film has its head from its speed: no more can come over than waves and flow bring.
    const double brought = up.depth * (toward + std::sqrt(gravity * up.depth));
    const double drowning = std::min(std::max(down.depth + down.bed - crest, 0.0) / head, 1.0);
    const double law = std::pow(2.0 / 3.0, 1.5) * std::sqrt(gravity) * head * std::sqrt(head) *
                       std::pow(1.0 - drowning * std::sqrt(drowning), 0.385);
    const double q = std::min(law, brought);
    const double over = std::max(2.0 / 3.0 * head, down.depth + down.bed - crest);
    // What runs back towards the crest meets a wall below it.
    return {q, 0.5 * gravity * up.depth * up.depth + q * up.u,
            push_on_wall(down.depth, std::max(-down.u, 0.0)) + q * q / over};
}

}  // namespace

FaceFlux flux_over_crest(const FaceSide& left, const FaceSide& right, double crest) {
    const double stage_left = left.depth + left.bed;
    const double stage_right = right.depth + right.bed;
    FaceFlux flux{};
    if (stage_left >= stage_right) {
        const Overflow over = weir(left, right, crest);
        flux = {over.discharge, over.push_up, over.push_down, over.discharge * left.v};
    } else {
        const Overflow over =
            weir({right.depth, -right.u, right.v, right.bed}, {left.depth, -left.u, left.v, left.bed}, crest);
        flux = {-over.discharge, over.push_down, over.push_up, -over.discharge * right.v};
    }
    const double height = crest - std::max(left.bed, right.bed);
    const double cover = std::min(stage_left, stage_right) - crest;
    const double as_step = std::clamp(cover / std::max(height, 1e-6) - 1.0, 0.0, 1.0);
    if (as_step > 0.0) {
        const FaceFlux step = face_flux(left, right, crest);
        flux.water += as_step * (step.water - flux.water);
        flux.push_on_left += as_step * (step.push_on_left - flux.push_on_left);
        flux.push_on_right += as_step * (step.push_on_right - flux.push_on_right);
        flux.along += as_step * (step.along - flux.along);
    }
    return flux;
}

}  // namespace liriver::solver::surface
