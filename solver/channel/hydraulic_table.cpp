#include "solver/channel/hydraulic_table.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>

namespace liriver::solver::channel {
namespace {

constexpr double conveyance_tolerance = 1e-6;  // relative, of the cubic between exact values
constexpr double smallest_interval = 1e-6;     // m
constexpr double height_above_outline = 60.0;  // m of walls that are tabulated; beyond, the last cubic goes on linearly

// A piece of ground between two levels, its width and its length along the ground.
struct Piece {
    double low, high, width, length, manning_n;
    int zone;
};

std::vector<Piece> pieces_of(std::span<const OutlinePoint> outline, double bed) {
    std::vector<Piece> pieces;
    const auto add = [&](double from, double to, double width, const OutlinePoint& ground) {
        if (width != 0.0 || from != to)
            pieces.push_back({std::min(from, to), std::max(from, to), width, std::hypot(width, to - from),
                              ground.manning_n, ground.zone});
    };
    for (std::size_t i = 0; i + 1 < outline.size(); ++i) {
        const double from = outline[i].elevation - bed;
        const double to = outline[i + 1].elevation - bed;
        const double width = outline[i + 1].offset - outline[i].offset;
        const double low = std::min(from, to);
        const double high = std::max(from, to);
        if (low >= 0.0) {
            add(from, to, width, outline[i]);
        } else if (high <= 0.0) {
            add(0.0, 0.0, width, outline[i]);
        } else {  // part of the piece lies below the level where a pointed thalweg is cut off
            const double below = width * -low / (high - low);
            add(0.0, 0.0, below, outline[i]);
            add(0.0, high, width - below, outline[i]);
        }
    }
    return pieces;
}

double width_at(std::span<const Piece> pieces, double depth) {
    double width = 0.0;
    for (const Piece& p : pieces)
        width += depth >= p.high ? p.width : (depth > p.low ? p.width * (depth - p.low) / (p.high - p.low) : 0.0);
    return width;
}

// Geometry of one roughness zone inside one interval of depth: all linear or quadratic in s = depth - begin.
struct ZoneGeometry {
    double area = 0.0, top_width = 0.0, widening = 0.0, perimeter = 0.0, perimeter_growth = 0.0;
    double n_perimeter = 0.0, n_growth = 0.0;  // sum of P n^(3/2), for Horton's composition
    [[nodiscard]] double area_at(double s) const { return area + s * (top_width + 0.5 * s * widening); }
};

// K = A^(5/3) / (sum P n^(3/2))^(2/3): Manning with Horton's composite n; for one n it is A^(5/3) P^(-2/3) / n.
void add_conveyance(const ZoneGeometry& zone, double s, double& value, double& slope) {
    const double area = zone.area_at(s);
    const double resistance = zone.n_perimeter + s * zone.n_growth;
    if (area <= 0.0 || resistance <= 0.0)
        return;
    const double conveyance = std::pow(area, 5.0 / 3.0) * std::pow(resistance, -2.0 / 3.0);
    const double top_width = zone.top_width + s * zone.widening;
    value += conveyance;
    slope += conveyance * (5.0 / 3.0 * top_width / area - 2.0 / 3.0 * zone.n_growth / resistance);
}

struct Knot {
    double s, value, slope;
};

class IntervalWriter {
  public:
    IntervalWriter(std::vector<DepthInterval>& out, double begin, std::span<const ZoneGeometry> zones)
        : out_(out), begin_(begin), zones_(zones) {}

    // Splits [a, b] until the cubic through the exact values and slopes at its ends is within the tolerance inside.
    void write(const Knot& a, const Knot& b) {
        const double h = b.s - a.s;
        if (h > smallest_interval && !good(a, b, h)) {
            const Knot middle = knot(0.5 * (a.s + b.s));
            write(a, middle);
            write(middle, b);
            return;
        }
        emit(a, b, h);
    }

    [[nodiscard]] Knot knot(double s) const {
        Knot k{s, 0.0, 0.0};
        for (const ZoneGeometry& zone : zones_)
            add_conveyance(zone, s, k.value, k.slope);
        return k;
    }

  private:
    static double cubic(const Knot& a, const Knot& b, double h, double t) {
        const double u = 1.0 - t;
        return u * u * (1.0 + 2.0 * t) * a.value + t * t * (1.0 + 2.0 * u) * b.value +
               h * t * u * (u * a.slope - t * b.slope);
    }

    [[nodiscard]] bool good(const Knot& a, const Knot& b, double h) const {
        for (const double t : {0.25, 0.5, 0.75}) {
            const double exact = knot(a.s + t * h).value;
            if (std::abs(cubic(a, b, h, t) - exact) > conveyance_tolerance * exact)
                return false;
        }
        return true;
    }

    void emit(const Knot& a, const Knot& b, double h) {
        DepthInterval in;
        in.depth = begin_ + a.s;
        for (const ZoneGeometry& zone : zones_) {
            in.area += zone.area_at(a.s);
            in.top_width += zone.top_width + a.s * zone.widening;
            in.widening += zone.widening;
        }
        const double floor = highest_;
        if (a.value < floor || b.value < floor || a.slope < 0.0 || b.slope < 0.0) {  // a flat bench: hold
            const double end = std::max(floor, b.value);
            const double begin = std::max(floor, a.value);
            in.k0 = begin;
            in.k1 = h > 0.0 ? (end - begin) / h : 0.0;
            highest_ = end;
        } else {
            in.k0 = a.value;
            in.k1 = a.slope;
            in.k2 = (3.0 * (b.value - a.value) / h - 2.0 * a.slope - b.slope) / h;
            in.k3 = (a.slope + b.slope - 2.0 * (b.value - a.value) / h) / (h * h);
            highest_ = std::max(highest_, b.value);
        }
        out_.push_back(in);
    }

    std::vector<DepthInterval>& out_;
    double begin_;
    std::span<const ZoneGeometry> zones_;

  public:
    double highest_ = 0.0;  // conveyance reached so far
};

// All zones' geometry just above `begin`, no vertex lying between `begin` and `end`.
std::vector<ZoneGeometry> zones_between(std::span<const Piece> pieces, double begin, double end,
                                        std::map<int, std::size_t>& number, std::span<const double> area_below) {
    std::vector<ZoneGeometry> zones(number.size());
    for (std::size_t z = 0; z < zones.size(); ++z)
        zones[z].area = area_below[z];
    for (const Piece& p : pieces) {
        if (p.low >= end)
            continue;
        ZoneGeometry& zone = zones[number.at(p.zone)];
        const double n_power = std::pow(p.manning_n, 1.5);
        if (p.high <= begin) {
            zone.top_width += p.width;
            zone.perimeter += p.length;
            zone.n_perimeter += p.length * n_power;
            continue;
        }
        const double share = (begin - p.low) / (p.high - p.low);
        const double rate = 1.0 / (p.high - p.low);
        zone.top_width += p.width * share;
        zone.widening += p.width * rate;
        zone.perimeter += p.length * share;
        zone.perimeter_growth += p.length * rate;
        zone.n_perimeter += p.length * share * n_power;
        zone.n_growth += p.length * rate * n_power;
    }
    return zones;
}

void check(std::span<const OutlinePoint> outline) {
    if (outline.size() < 2)
        throw std::invalid_argument("a section needs at least two points");
    for (std::size_t i = 0; i < outline.size(); ++i) {
        if (!std::isfinite(outline[i].offset) || !std::isfinite(outline[i].elevation))
            throw std::invalid_argument("a section's points must be finite");
        if (i + 1 < outline.size() && !(outline[i].manning_n > 0.0))
            throw std::invalid_argument("Manning's n must be greater than zero");
        if (i > 0 && outline[i].offset < outline[i - 1].offset)
            throw std::invalid_argument("a section's offsets must not decrease");
    }
    if (!(outline.back().offset > outline.front().offset))
        throw std::invalid_argument("a section must have some width");
}

}  // namespace

double HydraulicTables::least_width(std::span<const OutlinePoint> outline) {
    return std::min(0.05, 0.01 * (outline.back().offset - outline.front().offset));
}

double HydraulicTables::bed_elevation(std::span<const OutlinePoint> outline) {
    double lowest = outline[0].elevation;
    double highest = outline[0].elevation;
    for (const OutlinePoint& p : outline) {
        lowest = std::min(lowest, p.elevation);
        highest = std::max(highest, p.elevation);
    }
    const std::vector<Piece> pieces = pieces_of(outline, lowest);
    const double least = least_width(outline);
    double flat = 0.0;
    for (const Piece& p : pieces)
        flat += p.high <= 0.0 ? p.width : 0.0;
    if (flat >= least)
        return lowest;
    double a = 0.0;
    double b = highest - lowest;
    for (int i = 0; i < 60; ++i)
        (width_at(pieces, 0.5 * (a + b)) < least ? a : b) = 0.5 * (a + b);
    return lowest + b;
}

std::int32_t HydraulicTables::add(std::span<const OutlinePoint> outline, Walls walls) {
    check(outline);
    const double bed = bed_elevation(outline);
    std::vector<Piece> pieces = pieces_of(outline, bed);
    double top = 0.0;
    for (const Piece& p : pieces)
        top = std::max(top, p.high);
    const double ceiling = top + height_above_outline;
    if (walls == Walls::wetted) {
        const auto wall = [&](const OutlinePoint& end, const OutlinePoint& ground) {
            const double low = std::max(end.elevation, bed) - bed;
            pieces.push_back({low, ceiling, 0.0, ceiling - low, ground.manning_n, ground.zone});
        };
        wall(outline.front(), outline.front());
        wall(outline.back(), outline[outline.size() - 2]);
    }

    std::vector<double> levels{0.0, ceiling};
    std::map<int, std::size_t> number;
    for (const Piece& p : pieces) {
        levels.push_back(p.low);
        levels.push_back(p.high);
        number.emplace(p.zone, 0);
    }
    std::size_t count = 0;
    for (auto& entry : number)
        entry.second = count++;
    std::sort(levels.begin(), levels.end());
    levels.erase(std::unique(levels.begin(), levels.end()), levels.end());

    std::vector<double> area_below(number.size(), 0.0);
    double reached = 0.0;
    for (std::size_t i = 0; i + 1 < levels.size(); ++i) {
        const double height = levels[i + 1] - levels[i];
        const std::vector<ZoneGeometry> zones = zones_between(pieces, levels[i], levels[i + 1], number, area_below);
        IntervalWriter writer(intervals_, levels[i], zones);
        writer.highest_ = reached;
        writer.write(writer.knot(0.0), writer.knot(height));
        reached = writer.highest_;
        for (std::size_t z = 0; z < zones.size(); ++z)
            area_below[z] = zones[z].area_at(height);
    }
    first_.push_back(static_cast<std::int32_t>(intervals_.size()));
    return size() - 1;
}

Hydraulics HydraulicTables::at(std::int32_t table, double depth, std::int32_t& cursor) const {
    return look_up(intervals_.data(), first(table), end(table), depth, cursor);
}

double HydraulicTables::depth_of_area(std::int32_t table, double area) const {
    if (area <= 0.0)
        return 0.0;
    std::int32_t cursor = first(table);
    return look_up_depth(intervals_.data(), first(table), end(table), area, cursor);
}

}  // namespace liriver::solver::channel
