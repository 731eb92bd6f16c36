#include "solver/channel/critical_discharge.h"

#include <algorithm>
#include <cmath>

namespace liriver::solver::channel {
namespace {

constexpr double least_share = 1e-3;  // of the top width that a flow's width is taken as, where all else stands still
constexpr double rounding_share = 1e-9;  // of a discharge: no jump

// The flow area and its first two derivatives within one interval.
struct Flowing {
    double area, width, widening;
};

class Table {
  public:
    Table(const HydraulicTables& tables, std::int32_t table, double film)
        : tables_(tables), first_(tables.first(table)), end_(tables.end(table)), film_(film) {}

    [[nodiscard]] std::int32_t first() const { return first_; }
    [[nodiscard]] std::int32_t end() const { return end_; }
    [[nodiscard]] double begin_of(std::int32_t i) const {
        return tables_.intervals()[static_cast<std::size_t>(i)].depth;
    }

    [[nodiscard]] Flowing flowing(std::int32_t i, double depth) const {
        const DepthInterval& in = tables_.intervals()[static_cast<std::size_t>(i)];
        const double s = depth - in.depth;
        Flowing flow{in.area + s * (in.top_width + 0.5 * s * in.widening), in.top_width + s * in.widening, in.widening};
        const double top_width = flow.width;
        if (!tables_.still().empty()) {
            const StillInterval& still = tables_.still()[static_cast<std::size_t>(i)];
            const StillWater at = still_water(still, s);
            flow.area -= at.area;
            flow.width -= at.by_depth;
            flow.widening -= 2.0 * still.d2 + 6.0 * still.d3 * s;
        }
        flow.area = std::max(0.0, flow.area - film_);
        if (flow.width < least_share * top_width)
            flow = {flow.area, least_share * top_width, 0.0};
        return flow;
    }

    [[nodiscard]] BoundaryFlow critical(std::int32_t i, double depth) const {
        const Flowing flow = flowing(i, depth);
        const double celerity = std::sqrt(gravity * flow.area / flow.width);
        const double discharge = flow.area * celerity;
        return {discharge, 1.5 * flow.width * celerity - 0.5 * discharge * flow.widening / flow.width};
    }

  private:
    const HydraulicTables& tables_;
    std::int32_t first_, end_;
    double film_;
};

// The exact flow, or what has been reached already.
BoundaryFlow at_least(double reached, BoundaryFlow exact) {
    if (exact.discharge < reached)
        return {reached, 0.0};
    return {exact.discharge, std::max(0.0, exact.by_stage)};
}

}  // namespace

CriticalDischarge::CriticalDischarge(const HydraulicTables& tables, std::int32_t table, double film) {
    const Table section(tables, table, film);
    BoundaryFlow now;
    for (std::int32_t i = section.first(); i + 1 < section.end(); ++i) {
        double from = section.begin_of(i);
        const double to = section.begin_of(i + 1);
        BoundaryFlow begin = at_least(now.discharge, section.critical(i, from));
        if (begin.discharge > now.discharge * (1.0 + rounding_share)) {
            const double end_of_ramp = std::min(to, from + critical_ramp);
            begin = at_least(now.discharge, section.critical(i, end_of_ramp));
            const double slope = (begin.discharge - now.discharge) / (end_of_ramp - from);
            add_piece(from, end_of_ramp, {now.discharge, slope}, {begin.discharge, slope});
            now = begin;
            from = end_of_ramp;
        }
        if (from < to) {
            now = at_least(begin.discharge, section.critical(i, to));
            add_piece(from, to, begin, now);
        }
    }
    const std::int32_t last = section.end() - 1;
    top_ = section.begin_of(last);
    const Flowing flow = section.flowing(last, top_);
    top_area_ = flow.area;
    top_width_ = flow.width;
    above_exact_ = now.discharge - section.critical(last, top_).discharge;
}

// A cubic that meets both ends, its slopes limited so that it never falls (Fritsch and Carlson 1980).
void CriticalDischarge::add_piece(double from, double to, BoundaryFlow begin, BoundaryFlow end) {
    const double length = to - from;
    const double mean = (end.discharge - begin.discharge) / length;
    const double left = std::min(begin.by_stage, 3.0 * mean);
    const double right = std::min(end.by_stage, 3.0 * mean);
    pieces_.push_back({from, begin.discharge, left, (3.0 * mean - 2.0 * left - right) / length,
                       (left + right - 2.0 * mean) / (length * length)});
}

BoundaryFlow CriticalDischarge::at(double depth) const {
    if (depth <= 0.0)
        return {};
    if (depth >= top_) {
        const double area = top_area_ + top_width_ * (depth - top_);
        const double celerity = std::sqrt(gravity * area / top_width_);
        return {area * celerity + above_exact_, 1.5 * top_width_ * celerity};
    }
    const auto above = std::upper_bound(pieces_.begin(), pieces_.end(), depth,
                                        [](double value, const Piece& piece) { return value < piece.depth; });
    const Piece& in = *(above - 1);
    const double s = depth - in.depth;
    return {in.c0 + s * (in.c1 + s * (in.c2 + s * in.c3)), in.c1 + s * (2.0 * in.c2 + 3.0 * s * in.c3)};
}

}  // namespace liriver::solver::channel
