#include "mesh/surface/respected_lines.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "mesh/surface/box_index.h"

namespace liriver::mesh::surface {

namespace {

constexpr double sample_step = 2.0;  // m: finer than any channel is wide
const double bend = std::cos(10.0 * std::acos(-1.0) / 180.0);

/// Segments within a bucket of a point.
class SegmentIndex {
  public:
    struct Segment {
        Point a, b;
        std::int32_t line;
        double along;  ///< m of the line at a
    };
    explicit SegmentIndex(double bucket) : bucket_(bucket), index_(bucket) {}
    void add(const Segment& segment) {
        const auto number = static_cast<std::int32_t>(segments_.size());
        segments_.push_back(segment);
        const auto [west, east] = std::minmax(segment.a.x, segment.b.x);
        const auto [south, north] = std::minmax(segment.a.y, segment.b.y);
        index_.add(number, west - bucket_, south - bucket_, east + bucket_, north + bucket_);
    }
    template <typename Visit>
    void near(Point point, Visit&& visit) const {
        index_.near(point.x, point.y, point.x, point.y,
                    [&](std::int32_t number) { visit(segments_[static_cast<std::size_t>(number)]); });
    }

  private:
    double bucket_;
    BoxIndex index_;
    std::vector<Segment> segments_;
};

bool clear_of_channels(const ChannelQuads& channels, Point point, double room) {
    bool clear = true;
    channels.all.near(point, room, [&](std::int32_t number) {
        const IndexedQuad& quad = channels.all.quads()[static_cast<std::size_t>(number)];
        clear = clear && !(quad.kept && quad.distance(point) < room);
    });
    return clear;
}

/// Keeps the ends, what is fixed, the bends, and points about an edge length apart.
std::vector<Point> thinned(const std::vector<PathPoint>& run, const SizeField& lengths) {
    std::vector<PathPoint> kept{run.front()};
    for (std::size_t i = 1; i + 1 < run.size(); ++i) {
        const Point& here = run[i].point;
        const double ax = here.x - run[i - 1].point.x;
        const double ay = here.y - run[i - 1].point.y;
        const double bx = run[i + 1].point.x - here.x;
        const double by = run[i + 1].point.y - here.y;
        const bool bends = ax * bx + ay * by < bend * std::hypot(ax, ay) * std::hypot(bx, by);
        const double apart = network::distance(kept.back().point, here);
        const double wanted = lengths.at(here.x, here.y);
        if (run[i].fixed && !kept.back().fixed && kept.size() > 1 && apart < 0.3 * wanted)
            kept.pop_back();
        if (run[i].fixed || apart >= wanted || (bends && apart > 0.3 * wanted))
            kept.push_back(run[i]);
    }
    const Point& last = run.back().point;
    if (kept.size() > 1 && !kept.back().fixed &&
        network::distance(kept.back().point, last) < 0.3 * lengths.at(last.x, last.y))
        kept.pop_back();
    kept.push_back(run.back());
    std::vector<Point> points;
    points.reserve(kept.size());
    for (const PathPoint& point : kept)
        points.push_back(point.point);
    return points;
}

/// The node of the channels' edges nearest to a point, when within `farthest` m.
std::optional<Point> edge_node(const ChannelQuads& channels, Point point, double farthest) {
    std::optional<Point> nearest;
    double distance = farthest;
    for (const auto& [a, b] : channels.outline)
        for (const std::int32_t node : {a, b}) {
            const Point& here = channels.nodes[static_cast<std::size_t>(node)];
            if (const double apart = network::distance(here, point); apart <= distance) {
                distance = apart;
                nearest = here;
            }
        }
    return nearest;
}

/// Follows one path and cuts it into pieces.
class Walk {
  public:
    Walk(const LinePlan& plan, const ChannelQuads& channels, const SizeField& lengths, CutLines& cut)
        : plan_(plan), channels_(channels), lengths_(lengths), cut_(cut) {}

    void along(const LinePath& path) {
        line_ = path.line;
        by_channel_ = false;
        for (std::size_t v = 0; v < path.points.size(); ++v) {
            visit(path.points[v]);
            if (v + 1 == path.points.size())
                break;
            const Point a = path.points[v].point;
            const Point b = path.points[v + 1].point;
            const double length = network::distance(a, b);
            const int steps = std::max(1, static_cast<int>(std::ceil(length / sample_step)));
            step_ = length / steps;
            for (int i = 1; i < steps; ++i) {
                const double share = static_cast<double>(i) / steps;
                visit({{a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)}});
            }
        }
        end_run(std::nullopt);
    }

  private:
    void visit(const PathPoint& at) {
        const bool within = at.on_rim || inside(plan_.domain, at.point);
        const double room = 0.5 * lengths_.at(at.point.x, at.point.y);
        const bool clear = clear_of_channels(channels_, at.point, room);
        if (within && clear) {
            if (run_.empty() && by_channel_)  // it comes out of a channel, or away from its side
                start_on_channel(at.point, room);
            by_channel_ = false;
            run_.push_back(at);
            if (at.on_rim && run_.size() > 1) {  // it may go on outside
                end_run(std::nullopt);
                run_.push_back(at);
            }
            return;
        }
        end_run(within && !clear ? std::optional<Point>(at.point) : std::nullopt);
        by_channel_ = within && !clear;
        cut_.dropped[static_cast<std::size_t>(line_)] += step_;
    }

    void start_on_channel(Point point, double room) {
        if (const auto node = edge_node(channels_, point, 3.0 * room))
            run_.push_back({*node, true});
    }

    /// Ends the present run; `toward`: the first point too near a channel.
    void end_run(const std::optional<Point>& toward) {
        if (!run_.empty() && toward)
            if (const auto node = edge_node(channels_, *toward, 3.0 * lengths_.at(toward->x, toward->y)))
                run_.push_back({*node, true});
        if (run_.size() > 1) {
            double length = 0.0;
            for (std::size_t i = 1; i < run_.size(); ++i)
                length += network::distance(run_[i - 1].point, run_[i].point);
            const bool held = run_.front().fixed && run_.back().fixed;
            if (held || length > 0.5 * lengths_.at(run_.front().point.x, run_.front().point.y))
                cut_.pieces.push_back({line_, thinned(run_, lengths_)});
        }
        run_.clear();
    }

    const LinePlan& plan_;
    const ChannelQuads& channels_;
    const SizeField& lengths_;
    CutLines& cut_;
    std::int32_t line_ = 0;
    bool by_channel_ = false;
    double step_ = 0.0;
    std::vector<PathPoint> run_;
};

}  // namespace

CutLines cut_lines(const LinePlan& plan, std::size_t lines, const ChannelQuads& channels, const SizeField& lengths) {
    CutLines cut;
    cut.dropped.assign(lines, 0.0);
    for (const LinePath& path : plan.paths)
        Walk(plan, channels, lengths, cut).along(path);
    return cut;
}

void add_joined(const SurfaceMesh& mesh, const std::vector<JoinedPart>& joined, std::vector<LineFace>& faces) {
    if (joined.empty())
        return;
    const std::size_t own = faces.size();
    for (const JoinedPart& part : joined) {
        const double whole = network::length(part.part);
        for (std::size_t i = 0; i < own; ++i) {
            if (faces[i].line != part.onto)
                continue;
            const auto& middle = mesh.midpoint[static_cast<std::size_t>(faces[i].face)];
            const auto place = network::project(part.part, {middle.x, middle.y});
            const double half = 0.5 * mesh.length[static_cast<std::size_t>(faces[i].face)];
            // Beside the part: no further beyond its ends than half the face.
            if (place && place->distance < half && place->along > -half && place->along < whole + half)
                faces.push_back({faces[i].face, part.line, place->along});
        }
    }
    std::stable_sort(faces.begin(), faces.end(), [](const LineFace& a, const LineFace& b) { return a.face < b.face; });
}

std::vector<LineFace> find_line_faces(const SurfaceMesh& mesh, const std::vector<CellPlace>& places,
                                      const std::vector<RespectedLine>& lines, const CutLines& cut) {
    std::vector<LineFace> found;
    if (lines.empty())
        return found;
    double longest = 1.0;
    for (const double length : mesh.length)
        longest = std::max(longest, length);
    SegmentIndex pieces(longest);
    SegmentIndex whole(longest);
    for (const LinePiece& piece : cut.pieces)
        for (std::size_t i = 0; i + 1 < piece.points.size(); ++i)
            pieces.add({piece.points[i], piece.points[i + 1], piece.line, 0.0});
    for (std::size_t l = 0; l < lines.size(); ++l) {
        const std::vector<double> along = network::distances_along(lines[l].line);
        for (std::size_t i = 0; i + 1 < along.size(); ++i)
            whole.add({lines[l].line[i], lines[l].line[i + 1], static_cast<std::int32_t>(l), along[i]});
    }
    for (std::int32_t f = 0; f < mesh.inner_faces; ++f) {
        const auto ends = mesh.ends(f);
        const Point a{mesh.node_x[ends[0]], mesh.node_y[ends[0]]};
        const Point b{mesh.node_x[ends[1]], mesh.node_y[ends[1]]};
        const Point middle{mesh.midpoint[f].x, mesh.midpoint[f].y};
        const double tolerance = 1e-4 * mesh.length[f];
        std::optional<std::int32_t> line;
        pieces.near(middle, [&](const SegmentIndex::Segment& s) {
            if (!line && distance_to_segment(a, s.a, s.b) < tolerance && distance_to_segment(b, s.a, s.b) < tolerance)
                line = s.line;
        });
        // A bank with the line just outside the channel: the bank's side stands for it.
        const bool bank = (places[mesh.left[f]].reach < 0) != (places[mesh.right[f]].reach < 0);
        if (!line && bank) {
            const std::int32_t land = places[mesh.left[f]].reach < 0 ? mesh.left[f] : mesh.right[f];
            const Point ground{mesh.centroid[land].x, mesh.centroid[land].y};
            whole.near(middle, [&](const SegmentIndex::Segment& s) {
                const double dx = s.b.x - s.a.x;
                const double dy = s.b.y - s.a.y;
                const double across =
                    std::abs(dx * mesh.normal[f].x + dy * mesh.normal[f].y) / std::max(std::hypot(dx, dy), 1e-12);
                if (!line && across < 0.5 && distance_to_segment(middle, s.a, s.b) < 0.6 * mesh.length[f] &&
                    distance_to_segment(ground, s.a, s.b) < mesh.length[f])
                    line = s.line;
            });
        }
        if (!line)
            continue;
        const auto place = network::project(lines[static_cast<std::size_t>(*line)].line, middle);
        found.push_back({f, *line, place ? place->along : 0.0});
    }
    return found;
}

}  // namespace liriver::mesh::surface
