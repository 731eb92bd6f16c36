#include "solver/channel/boundary_laws.h"

#include <algorithm>
#include <cmath>

namespace liriver::solver::channel {
namespace {

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
        case BoundaryKind::rating:
            return rating(boundary, stage);
        case BoundaryKind::free_outfall:
        case BoundaryKind::discharge:
        case BoundaryKind::stage:
            break;
    }
    return {};
}

}  // namespace liriver::solver::channel
