#include "mesh/sections/section_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "mesh/network/locate.h"
#include "mesh/sections/valley_rays.h"

namespace liriver::mesh::sections {

namespace {

using network::Point;

/// Room for nine points in whole metres.
constexpr double least_of_least_banks = 12.0;

/// A section while it is being laid: a centre, a direction to the left, and how far it goes each way.
struct Draft {
    std::size_t reach = 0;
    double chainage = 0.0;
    Point centre;
    double angle = 0.0;  ///< of the flow, radians
    double left = 0.0;   ///< m
    double right = 0.0;  ///< m
    double half_width = 0.0;
    double least = 0.0;   ///< m to each side that must remain
    bool is_end = false;  ///< first or last of its reach
    bool dropped = false;

    [[nodiscard]] Point at(double to_left) const {
        return {.x = centre.x - std::sin(angle) * to_left, .y = centre.y + std::cos(angle) * to_left};
    }
    [[nodiscard]] double shortest_excess() const { return std::min(left, right) - least; }
};

const ReachLayout& layout_of(const std::vector<ReachLayout>& layouts, const std::string& reach) {
    static const ReachLayout standard;
    const ReachLayout* general = &standard;
    for (const ReachLayout& layout : layouts) {
        if (layout.reach == reach)
            return layout;
        if (layout.reach.empty())
            general = &layout;
    }
    return *general;
}

double flow_angle(const network::Reach& reach, double chainage, double smoothing) {
    const double span = std::min(smoothing, reach.length());
    const double from = std::clamp(chainage - 0.5 * span, 0.0, reach.length() - span);
    const Point before = network::point_at(reach, from);
    const Point after = network::point_at(reach, from + span);
    return std::atan2(after.y - before.y, after.x - before.x);
}

/// How far from one end of a reach its outermost section must stand back, so that it clears the sections of the reach
/// it meets there.
double stand_back(const network::Network& network, const network::Reach& reach, bool at_end, double least_bank,
                  const HalfWidth& half_width) {
    const std::optional<network::Place>& place = at_end ? reach.to : reach.from;
    const Point end = network::point_at(reach, at_end ? reach.length() : 0.0);
    const network::Reach* other = place ? network.find(place->reach) : nullptr;
    if (other == nullptr) {
        // Two reaches end to end (at a dam between them): the upper one gives way.
        constexpr double end_to_end = 30.0;
        for (const network::Reach& next : network.reaches)
            if (at_end && &next != &reach && network::distance(network::point_at(next, 0.0), end) < end_to_end)
                return std::min(2.0 * end_to_end, 0.25 * reach.length());
        return 0.0;
    }
    constexpr double step = 5.0;
    const double own = half_width(reach.name, at_end ? reach.length() : 0.0);
    const double clear = half_width(other->name, place->chainage) + own + 2.0 * least_bank;
    const double most = 0.25 * reach.length();
    const network::Polyline line = network::line_of(*other);
    double back = 0.0;
    while (back < most) {
        const Point point = network::point_at(reach, at_end ? reach.length() - back : back);
        if (network::project(line, point)->distance > clear)
            break;
        back += step;
    }
    return back;
}

void lay_reach(const network::Network& network, std::size_t number, const ReachLayout& layout,
               const HalfWidth& half_width, std::vector<Draft>& drafts, std::vector<std::string>& notes) {
    const network::Reach& reach = network.reaches[number];
    const double head = stand_back(network, reach, false, layout.least_bank, half_width);
    const double tail = stand_back(network, reach, true, layout.least_bank, half_width);
    const double first = std::ceil(head);
    const double last = std::floor(reach.length() - tail);
    if (head > 0.0)
        notes.push_back(fmt::format("{}: its first section stands {:.0f} m below its head, clear of {}", reach.name,
                                    head, reach.from->reach));
    if (tail > 0.0)
        notes.push_back(fmt::format("{}: its last section stands {:.0f} m above its end, clear of {}", reach.name, tail,
                                    reach.to ? reach.to->reach : "the reach that begins there"));
    const int pieces = std::max(2, static_cast<int>(std::lround((last - first) / layout.spacing)));
    for (int i = 0; i <= pieces; ++i) {
        Draft draft;
        draft.reach = number;
        draft.chainage = std::round(first + (last - first) * i / pieces);
        draft.centre = network::point_at(reach, draft.chainage);
        draft.angle = flow_angle(reach, draft.chainage, layout.smoothing);
        draft.half_width = std::ceil(half_width(reach.name, draft.chainage));
        draft.least = draft.half_width + std::max(layout.least_bank, least_of_least_banks);
        draft.is_end = i == 0 || i == pieces;
        drafts.push_back(draft);
    }
}

std::optional<network::SegmentMeeting> meeting(const Draft& a, const Draft& b) {
    if (network::distance(a.centre, b.centre) > std::max(a.left, a.right) + std::max(b.left, b.right))
        return std::nullopt;
    return network::meet(a.at(a.left), a.at(-a.right), b.at(b.left), b.at(-b.right));
}

/// Turns neighbours whose channels would cross towards their mean direction, a little each round.
void turn_neighbours(std::vector<Draft>& drafts) {
    constexpr int rounds = 40;
    for (int round = 0; round < rounds; ++round) {
        bool turned = false;
        for (std::size_t i = 0; i + 1 < drafts.size(); ++i) {
            Draft& a = drafts[i];
            Draft& b = drafts[i + 1];
            if (a.reach != b.reach)
                continue;
            const double reach_a = 1.1 * a.least;
            const double reach_b = 1.1 * b.least;
            if (!network::meet(a.at(reach_a), a.at(-reach_a), b.at(reach_b), b.at(-reach_b)))
                continue;
            const double apart = std::remainder(b.angle - a.angle, 2.0 * std::acos(-1.0));
            a.angle += 0.1 * apart;
            b.angle -= 0.1 * apart;
            turned = true;
        }
        if (!turned)
            return;
    }
}

/// Shortens a draft on the side of a point it must not reach, by 5 % and at least 2 m, but keeps what must remain.
void keep_from(Draft& draft, double to_left) {
    double& side = to_left >= 0.0 ? draft.left : draft.right;
    const double metres = std::abs(to_left);
    const double gap = std::min(std::max(2.0, 0.05 * metres), metres - draft.least - 0.5);
    side = std::min(side, metres - gap);
}

/// Shortens or drops until no two cross. Lengths only shrink, so this ends.
void part_crossing(std::vector<Draft>& drafts) {
    for (bool crossed = true; crossed;) {
        crossed = false;
        for (std::size_t i = 0; i < drafts.size(); ++i)
            for (std::size_t j = i + 1; j < drafts.size(); ++j) {
                Draft& a = drafts[i];
                Draft& b = drafts[j];
                if (a.dropped || b.dropped)
                    continue;
                const std::optional<network::SegmentMeeting> met = meeting(a, b);
                if (!met)
                    continue;
                crossed = true;
                const double on_a = a.left - met->first * (a.left + a.right);
                const double on_b = b.left - met->second * (b.left + b.right);
                const double spare_a = std::abs(on_a) - a.least;
                const double spare_b = std::abs(on_b) - b.least;
                constexpr double margin = 3.0;
                if (spare_a > margin && spare_b > margin) {
                    keep_from(a, on_a);
                    keep_from(b, on_b);
                } else if (spare_a > margin || spare_b > margin) {
                    spare_a > spare_b ? keep_from(a, on_a) : keep_from(b, on_b);
                } else {
                    // Neither has room: the end of a reach and the wider channel stay.
                    const bool drop_a = a.is_end != b.is_end ? b.is_end : a.half_width < b.half_width;
                    (drop_a ? a : b).dropped = true;
                }
            }
    }
}

}  // namespace

SectionPlan lay_sections(const network::Network& network, const std::vector<ReachLayout>& layouts,
                         const HalfWidth& channel_half_width) {
    SectionPlan plan;
    std::vector<Draft> drafts;
    for (std::size_t r = 0; r < network.reaches.size(); ++r)
        lay_reach(network, r, layout_of(layouts, network.reaches[r].name), channel_half_width, drafts, plan.notes);
    turn_neighbours(drafts);
    const ValleyRays rays(network);
    for (Draft& draft : drafts) {
        const double most = layout_of(layouts, network.reaches[draft.reach].name).half_length;
        const auto side = [&](double sign) {
            const double angle = draft.angle + sign * 0.5 * std::acos(-1.0);
            return std::max(draft.least, rays.free_length(draft.reach, draft.chainage, draft.centre, angle, most));
        };
        draft.left = side(1.0);
        draft.right = side(-1.0);
    }
    part_crossing(drafts);
    for (Draft& draft : drafts) {
        const std::string& name = network.reaches[draft.reach].name;
        draft.left = std::floor(draft.left);
        draft.right = std::floor(draft.right);
        if (draft.dropped || draft.shortest_excess() < -1.0) {
            plan.notes.push_back(fmt::format(
                "{}: no section at {:.0f} m, where its channel would cross that of another", name, draft.chainage));
            continue;
        }
        SectionLine line;
        line.reach = name;
        line.chainage = draft.chainage;
        line.left = draft.at(draft.left);
        line.centre = draft.centre;
        line.right = draft.at(-draft.right);
        line.centre_offset = draft.left;
        line.channel_half_width = draft.half_width;
        plan.lines.push_back(std::move(line));
    }
    return plan;
}

std::vector<std::pair<std::size_t, std::size_t>> crossing_pairs(const std::vector<SectionLine>& lines) {
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    for (std::size_t i = 0; i < lines.size(); ++i)
        for (std::size_t j = i + 1; j < lines.size(); ++j)
            if (network::meet(lines[i].left, lines[i].right, lines[j].left, lines[j].right))
                pairs.emplace_back(i, j);
    return pairs;
}

}  // namespace liriver::mesh::sections
