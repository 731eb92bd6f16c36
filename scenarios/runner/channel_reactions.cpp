// What a channel network tells the processes of water quality.
#include <algorithm>
#include <cmath>
#include <limits>

#include "scenarios/runner/channel_domain.h"

namespace liriver::scenarios::runner {

// The hydraulic radius of the shear velocity sqrt(g R Sf) is taken as the mean depth.
void ChannelDomain::look_at_flow() {
    const auto cells = static_cast<std::size_t>(model_.mesh.cell_count());
    for (auto* values : {&flow_.depth, &flow_.velocity, &flow_.top_width, &flow_.flow_area, &flow_.shear_velocity})
        values->resize(cells);
    for (std::size_t i = 0; i < cells; ++i) {
        const double area = solver_.area()[i];
        const double width = solver_.top_width()[i];
        const double conveyance = solver_.conveyance()[i];
        const double flow = std::abs(discharge(static_cast<std::int32_t>(i)));
        flow_.flow_area[i] = area;
        flow_.top_width[i] = width;
        flow_.depth[i] = width > 0.0 ? area / width : 0.0;
        flow_.velocity[i] = area > 0.0 ? flow / area : 0.0;
        flow_.shear_velocity[i] =
            conveyance > 0.0 ? std::sqrt(solver::channel::gravity * flow_.depth[i]) * flow / conveyance : 0.0;
    }
    flow_.residence = shortest_residence();
}

double ChannelDomain::shortest_residence() const {
    double shortest = std::numeric_limits<double>::infinity();
    const auto enters = [&](std::int32_t cell) {
        const double through = flow_.velocity[cell] * flow_.flow_area[cell];
        if (through > 0.0)
            shortest = std::min(shortest, solver_.volume()[cell] / through);
    };
    for (std::size_t b = 0; b < model_.mesh.boundaries.size(); ++b)
        if (const auto& end = model_.mesh.boundaries[b];
            (end.upstream ? 1.0 : -1.0) * boundary_discharge_now()[b] > 0.0)
            enters(end.cell);
    for (std::size_t s = 0; s < source_flow_.size(); ++s)
        if (source_flow_[s] > 0.0)
            enters(model_.driver.sources[s].cell);
    return shortest;
}

bool ChannelDomain::reactions_succeeded() {
    const std::int32_t cell = quality_.reactions() == nullptr ? -1 : quality_.reactions()->failed_volume();
    if (cell >= 0)
        error_text_ = QualityReactions::error_text(place_of(cell));
    return cell < 0;
}

}  // namespace liriver::scenarios::runner
