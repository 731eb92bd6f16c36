#include "mesh/surface/line_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "mesh/surface/beside.h"
#include "mesh/surface/spikes.h"

namespace liriver::mesh::surface {

namespace {

using field::Error;

constexpr double same_place = 0.1;    // of an edge: points nearer than this are one
constexpr double near_rim = 0.5;      // of an edge: an end so near the rim ends on it
constexpr double same_corner = 0.02;  // of an edge: corners of the rim nearer than this are one

/// Where on a path a point is put: after this vertex, or on it.
std::size_t put(std::vector<PathPoint>& path, Point point, bool on_rim) {
    network::Polyline line;
    line.reserve(path.size());
    for (const PathPoint& vertex : path)
        line.push_back(vertex.point);
    const auto place = network::project(line, point);
    const std::size_t i = place ? place->segment : 0;
    for (const std::size_t k : {i, i + 1})
        if (k < path.size() && network::distance(path[k].point, point) < 1e-6) {
            path[k] = {point, true, path[k].on_rim || on_rim};
            return k;
        }
    path.insert(path.begin() + static_cast<std::ptrdiff_t>(i) + 1, {point, true, on_rim});
    return i + 1;
}

network::Polyline line_of(const LinePath& path) {
    network::Polyline line;
    line.reserve(path.points.size());
    for (const PathPoint& vertex : path.points)
        line.push_back(vertex.point);
    return line;
}

class Planner {
  public:
    Planner(const SurfaceRequest& request, const SizeField& lengths) : request_(request), lengths_(lengths) {}

    tl::expected<LinePlan, Error> plan() {
        domain();
        for (std::size_t l = 0; l < request_.lines.size(); ++l) {
            network::Polyline line = request_.lines[l].line;
            tell_spikes(cut_spikes(line, false, lengths_), "line " + request_.lines[l].name);
            if (line.size() > 1)
                add_path(static_cast<std::int32_t>(l), line);
        }
        if (auto error = part_from_neighbours())
            return tl::make_unexpected(std::move(*error));
        leave_out_along_rim();
        meet_each_other();
        meet_rim();
        return std::move(plan_);
    }

  private:
    [[nodiscard]] double edge(Point point) const { return lengths_.at(point.x, point.y); }
    [[nodiscard]] const std::string& name(const LinePath& path) const {
        return request_.lines[static_cast<std::size_t>(path.line)].name;
    }

    void tell_spikes(const std::vector<Spike>& spikes, const std::string& of) {
        for (const Spike& spike : spikes)
            plan_.notes.push_back(
                fmt::format("{}: a spike narrower than half an edge loses {:.1f} m at its tip ({:.1f}, {:.1f})", of,
                            spike.length, spike.tip.x, spike.tip.y));
    }

    void add_path(std::int32_t line, const network::Polyline& points) {
        LinePath path;
        path.line = line;
        for (const Point& point : points)
            if (path.points.empty() || network::distance(path.points.back().point, point) > 0.0)
                path.points.push_back({point});
        if (path.points.size() > 1)
            plan_.paths.push_back(std::move(path));
    }

    void domain() {
        Ring ring;
        for (const Point& corner : request_.domain)
            if (ring.empty() || network::distance(ring.back(), corner) >= same_corner * edge(corner))
                ring.push_back(corner);
        while (ring.size() > 3 && network::distance(ring.back(), ring.front()) < same_corner * edge(ring.front()))
            ring.pop_back();
        if (ring.size() < 3)
            ring = request_.domain;
        if (ring.size() < request_.domain.size())
            plan_.notes.push_back(
                fmt::format("rim: {} corners nearer than a fiftieth of an edge to another are left out",
                            request_.domain.size() - ring.size()));
        tell_spikes(cut_spikes(ring, true, lengths_), "rim");
        plan_.domain = std::move(ring);
    }

    /// Lines beside one another: made one, or refused.
    std::optional<Error> part_from_neighbours() {
        std::vector<LinePath> kept;
        std::vector<std::string> pairs;
        for (LinePath& path : plan_.paths) {
            std::vector<network::Polyline> parts{line_of(path)};
            for (const LinePath& other : kept) {
                const network::Polyline onto = line_of(other);
                std::vector<network::Polyline> rest;
                for (const network::Polyline& part : parts) {
                    const double wanted = edge(part.front());
                    const double near = request_.join_lines.value_or(same_place * wanted);
                    const BesideRuns runs = runs_beside(part, onto, near, wanted);
                    if (!request_.join_lines && !runs.beside.empty())
                        pairs.push_back(told(path, other, runs));
                    for (const network::Polyline& run : runs.beside)
                        join(path, other, run);
                    rest.insert(rest.end(), runs.rest.begin(), runs.rest.end());
                }
                parts = std::move(rest);
            }
            for (const network::Polyline& part : parts) {
                LinePath one;
                one.line = path.line;
                for (const Point& point : part)
                    one.points.push_back({point});
                kept.push_back(std::move(one));
            }
        }
        plan_.paths = std::move(kept);
        if (pairs.empty())
            return std::nullopt;
        constexpr std::size_t most = 5;
        std::string found;
        for (std::size_t i = 0; i < std::min(most, pairs.size()); ++i)
            found += (i == 0 ? "" : "; ") + pairs[i];
        if (pairs.size() > most)
            found += fmt::format("; and {} more pairs", pairs.size() - most);
        return Error{
            "line", found,
            "lines at least a tenth of an edge apart, or join_lines (m) in [surface.make], within which two are "
            "one"};
    }

    [[nodiscard]] std::string told(const LinePath& path, const LinePath& other, const BesideRuns& runs) const {
        double length = 0.0;
        for (const network::Polyline& run : runs.beside)
            length += network::length(run);
        const double wanted = edge(runs.beside.front().front());
        const double apart = std::max(runs.apart, 1e-3);
        const double usual = area(plan_.domain) / (0.43 * wanted * wanted);
        return fmt::format(
            "lines {} and {} that lie {:.3g} m apart over {:.0f} m: some {:.0f} cells between and beside "
            "them, where the whole mesh needs about {:.0f}",
            name(other), name(path), runs.apart, length, 4.0 * length / apart, usual);
    }

    void join(const LinePath& path, const LinePath& other, const network::Polyline& run) {
        plan_.joined.push_back({path.line, other.line, run});
        plan_.notes.push_back(fmt::format("lines {} and {} are one over {:.0f} m, with the higher crest", name(other),
                                          name(path), network::length(run)));
    }

    void leave_out_along_rim() {
        std::vector<LinePath> kept;
        for (LinePath& path : plan_.paths) {
            const network::Polyline line = line_of(path);
            const double whole = network::length(line);
            constexpr int samples = 40;
            bool along = true;
            for (int i = 0; along && i <= samples; ++i) {
                const Point point = network::point_along(line, whole * i / samples);
                along = distance_to(plan_.domain, point) < near_rim * edge(point);
            }
            if (along && whole > 2.0 * near_rim * edge(line.front()))
                plan_.notes.push_back(fmt::format(
                    "line {}: it keeps within half an edge of the rim, {:.0f} m, and is left out", name(path), whole));
            else
                kept.push_back(std::move(path));
        }
        plan_.paths = std::move(kept);
    }

    /// The vertex of a path within a tenth of an edge that is shared already.
    [[nodiscard]] std::optional<Point> shared_near(const LinePath& path, Point point) const {
        for (const PathPoint& vertex : path.points)
            if (vertex.fixed && network::distance(vertex.point, point) < same_place * edge(point))
                return vertex.point;
        return std::nullopt;
    }

    /// An end of a path that lies so near a point, to be moved there.
    [[nodiscard]] static std::optional<std::size_t> end_near(const LinePath& path, Point point, double within) {
        for (const std::size_t end : {std::size_t{0}, path.points.size() - 1})
            if (network::distance(path.points[end].point, point) < within)
                return end;
        return std::nullopt;
    }

    /// Gives two paths one vertex at a place.
    void share(LinePath& one, LinePath& other, Point at) {
        const double within = same_place * edge(at);
        Point point = at;
        if (const auto known = shared_near(one, at))
            point = *known;
        else if (const auto also = shared_near(other, at))
            point = *also;
        for (LinePath* path : {&one, &other})
            if (const auto end = end_near(*path, point, within)) {
                if (!path->points[*end].fixed)
                    path->points[*end] = {point, true, false};
                else if (network::distance(path->points[*end].point, point) > 0.0)
                    put(path->points, point, false);
            } else {
                put(path->points, point, false);
            }
    }

    void meet_each_other() {
        for (std::size_t a = 0; a < plan_.paths.size(); ++a)
            for (std::size_t b = a + 1; b < plan_.paths.size(); ++b) {
                LinePath& one = plan_.paths[a];
                LinePath& other = plan_.paths[b];
                for (const network::Crossing& crossing : network::crossings(line_of(one), line_of(other)))
                    share(one, other, crossing.point);
                for (const auto& [path, onto] : {std::pair{&one, &other}, std::pair{&other, &one}})
                    for (const bool front : {true, false})
                        end_on(*path, *onto, front);
            }
    }

    /// Takes an end that all but touches another path to it.
    void end_on(LinePath& path, LinePath& onto, bool front) {
        const PathPoint& end = front ? path.points.front() : path.points.back();
        const auto place = network::project(line_of(onto), end.point);
        const double within = std::max(same_place * edge(end.point), request_.join_lines.value_or(0.0));
        if (end.fixed || !place || place->distance > within)
            return;
        Point point = place->point;
        if (const auto known = shared_near(onto, point))
            point = *known;
        if (place->distance > 0.01)
            plan_.notes.push_back(fmt::format("line {}: its end {:.2f} m from line {} is taken to it", name(path),
                                              place->distance, name(onto)));
        (front ? path.points.front() : path.points.back()) = {point, true, false};
        put(onto.points, point, false);
    }

    /// The corner of the rim within a tenth of an edge of a point on it, or the point itself as a new corner.
    Point corner_at(Point point) {
        Ring& ring = plan_.domain;
        for (const Point& corner : ring)
            if (network::distance(corner, point) < same_place * edge(point))
                return corner;
        std::size_t side = 0;
        double nearest = distance_to_segment(point, ring[0], ring[1 % ring.size()]);
        for (std::size_t i = 1; i < ring.size(); ++i)
            if (const double here = distance_to_segment(point, ring[i], ring[(i + 1) % ring.size()]); here < nearest) {
                nearest = here;
                side = i;
            }
        ring.insert(ring.begin() + static_cast<std::ptrdiff_t>(side) + 1, point);
        return point;
    }

    [[nodiscard]] network::Polyline rim() const {
        network::Polyline closed = plan_.domain;
        closed.push_back(closed.front());
        return closed;
    }

    void meet_rim() {
        for (LinePath& path : plan_.paths) {
            for (const network::Crossing& crossing : network::crossings(line_of(path), rim())) {
                const Point corner = corner_at(crossing.point);
                if (const auto end = end_near(path, corner, same_place * edge(corner)); end && !path.points[*end].fixed)
                    path.points[*end] = {corner, true, true};
                else
                    put(path.points, corner, true);
            }
            for (const bool front : {true, false})
                end_on_rim(path, front);
        }
    }

    void end_on_rim(LinePath& path, bool front) {
        const PathPoint end = front ? path.points.front() : path.points.back();
        const auto place = network::project(rim(), end.point);
        if (end.fixed || !inside(plan_.domain, end.point) || place->distance > near_rim * edge(end.point))
            return;
        const Point corner = corner_at(place->point);
        if (place->distance > 0.01)
            plan_.notes.push_back(
                fmt::format("line {}: its end {:.2f} m from the rim is taken to it", name(path), place->distance));
        if (place->distance < same_place * edge(end.point))
            (front ? path.points.front() : path.points.back()) = {corner, true, true};
        else
            path.points.insert(front ? path.points.begin() : path.points.end(), {corner, true, true});
    }

    const SurfaceRequest& request_;
    const SizeField& lengths_;
    LinePlan plan_;
};

}  // namespace

tl::expected<LinePlan, Error> plan_lines(const SurfaceRequest& request, const SizeField& lengths) {
    return Planner(request, lengths).plan();
}

}  // namespace liriver::mesh::surface
