#include "solver/channel/hydraulic_table.h"

#include <algorithm>
#include <cmath>

#include "solver/channel/form_above_ground.h"
#include "solver/channel/section_pieces.h"

namespace liriver::solver::channel {
namespace {

constexpr double conveyance_tolerance = 1e-6;  // relative, of the cubic between exact values
constexpr double smallest_interval = 1e-6;     // m
constexpr double height_above_outline = 60.0;  // m of walls that are tabulated; beyond, the last cubic goes on linearly

// Geometry of one part inside one interval of depth: all linear or quadratic in s = depth - begin.
struct PartGeometry {
    double area = 0.0, top_width = 0.0, widening = 0.0;
    double n_perimeter = 0.0, n_growth = 0.0;  // sum of P n^(3/2), for Horton's composition
    Ramp filling, conveying, roughness;
    double stored = 0.0, stored_width = 0.0, stored_widening = 0.0;  // what of the area holds water
    [[nodiscard]] double area_at(double s) const { return area + s * (top_width + 0.5 * s * widening); }
    [[nodiscard]] double stored_at(double s) const { return stored + s * (stored_width + 0.5 * s * stored_widening); }
};

// K = A^(5/3) / (sum P n^(3/2))^(2/3): Manning with Horton's composite n; for one n it is A^(5/3) P^(-2/3) / n. Times
// the share of the part that conveys.
void add_conveyance(const PartGeometry& part, double s, double& value, double& slope) {
    const double area = part.area_at(s);
    const double resistance = part.n_perimeter + s * part.n_growth;
    if (area <= 0.0 || resistance <= 0.0)
        return;
    const auto at = [s](const Ramp& ramp) { return ramp.value + s * ramp.slope; };
    const double conveyance = std::pow(area, 5.0 / 3.0) * std::pow(resistance, -2.0 / 3.0);
    const double top_width = part.top_width + s * part.widening;
    const double conveyance_slope =
        conveyance * (5.0 / 3.0 * top_width / area - 2.0 / 3.0 * part.n_growth / resistance);
    const double filling = at(part.filling);
    const double conveying = at(part.conveying);
    const double n = at(part.roughness);
    const double share = filling * conveying / n;
    const double share_slope = (part.filling.slope * conveying + filling * part.conveying.slope -
                                filling * conveying * part.roughness.slope / n) /
                               n;
    value += conveyance * share;
    slope += conveyance_slope * share + conveyance * share_slope;
}

struct Knot {
    double s, value, slope;
};

class IntervalWriter {
  public:
    IntervalWriter(std::vector<DepthInterval>& out, std::vector<StillInterval>& still, double begin,
                   std::span<const PartGeometry> parts)
        : out_(out), still_(still), begin_(begin), parts_(parts) {}

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
        for (const PartGeometry& part : parts_)
            add_conveyance(part, s, k.value, k.slope);
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
        for (const PartGeometry& part : parts_) {
            in.area += part.stored_at(a.s);
            in.top_width += part.stored_width + a.s * part.stored_widening;
            in.widening += part.stored_widening;
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
        still_.push_back(still_from(a.s));
    }

    // (1 - share that conveys) * area stored, expanded about s = a
    [[nodiscard]] StillInterval still_from(double a) const {
        StillInterval sum;
        for (const PartGeometry& part : parts_) {
            const double share = 1.0 - part.conveying.value - a * part.conveying.slope;
            const double slope = -part.conveying.slope;
            const double area = part.stored_at(a);
            const double width = part.stored_width + a * part.stored_widening;
            const double half = 0.5 * part.stored_widening;
            sum.d0 += share * area;
            sum.d1 += share * width + slope * area;
            sum.d2 += share * half + slope * width;
            sum.d3 += slope * half;
        }
        return sum;
    }

    std::vector<DepthInterval>& out_;
    std::vector<StillInterval>& still_;
    double begin_;
    std::span<const PartGeometry> parts_;

  public:
    double highest_ = 0.0;  // conveyance reached so far
};

// All parts' geometry just above `begin`, no knot lying between `begin` and `end`; `area` of each part at `begin`.
std::vector<PartGeometry> parts_between(const SectionPieces& section, double begin, double end,
                                        std::span<const double> area) {
    std::vector<PartGeometry> parts(section.parts.size());
    for (const SectionPiece& p : section.pieces) {
        if (p.low >= end)
            continue;
        PartGeometry& part = parts[static_cast<std::size_t>(p.part)];
        const double n_power = std::pow(p.manning_n, 1.5);
        if (p.high <= begin) {
            part.top_width += p.width;
            part.n_perimeter += p.length * n_power;
            continue;
        }
        const double share = (begin - p.low) / (p.high - p.low);
        const double rate = 1.0 / (p.high - p.low);
        part.top_width += p.width * share;
        part.widening += p.width * rate;
        part.n_perimeter += p.length * share * n_power;
        part.n_growth += p.length * rate * n_power;
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
        PartGeometry& part = parts[i];
        const SectionPart& kind = section.parts[i];
        part.area = area[i];
        part.filling = kind.filling(begin, end);
        part.conveying = kind.conveying(begin, end);
        part.roughness = kind.roughness(begin, end);
        if (part.filling.slope != 0.0) {  // behind a levee just overtopped: level by level to what the land holds there
            const double whole = section.area(static_cast<int>(i), kind.dry_below + levee_ramp);
            part.stored = whole * part.filling.value;
            part.stored_width = whole * part.filling.slope;
        } else if (part.filling.value > 0.0) {
            part.stored = part.area;
            part.stored_width = part.top_width;
            part.stored_widening = part.widening;
        }
    }
    return parts;
}

}  // namespace

double HydraulicTables::least_width(std::span<const OutlinePoint> outline) { return least_section_width(outline); }

double HydraulicTables::bed_elevation(const SectionForm& form) { return section_bed(form); }

std::int32_t HydraulicTables::add(const SectionForm& form, Walls walls) {
    const FormAboveGround above(form);
    const auto [known, fresh] = known_.emplace(above.numbers(walls), size());
    if (fresh)
        try {
            tabulate(above.form(), walls);
        } catch (...) {
            known_.erase(known);
            throw;
        }
    return known->second;
}

void HydraulicTables::finish() {
    known_.clear();
    intervals_.shrink_to_fit();
    still_.shrink_to_fit();
    first_.shrink_to_fit();
}

void HydraulicTables::tabulate(const SectionForm& form, Walls walls) {
    SectionPieces section = section_pieces(form);
    const double ceiling = section.top + height_above_outline;
    if (walls == Walls::wetted) {
        const auto wall = [&](const OutlinePoint& end, const SectionPiece& beside) {
            const double low = std::max(end.elevation, section.bed) - section.bed;
            section.pieces.push_back({low, ceiling, 0.0, ceiling - low, beside.manning_n, beside.part});
        };
        const SectionPiece first = section.pieces.front();
        const SectionPiece last = section.pieces[section.outline_pieces - 1];
        wall(form.outline.front(), first);
        wall(form.outline.back(), last);
    }
    std::vector<double> levels = section.levels();
    if (levels.back() < ceiling)
        levels.push_back(ceiling);
    std::vector<double> area(section.parts.size());
    for (std::size_t i = 0; i < area.size(); ++i)
        area[i] = section.area(static_cast<int>(i), 0.0);
    const std::size_t before = intervals_.size();
    std::vector<StillInterval> still;
    double reached = 0.0;
    for (std::size_t i = 0; i + 1 < levels.size(); ++i) {
        const double height = levels[i + 1] - levels[i];
        const std::vector<PartGeometry> parts = parts_between(section, levels[i], levels[i + 1], area);
        IntervalWriter writer(intervals_, still, levels[i], parts);
        writer.highest_ = reached;
        writer.write(writer.knot(0.0), writer.knot(height));
        reached = writer.highest_;
        for (std::size_t p = 0; p < parts.size(); ++p)
            area[p] = parts[p].area_at(height);
    }
    const bool any = std::any_of(section.parts.begin(), section.parts.end(),
                                 [](const SectionPart& part) { return part.ineffective; });
    if (any && still_.empty())
        still_.resize(before);
    if (any || !still_.empty())
        still_.insert(still_.end(), still.begin(), still.end());
    first_.push_back(static_cast<std::int32_t>(intervals_.size()));
}

StillWater HydraulicTables::still_at(std::int32_t table, double depth, std::int32_t& cursor) const {
    if (still_.empty())
        return {};
    static_cast<void>(at(table, depth, cursor));
    const auto i = static_cast<std::size_t>(cursor);
    return still_water(still_[i], depth - intervals_[i].depth);
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
