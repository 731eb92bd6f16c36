#include "mesh/network/build.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "mesh/network/doubling.h"
#include "mesh/network/locate.h"
#include "mesh/network/main_line.h"

namespace liriver::mesh::network {

namespace {

using Errors = std::vector<field::Error>;

/// A reach found, with its line.
struct Found {
    Reach reach;
    Polyline line;
};

/// The nearest place on the reaches found so far.
struct Target {
    std::size_t reach = 0;
    Projection place;
};

class Builder {
  public:
    Builder(const std::vector<SourceLine>& lines, const std::vector<ReachRequest>& requests,
            const TerrainSampler& terrain, const BuildSettings& settings)
        : lines_(lines), requests_(requests), terrain_(terrain), settings_(settings) {}

    tl::expected<BuiltNetwork, Errors> build();

  private:
    void check_requests();
    void gather_ways();
    bool take_nearest_tributary();
    bool take_longest();
    void check_fall(const Polyline& line, const WaysOfReach& ways);
    void check_doubling(const Polyline& line, const ReachRequest& request);
    void check_other_reaches(const Found& found);
    [[nodiscard]] std::string line_at(Point point) const;
    void finish(std::size_t pending, Path path, const std::optional<Target>& mouth, bool head_may_join);
    void close_mouth(Found& found, const Target& target);
    void close_head(Found& found, const ReachRequest& request, const std::optional<Target>& mouth);
    [[nodiscard]] std::optional<Target> nearest(Point point, const std::optional<std::string>& only) const;
    void note(BuildNote::Kind kind, const std::string& reach, double metres, Point where, std::string text) {
        notes_.push_back({.kind = kind, .reach = reach, .metres = metres, .where = where, .text = std::move(text)});
    }

    const std::vector<SourceLine>& lines_;
    const std::vector<ReachRequest>& requests_;
    const TerrainSampler& terrain_;
    const BuildSettings& settings_;
    std::vector<WaysOfReach> pending_;
    std::vector<Found> found_;
    std::vector<BuildNote> notes_;
    Errors errors_;
};

void Builder::check_requests() {
    std::set<std::string> names;
    for (const ReachRequest& request : requests_)
        if (!names.insert(request.name).second)
            errors_.push_back({"reach " + request.name, "two reaches of this name", "one"});
    for (const ReachRequest& request : requests_)
        for (const std::optional<std::string>& other : {request.leaves, request.joins}) {
            if (!other || other->empty())
                continue;
            if (*other == request.name)
                errors_.push_back({"reach " + request.name, "a reach that joins itself", "another reach"});
            else if (names.count(*other) == 0)
                errors_.push_back({"reach " + request.name, "no reach named " + *other + " to join or leave",
                                   "the name of a reach of this network"});
        }
}

void Builder::gather_ways() {
    for (std::size_t r = 0; r < requests_.size(); ++r) {
        const ReachRequest& request = requests_[r];
        auto ways = gather_ways_of(lines_, request, r, terrain_, settings_, notes_);
        if (ways)
            pending_.push_back(std::move(*ways));
        else
            errors_.push_back(ways.error());
    }
}

std::optional<Target> Builder::nearest(Point point, const std::optional<std::string>& only) const {
    std::optional<Target> best;
    for (std::size_t i = 0; i < found_.size(); ++i) {
        if (only && found_[i].reach.name != *only)
            continue;
        const std::optional<Projection> here = project(found_[i].line, point);
        if (here && (!best || here->distance < best->place.distance))
            best = Target{.reach = i, .place = *here};
    }
    return best;
}

bool Builder::take_nearest_tributary() {
    std::optional<Target> best;
    std::size_t best_pending = 0;
    std::size_t best_mouth = 0;
    for (std::size_t p = 0; p < pending_.size(); ++p) {
        const ReachRequest& request = requests_[pending_[p].request];
        if (request.joins && request.joins->empty())
            continue;
        for (const std::size_t node : pending_[p].mouths) {
            const std::optional<Target> target = nearest(pending_[p].graph.nodes[node], request.joins);
            if (target && target->place.distance <= settings_.close_gaps &&
                (!best || target->place.distance < best->place.distance)) {
                best = target;
                best_pending = p;
                best_mouth = node;
            }
        }
    }
    if (!best)
        return false;
    Path path = line_to_mouth(pending_[best_pending], best_mouth);
    // A loop beside one reach flows from the end that lies further up that reach to the other.
    const ReachRequest& request = requests_[pending_[best_pending].request];
    const bool may_turn = !request.start && !request.end && !(request.leaves && request.leaves->empty());
    if (may_turn) {
        const std::optional<Target> head = nearest(path.line.front(), request.leaves);
        if (head && head->reach == best->reach && head->place.distance <= settings_.close_gaps &&
            head->place.distance < 0.2 * length(path.line) && head->place.along > best->place.along) {
            std::reverse(path.line.begin(), path.line.end());
            best = head;
        }
    }
    finish(best_pending, std::move(path), best, true);
    return true;
}

bool Builder::take_longest() {
    std::optional<Path> best;
    std::size_t best_pending = 0;
    for (std::size_t p = 0; p < pending_.size(); ++p) {
        const ReachRequest& request = requests_[pending_[p].request];
        if (request.joins && !request.joins->empty())
            continue;
        Path path = longest_line(pending_[p], terrain_);
        if (!best || length(path.line) > length(best->line)) {
            best = std::move(path);
            best_pending = p;
        }
    }
    if (!best)
        return false;
    if (best->turned)
        note(BuildNote::Kind::reversed, requests_[pending_[best_pending].request].name, length(best->line),
             best->line.front(), "terrain falls against the way the lines are drawn; the reach follows the terrain");
    finish(best_pending, std::move(*best), std::nullopt, false);
    return true;
}

void Builder::close_mouth(Found& found, const Target& target) {
    const Found& other = found_[target.reach];
    const double whole = length(found.line);
    for (const Crossing& crossing : crossings(found.line, other.line)) {
        const double beyond = whole - crossing.along_first;
        if (beyond > settings_.close_gaps || crossing.along_first < 0.5 * whole)
            continue;
        found.line = part(found.line, 0.0, crossing.along_first);
        if (beyond > settings_.same_point)
            note(BuildNote::Kind::trimmed, found.reach.name, beyond, crossing.point,
                 fmt::format("{:.0f} m beyond its first meeting with {} are left out", beyond, other.reach.name));
        break;
    }
    const std::optional<Projection> mouth = project(other.line, found.line.back());
    if (mouth->distance > settings_.same_point)
        note(BuildNote::Kind::mouth_gap, found.reach.name, mouth->distance, found.line.back(),
             fmt::format("its line ends {:.0f} m short of {} and is carried on straight to it", mouth->distance,
                         other.reach.name));
    if (mouth->distance > 1e-6)
        found.line.push_back(mouth->point);
    found.reach.to = Place{.reach = other.reach.name, .chainage = mouth->along};
}

void Builder::close_head(Found& found, const ReachRequest& request, const std::optional<Target>& mouth) {
    const std::optional<Target> head = nearest(found.line.front(), request.leaves);
    if (!head)
        return;
    const Found& other = found_[head->reach];
    const double gap = head->place.distance;
    const bool loop = mouth && mouth->reach == head->reach && head->place.along < found.reach.to->chainage;
    const bool touches = gap <= settings_.same_point;
    const bool near_enough = gap <= settings_.close_gaps && gap < 0.2 * length(found.line);
    if (request.leaves && gap > settings_.close_gaps) {
        errors_.push_back({"reach " + request.name,
                           fmt::format("its head {:.0f} m from {}, which it leaves", gap, other.reach.name),
                           fmt::format("at most close_gaps = {:.0f} m", settings_.close_gaps)});
        return;
    }
    if (!request.leaves && !touches && !(loop && near_enough)) {
        if (near_enough)
            note(BuildNote::Kind::not_joined, found.reach.name, gap, found.line.front(),
                 fmt::format("its head lies {:.0f} m from {} and stays a source; name the reach it leaves to join it",
                             gap, other.reach.name));
        return;
    }
    if (!touches)
        note(BuildNote::Kind::head_gap, found.reach.name, gap, found.line.front(),
             fmt::format("its line begins {:.0f} m from {} and is carried on straight to it", gap, other.reach.name));
    if (gap > 1e-6)
        found.line.insert(found.line.begin(), head->place.point);
    found.reach.from = Place{.reach = other.reach.name, .chainage = head->place.along};
}

void Builder::check_fall(const Polyline& line, const WaysOfReach& ways) {
    const ReachRequest& request = requests_[ways.request];
    const EndHeights heights = heights_along(line, terrain_);
    const double rise = heights.lower - heights.upper;
    if (!(rise > disagreement))
        return;
    const std::string text = fmt::format(
        "terrain that rises from {:.1f} m in its first fifth, at ({:.0f}, {:.0f}), to "
        "{:.1f} m in its last, at ({:.0f}, {:.0f})",
        heights.upper, line.front().x, line.front().y, heights.lower, line.back().x, line.back().y);
    if (request.against_terrain)
        note(BuildNote::Kind::terrain_disagrees, request.name, rise, line.front(), text);
    else if (const std::optional<Bridge> gap = narrowest_gap(ways))
        errors_.push_back(
            {"reach " + request.name,
             fmt::format("lines with {} between their parts, along one of which alone the reach would "
                         "run, over {}",
                         in_words(*gap), text),
             fmt::format("lines that meet, or join_ways, which bridges gaps up to {:.0f} m", settings_.join_ways)});
    else
        errors_.push_back({"reach " + request.name, text,
                           "a reach that falls downstream: another `start`, `end` or `joins`; or `against_terrain = "
                           "true` where the terrain is wrong there"});
}

/// The source line that a point lies nearest to.
std::string Builder::line_at(Point point) const {
    const SourceLine* nearest = nullptr;
    double distance = std::numeric_limits<double>::infinity();
    for (const SourceLine& line : lines_)
        if (const auto place = project(line.line, point); place && place->distance < distance) {
            distance = place->distance;
            nearest = &line;
        }
    if (nearest == nullptr)
        return "none";
    return nearest->id.empty() ? nearest->name : fmt::format("{} ({})", nearest->id, nearest->name);
}

void Builder::check_doubling(const Polyline& line, const ReachRequest& request) {
    const std::optional<Doubling> doubling = find_doubling(line, settings_.join_ways);
    if (!doubling)
        return;
    errors_.push_back(
        {"reach " + request.name,
         fmt::format("lines {} and {} that run beside each other, at most {:.1f} m apart, for {:.0f} m from ({:.0f}, "
                     "{:.0f}): the reach would run down one and up the other",
                     line_at(doubling->one), line_at(doubling->other), doubling->distance, doubling->length,
                     doubling->tip.x, doubling->tip.y),
         fmt::format("one line of a river, not its two banks: choose by `line_ids` and `only_ids`, or take them as one "
                     "by same_line = \"{:.0f} m\"",
                     std::ceil(1.2 * doubling->distance))});
}

void Builder::check_other_reaches(const Found& found) {
    constexpr double most_beside = 0.5;
    for (const Found& other : found_) {
        const double share = std::max(share_beside(found.line, other.line, settings_.same_line),
                                      share_beside(other.line, found.line, settings_.same_line));
        if (share <= most_beside)
            continue;
        const double apart = project(other.line, point_along(found.line, 0.5 * length(found.line)))->distance;
        errors_.push_back({"reach " + found.reach.name,
                           fmt::format("the same river as reach {}: {:.0f} % of one lies within {:.0f} m of the other, "
                                       "{:.1f} m half way along",
                                       other.reach.name, 100.0 * share, settings_.same_line, apart),
                           "each line in one reach"});
    }
}

void Builder::finish(std::size_t pending, Path path, const std::optional<Target>& mouth, bool head_may_join) {
    const ReachRequest& request = requests_[pending_[pending].request];
    Found found;
    found.line = std::move(path.line);
    found.reach.name = request.name;
    found.reach.source = request.source;
    found.reach.confidence = request.confidence;
    report_left_out(pending_[pending], request.name, length(found.line), found.line.front(), notes_);
    if (mouth)
        close_mouth(found, *mouth);
    if (head_may_join && !request.start && !(request.leaves && request.leaves->empty()))
        close_head(found, request, mouth);
    check_fall(found.line, pending_[pending]);
    check_doubling(found.line, request);
    check_other_reaches(found);
    found.reach.chainage = distances_along(found.line);
    for (const Point& point : found.line) {
        found.reach.x.push_back(point.x);
        found.reach.y.push_back(point.y);
    }
    found_.push_back(std::move(found));
    pending_.erase(pending_.begin() + static_cast<std::ptrdiff_t>(pending));
}

tl::expected<BuiltNetwork, Errors> Builder::build() {
    check_requests();
    gather_ways();
    if (!errors_.empty())
        return tl::make_unexpected(errors_);
    while (!pending_.empty()) {
        if (take_nearest_tributary() || take_longest())
            continue;
        for (const WaysOfReach& ways : pending_)
            errors_.push_back(
                {"reach " + requests_[ways.request].name,
                 "no end within reach of " + requests_[ways.request].joins.value_or("") + ", which it joins",
                 fmt::format("an end at most close_gaps = {:.0f} m from it", settings_.close_gaps)});
        break;
    }
    if (!errors_.empty())
        return tl::make_unexpected(errors_);
    BuiltNetwork built;
    built.network.crs = settings_.crs;
    for (const ReachRequest& request : requests_)
        for (Found& found : found_)
            if (found.reach.name == request.name)
                built.network.reaches.push_back(std::move(found.reach));
    built.notes = std::move(notes_);
    return built;
}

}  // namespace

tl::expected<BuiltNetwork, Errors> build_network(const std::vector<SourceLine>& lines,
                                                 const std::vector<ReachRequest>& requests,
                                                 const TerrainSampler& terrain, const BuildSettings& settings) {
    return Builder(lines, requests, terrain, settings).build();
}

}  // namespace liriver::mesh::network
