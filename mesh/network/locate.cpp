#include "mesh/network/locate.h"

#include <algorithm>

namespace liriver::mesh::network {

Polyline line_of(const Reach& reach) {
    Polyline line(reach.x.size());
    for (std::size_t i = 0; i < line.size(); ++i)
        line[i] = {.x = reach.x[i], .y = reach.y[i]};
    return line;
}

Point point_at(const Reach& reach, double chainage) {
    if (reach.chainage.empty())
        return {};
    const auto above = std::lower_bound(reach.chainage.begin(), reach.chainage.end(), chainage);
    if (above == reach.chainage.begin())
        return {.x = reach.x.front(), .y = reach.y.front()};
    if (above == reach.chainage.end())
        return {.x = reach.x.back(), .y = reach.y.back()};
    const auto i = static_cast<std::size_t>(above - reach.chainage.begin());
    const double fraction = (chainage - reach.chainage[i - 1]) / (reach.chainage[i] - reach.chainage[i - 1]);
    return {.x = reach.x[i - 1] + fraction * (reach.x[i] - reach.x[i - 1]),
            .y = reach.y[i - 1] + fraction * (reach.y[i] - reach.y[i - 1])};
}

Located locate(const Reach& reach, Point point) {
    const std::optional<Projection> nearest = project(line_of(reach), point);
    if (!nearest)
        return {.place = {.reach = reach.name, .chainage = 0.0}, .point = point, .distance = 0.0};
    return {.place = {.reach = reach.name, .chainage = reach.chainage.front() + nearest->along},
            .point = nearest->point,
            .distance = nearest->distance};
}

std::optional<Located> locate(const Network& network, Point point, double farthest) {
    std::optional<Located> best;
    for (const Reach& reach : network.reaches) {
        const Located here = locate(reach, point);
        if (here.distance <= farthest && (!best || here.distance < best->distance))
            best = here;
    }
    return best;
}

}  // namespace liriver::mesh::network
