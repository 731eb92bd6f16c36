#include "mesh/surface/respected_lines.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <unordered_map>

namespace liriver::mesh::surface {

namespace {

constexpr double sample_step = 2.0;  // m: finer than any channel is wide
const double bend = std::cos(10.0 * std::acos(-1.0) / 180.0);

/// Segments by the buckets that their bounding boxes touch.
class SegmentIndex {
  public:
    struct Segment {
        Point a, b;
        std::int32_t line;
        double along;  ///< m of the line at a
    };
    explicit SegmentIndex(double bucket) : bucket_(bucket) {}
    void add(const Segment& segment) {
        const auto number = static_cast<std::int32_t>(segments_.size());
        segments_.push_back(segment);
        const auto [west, east] = std::minmax(segment.a.x, segment.b.x);
        const auto [south, north] = std::minmax(segment.a.y, segment.b.y);
        for (std::int64_t j = of(south - bucket_); j <= of(north + bucket_); ++j)
            for (std::int64_t i = of(west - bucket_); i <= of(east + bucket_); ++i)
                buckets_[i * 0x40000000 + j].push_back(number);
    }
    template <typename Visit>
    void near(Point point, Visit&& visit) const {
        const auto found = buckets_.find(of(point.x) * 0x40000000 + of(point.y));
        if (found != buckets_.end())
            for (const std::int32_t number : found->second)
                visit(segments_[static_cast<std::size_t>(number)]);
    }

  private:
    [[nodiscard]] std::int64_t of(double x) const { return static_cast<std::int64_t>(std::floor(x / bucket_)); }
    double bucket_;
    std::vector<Segment> segments_;
    std::unordered_map<std::int64_t, std::vector<std::int32_t>> buckets_;
};

bool clear_of_channels(const ChannelQuads& channels, Point point, double room) {
    bool clear = true;
    channels.all.near(point, room, [&](std::int32_t number) {
        const IndexedQuad& quad = channels.all.quads()[static_cast<std::size_t>(number)];
        clear = clear && !(quad.kept && quad.distance(point) < room);
    });
    return clear;
}

/// Keeps the ends, the bends, and points about an edge length apart.
std::vector<Point> thinned(const std::vector<Point>& run, const SizeField& lengths) {
    std::vector<Point> kept{run.front()};
    for (std::size_t i = 1; i + 1 < run.size(); ++i) {
        const double ax = run[i].x - run[i - 1].x;
        const double ay = run[i].y - run[i - 1].y;
        const double bx = run[i + 1].x - run[i].x;
        const double by = run[i + 1].y - run[i].y;
        const bool bends = ax * bx + ay * by < bend * std::hypot(ax, ay) * std::hypot(bx, by);
        const double apart = network::distance(kept.back(), run[i]);
        const double wanted = lengths.at(run[i].x, run[i].y);
        if (apart >= wanted || (bends && apart > 0.3 * wanted))
            kept.push_back(run[i]);
    }
    if (kept.size() > 1 && network::distance(kept.back(), run.back()) < 0.3 * lengths.at(run.back().x, run.back().y))
        kept.pop_back();
    kept.push_back(run.back());
    return kept;
}

}  // namespace

CutLines cut_lines(const std::vector<RespectedLine>& lines, const Ring& domain, const ChannelQuads& channels,
                   const SizeField& lengths) {
    CutLines cut;
    for (std::size_t l = 0; l < lines.size(); ++l) {
        double dropped = 0.0;
        std::vector<Point> run;
        const auto end_run = [&] {
            if (run.size() > 1 && network::length(run) > 0.5 * lengths.at(run.front().x, run.front().y))
                cut.pieces.push_back({static_cast<std::int32_t>(l), thinned(run, lengths)});
            run.clear();
        };
        const network::Polyline& line = lines[l].line;
        for (std::size_t v = 0; v + 1 < line.size(); ++v) {
            const double length = network::distance(line[v], line[v + 1]);
            const int steps = std::max(1, static_cast<int>(std::ceil(length / sample_step)));
            for (int i = 0; i < steps + (v + 2 == line.size() ? 1 : 0); ++i) {
                const double share = static_cast<double>(i) / steps;
                const Point point{line[v].x + share * (line[v + 1].x - line[v].x),
                                  line[v].y + share * (line[v + 1].y - line[v].y)};
                const double room = 0.5 * lengths.at(point.x, point.y);
                const bool usable = inside(domain, point) && distance_to(domain, point) > room &&
                                    clear_of_channels(channels, point, room);
                if (usable) {
                    run.push_back(point);
                } else {
                    end_run();
                    dropped += length / steps;
                }
            }
        }
        end_run();
        cut.dropped.push_back(dropped);
    }
    return cut;
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
