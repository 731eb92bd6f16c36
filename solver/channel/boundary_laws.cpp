#include "solver/channel/boundary_laws.h"

#include <algorithm>
#include <cmath>

namespace liriver::solver::channel {
namespace {

constexpr double gravity = 9.81;
constexpr double nearly_level = 0.99;  // of the heads' ratio at a weir

BoundaryFlow free_outfall(const Hydraulics& section) {
    // Q^2 T / (g A^3) = 1; the change of T with depth is left out of the derivative, which only steers Newton
    const double celerity = std::sqrt(gravity * section.area / section.top_width);
    return {section.area * celerity, 1.5 * section.top_width * celerity};
}

BoundaryFlow rating(const ChannelBoundary& boundary, double stage) {
    const auto& z = boundary.rating_stage;
    const auto& q = boundary.rating_discharge;
    if (stage <= z.front())
        return {q.front(), 0.0};
    const auto above = std::upper_bound(z.begin(), z.end(), stage);
    const auto i = static_cast<std::size_t>(std::min(above - z.begin(), static_cast<std::ptrdiff_t>(z.size()) - 1));
    const double slope = (q[i] - q[i - 1]) / (z[i] - z[i - 1]);  // beyond the last point the last slope goes on
    return {q[i - 1] + slope * (stage - z[i - 1]), slope};
}

}  // namespace

BoundaryFlow boundary_flow(const ChannelBoundary& boundary, double stage, const Hydraulics& section) {
    if (section.area <= 0.0)
        return {};
    switch (boundary.kind) {
        case BoundaryKind::normal_depth: {
            const double root = std::sqrt(boundary.slope);
            return {section.conveyance * root, section.conveyance_slope * root};
        }
        case BoundaryKind::free_outfall:
            return free_outfall(section);
        case BoundaryKind::rating:
            return rating(boundary, stage);
        case BoundaryKind::discharge:
        case BoundaryKind::stage:
            break;
    }
    return {};
}

WeirFlow weir_flow(const ChannelWeir& weir, double stage_left, double stage_right) {
    const bool down = stage_left >= stage_right;
    const double head = std::max(stage_left, stage_right) - weir.crest;
    if (head <= 0.0)
        return {};
    const double drowning = std::max(0.0, std::min(stage_left, stage_right) - weir.crest);
    const double free_flow = weir.coefficient * weir.width * head * std::sqrt(head);
    const double free_slope = 1.5 * free_flow / head;
    const double ratio = drowning / head;
    double flow = free_flow;
    double by_up = free_slope;
    double by_down = 0.0;
    if (ratio > 0.0) {
        // the formula's slope grows without bound as the stages meet: over the last part it goes linearly to zero
        const double inside = std::min(ratio, nearly_level);
        const double power = inside * std::sqrt(inside);
        const double at_inside = std::pow(1.0 - power, 0.385);
        const double factor = at_inside * (1.0 - ratio) / (1.0 - inside);
        const double by_ratio = ratio < nearly_level ? -0.385 * at_inside / (1.0 - power) * 1.5 * std::sqrt(inside)
                                                     : -at_inside / (1.0 - inside);
        flow = free_flow * factor;
        by_up = free_slope * factor - free_flow * by_ratio * ratio / head;
        by_down = free_flow * by_ratio / head;
    }
    return down ? WeirFlow{flow, by_up, by_down} : WeirFlow{-flow, -by_down, -by_up};
}

}  // namespace liriver::solver::channel
