#include "mesh/network/barriers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "mesh/network/locate.h"

namespace liriver::mesh::network {

namespace {

constexpr double degrees_per_radian = 57.29577951308232;

/// Direction of a line over `span` m around a place on it.
Point direction_at(const Polyline& line, double along, double span) {
    const Point before = point_along(line, along - 0.5 * span);
    const Point after = point_along(line, along + 0.5 * span);
    const double metres = distance(before, after);
    return metres > 0.0 ? Point{.x = (after.x - before.x) / metres, .y = (after.y - before.y) / metres} : Point{};
}

double angle_between(Point a, Point b) {
    return std::acos(std::clamp(std::abs(a.x * b.x + a.y * b.y), 0.0, 1.0)) * degrees_per_radian;
}

/// Where two lines come nearest, seen from the first's vertices and the second's.
struct Approach {
    double distance = std::numeric_limits<double>::infinity();
    Point on_barrier;
};

Approach nearest_approach(const Polyline& barrier, const Polyline& reach) {
    Approach best;
    for (const Point& vertex : barrier) {
        const std::optional<Projection> here = project(reach, vertex);
        if (here && here->distance < best.distance)
            best = {.distance = here->distance, .on_barrier = vertex};
    }
    for (const Point& vertex : reach) {
        const std::optional<Projection> here = project(barrier, vertex);
        if (here && here->distance < best.distance)
            best = {.distance = here->distance, .on_barrier = here->point};
    }
    return best;
}

bool boxes_apart(const Polyline& a, const Polyline& b, double margin) {
    const auto by_x = [](const Point& p, const Point& q) { return p.x < q.x; };
    const auto by_y = [](const Point& p, const Point& q) { return p.y < q.y; };
    const auto ax = std::minmax_element(a.begin(), a.end(), by_x);
    const auto bx = std::minmax_element(b.begin(), b.end(), by_x);
    const auto ay = std::minmax_element(a.begin(), a.end(), by_y);
    const auto by = std::minmax_element(b.begin(), b.end(), by_y);
    return ax.first->x > bx.second->x + margin || bx.first->x > ax.second->x + margin ||
           ay.first->y > by.second->y + margin || by.first->y > ay.second->y + margin;
}

std::string default_name(const Barrier& barrier) {
    return fmt::format("{} {} {:.0f}", barrier.kind, barrier.place.reach, barrier.place.chainage);
}

const std::string* reason_to_ignore(const BarrierSettings& settings, const std::string& reach) {
    for (const std::pair<std::string, std::string>& ignored : settings.ignore_on)
        if (ignored.first == reach)
            return &ignored.second;
    return nullptr;
}

void add_line(const Reach& reach, const Polyline& river, const BarrierLine& drawn, const BarrierSettings& settings,
              std::vector<Barrier>& found) {
    if (drawn.line.empty() || boxes_apart(drawn.line, river, settings.report_within))
        return;
    Barrier barrier;
    barrier.name = drawn.name;
    barrier.id = drawn.id;
    barrier.kind = drawn.kind;
    barrier.line_length = length(drawn.line);
    const std::vector<Crossing> met = crossings(drawn.line, river);
    if (met.empty()) {
        const Approach approach = nearest_approach(drawn.line, river);
        if (approach.distance > settings.report_within)
            return;
        const Located place = locate(reach, approach.on_barrier);
        barrier.place = place.place;
        barrier.point = place.point;
        barrier.distance = approach.distance;
        barrier.note =
            fmt::format("a {} drawn {:.0f} m beside the reach, which it does not cross", drawn.kind, approach.distance);
        if (barrier.name.empty())
            barrier.name = default_name(barrier);
        barrier.kind = "ignored";
        found.push_back(std::move(barrier));
        return;
    }
    constexpr double span = 60.0;
    for (const Crossing& crossing : met) {
        Barrier here = barrier;
        here.kind = "weir";
        if (drawn.kind != here.kind)
            here.note = fmt::format("drawn as a {}", drawn.kind);
        here.place = {.reach = reach.name, .chainage = crossing.along_second};
        here.point = crossing.point;
        if (here.name.empty())
            here.name = default_name(here);
        const double angle = angle_between(direction_at(drawn.line, crossing.along_first, span),
                                           direction_at(river, crossing.along_second, span));
        if (const std::string* reason = reason_to_ignore(settings, reach.name)) {
            here.note = *reason;
            here.kind = "ignored";
        } else if (angle < settings.flattest_angle) {
            here.note = fmt::format("a {} line that runs along the reach, {:.0f} degrees from it", drawn.kind, angle);
            here.kind = "ignored";
        }
        found.push_back(std::move(here));
    }
}

/// A stated barrier takes over the nearest drawn one on its reach, if there is one near its point.
void add_stated(const Network& network, const StatedBarrier& stated, const BarrierSettings& settings,
                std::vector<Barrier>& found) {
    const std::optional<Located> place = locate(network, stated.point, std::numeric_limits<double>::infinity());
    if (!place)
        return;
    Barrier* drawn = nullptr;
    double best = settings.stated_within;
    for (Barrier& barrier : found) {
        const double away = distance(barrier.point, stated.point);
        if (barrier.place.reach == place->place.reach && away <= best) {
            best = away;
            drawn = &barrier;
        }
    }
    Barrier barrier;
    if (drawn != nullptr)
        barrier = *drawn;
    else {
        barrier.place = place->place;
        barrier.point = place->point;
        barrier.distance = place->distance;
    }
    barrier.name = stated.name;
    barrier.kind = stated.kind;
    barrier.source = stated.source;
    barrier.confidence = stated.confidence;
    barrier.note = stated.note;
    if (place->distance > settings.stated_within) {
        barrier.kind = "ignored";
        barrier.note = fmt::format("stated {:.0f} m from the nearest reach, more than {:.0f} m", place->distance,
                                   settings.stated_within);
    }
    if (drawn != nullptr)
        *drawn = std::move(barrier);
    else
        found.push_back(std::move(barrier));
}

void ignore_repeats(std::vector<Barrier>& barriers, double same_place) {
    for (std::size_t i = 0; i < barriers.size(); ++i) {
        if (barriers[i].kind == "ignored")
            continue;
        for (std::size_t j = 0; j < barriers.size(); ++j) {
            const Barrier& kept = barriers[j];
            const bool same = kept.place.reach == barriers[i].place.reach &&
                              std::abs(kept.place.chainage - barriers[i].place.chainage) <= same_place;
            // Of two at one place the stated one stays, else the longer line, else the first.
            const bool better = kept.source.empty() == barriers[i].source.empty()
                                    ? kept.line_length > barriers[i].line_length ||
                                          (kept.line_length == barriers[i].line_length && j < i)
                                    : !kept.source.empty();
            if (i != j && same && kept.kind != "ignored" && better) {
                barriers[i].note = fmt::format("{} repeats {} {:.0f} m away", barriers[i].kind, kept.name,
                                               std::abs(kept.place.chainage - barriers[i].place.chainage));
                barriers[i].kind = "ignored";
                break;
            }
        }
    }
}

}  // namespace

std::vector<Barrier> find_barriers(const Network& network, const std::vector<BarrierLine>& lines,
                                   const std::vector<StatedBarrier>& stated, const BarrierSettings& settings) {
    std::vector<Barrier> found;
    for (const Reach& reach : network.reaches) {
        const Polyline river = line_of(reach);
        if (river.size() < 2)
            continue;
        for (const BarrierLine& line : lines)
            add_line(reach, river, line, settings, found);
    }
    for (const StatedBarrier& barrier : stated)
        add_stated(network, barrier, settings, found);
    const auto reach_number = [&network](const Barrier& barrier) {
        std::size_t i = 0;
        while (i < network.reaches.size() && network.reaches[i].name != barrier.place.reach)
            ++i;
        return i;
    };
    std::stable_sort(found.begin(), found.end(), [&](const Barrier& a, const Barrier& b) {
        const std::size_t first = reach_number(a);
        const std::size_t second = reach_number(b);
        return first != second ? first < second : a.place.chainage < b.place.chainage;
    });
    ignore_repeats(found, settings.same_place);
    return found;
}

}  // namespace liriver::mesh::network
