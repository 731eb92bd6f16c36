#pragma once
// Flow area, top width and conveyance of a section as functions of depth, looked up in one cache line.
#include <cmath>
#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "solver/channel/section_form.h"
#include "solver/vector_paths.h"

namespace liriver::solver::channel {

/// How the outline's ends count. Above the end points the water stands against vertical walls.
enum class Walls { wetted, frictionless };

/// One interval of depth. Inside it top width is linear, flow area quadratic (both exact for a polyline), and
/// conveyance a cubic that meets the exact value and slope at both ends.
struct alignas(64) DepthInterval {
    double depth = 0.0;                             ///< m, where the interval begins
    double area = 0.0;                              ///< m2 at `depth`
    double top_width = 0.0;                         ///< m just above `depth`
    double widening = 0.0;                          ///< d(top width)/d(depth)
    double k0 = 0.0, k1 = 0.0, k2 = 0.0, k3 = 0.0;  ///< conveyance = k0 + k1 s + k2 s^2 + k3 s^3, m3/s
};

/// What of an interval's area stands still: d0 + d1 s + d2 s^2 + d3 s^3, m2.
struct alignas(32) StillInterval {
    double d0 = 0.0, d1 = 0.0, d2 = 0.0, d3 = 0.0;
};

/// Water that a section stores and does not convey.
struct StillWater {
    double area = 0.0;      ///< m2
    double by_depth = 0.0;  ///< m; negative where an ineffective area comes to convey
};

/// What a section offers at one depth.
struct Hydraulics {
    double area = 0.0;        ///< m2, still water included; below the bed it goes on linearly to negative values, for
                              ///< Newton's sake only
    double top_width = 0.0;   ///< m
    double conveyance = 0.0;  ///< m3/s, zero at and below the bed
    double conveyance_slope = 0.0;  ///< d(conveyance)/d(depth), m2/s
};

/// Tables of many sections in one array. Sections of equal shape share one table.
class HydraulicTables {
  public:
    /// Adds a table for the section and returns its number.
    /// Exact for polylines: A and T by piece, K = sum over parts of A^(5/3) P^(-2/3) / n (divided channel method, Chow
    /// 1959, 6-5), Manning's n of a part that mixes several n being composed by Horton (1933). A part is a zone, or
    /// what of it lies behind a levee or is ineffective. The cubic's relative error is below 1e-6. Conveyance never
    /// falls with depth: where a flat bench, or an n that grows with depth, would make it fall it is held. A pointed
    /// thalweg is cut off at the level where the water is `least_width(outline)` wide. Needs at least two points in
    /// order of offset, some width, and n > 0; levees between the ends, at or above the ground, the left one left of
    /// the right one; else throws std::invalid_argument.
    /// Forms that differ by no more than their level get one table: it is made from heights above the lowest point,
    /// freed from the rounding of their levels, so that it has the same bits whichever of them came first.
    std::int32_t add(const SectionForm& form, Walls walls = Walls::wetted);
    std::int32_t add(std::span<const OutlinePoint> outline, Walls walls = Walls::wetted) {
        return add(SectionForm{outline}, walls);
    }

    /// Adds the table of a storage node of length 1 and returns its number: `area` is then its volume, m3, and
    /// `top_width` its water surface, m2; it conveys nothing. From the surface at each level (rising from row to row,
    /// m; surfaces above 0 that do not fall, m2) it is exact for straight lines between them; above the last level the
    /// walls are upright. Throws std::invalid_argument on anything else.
    std::int32_t add_storage(std::span<const double> level, std::span<const double> surface);
    /// The same from the volume at each level (both rising, the first volume 0, m3), in straight lines; the last one
    /// goes on.
    std::int32_t add_storage_volumes(std::span<const double> level, std::span<const double> volume);

    /// Bed elevation used for the section: its lowest point in front of the levees, or the level where a pointed
    /// thalweg is cut off.
    [[nodiscard]] static double bed_elevation(const SectionForm& form);
    [[nodiscard]] static double bed_elevation(std::span<const OutlinePoint> outline) {
        return bed_elevation(SectionForm{outline});
    }
    [[nodiscard]] static double least_width(std::span<const OutlinePoint> outline);

    /// Forgets which forms have tables, and gives back room: no further form is added.
    void finish();

    [[nodiscard]] std::int32_t first(std::int32_t table) const { return first_[static_cast<std::size_t>(table)]; }
    [[nodiscard]] std::int32_t end(std::int32_t table) const { return first_[static_cast<std::size_t>(table) + 1]; }
    [[nodiscard]] std::span<const DepthInterval> intervals() const { return intervals_; }
    [[nodiscard]] std::int32_t size() const { return static_cast<std::int32_t>(first_.size()) - 1; }

    /// Looks up all functions at a depth. `cursor` remembers the interval last used and only speeds the search.
    [[nodiscard]] Hydraulics at(std::int32_t table, double depth, std::int32_t& cursor) const;

    /// Still water at a depth; all intervals of it, as `intervals()`, or none when no section has any.
    [[nodiscard]] StillWater still_at(std::int32_t table, double depth, std::int32_t& cursor) const;
    [[nodiscard]] std::span<const StillInterval> still() const { return still_; }

    /// Depth at which the flow area is `area`; exact inverse of `at`. Zero for area <= 0.
    [[nodiscard]] double depth_of_area(std::int32_t table, double area) const;

  private:
    std::int32_t close_storage();
    void tabulate(const SectionForm& form, Walls walls);

    std::vector<DepthInterval> intervals_;
    std::vector<StillInterval> still_;  // empty: no section has still water
    std::vector<std::int32_t> first_{0};
    std::unordered_map<std::string, std::int32_t> known_;  // by the numbers of a form, its level left out
};

/// The interval of [begin, end) that holds `depth`, from the one that held it last; `cursor` is moved to it.
inline std::int32_t find_interval(const DepthInterval* intervals, std::int32_t begin, std::int32_t end, double depth,
                                  std::int32_t& cursor) {
    std::int32_t i = cursor < begin || cursor >= end ? begin : cursor;
    while (i + 1 < end && depth >= intervals[i + 1].depth)
        ++i;
    while (i > begin && depth < intervals[i].depth)
        --i;
    cursor = i;
    return i;
}

/// The kernel of HydraulicTables::at on raw arrays; arguments as above.
inline Hydraulics look_up(const DepthInterval* intervals, std::int32_t begin, std::int32_t end, double depth,
                          std::int32_t& cursor) {
    const DepthInterval& in = intervals[find_interval(intervals, begin, end, depth, cursor)];
    const double s = depth - in.depth;
    if (s < 0.0)  // below the bed
        return {in.top_width * s, in.top_width, 0.0, 0.0};
    return {in.area + s * (in.top_width + 0.5 * s * in.widening), in.top_width + s * in.widening,
            in.k0 + s * (in.k1 + s * (in.k2 + s * in.k3)), in.k1 + s * (2.0 * in.k2 + 3.0 * s * in.k3)};
}

/// Still water of interval `at`, `s` above its beginning.
inline StillWater still_water(const StillInterval& at, double s) {
    if (s < 0.0)
        return {};
    return {at.d0 + s * (at.d1 + s * (at.d2 + s * at.d3)), at.d1 + s * (2.0 * at.d2 + 3.0 * s * at.d3)};
}

/// find_interval by the area that is held.
inline std::int32_t find_interval_of_area(const DepthInterval* intervals, std::int32_t begin, std::int32_t end,
                                          double area, std::int32_t& cursor) {
    std::int32_t i = cursor < begin || cursor >= end ? begin : cursor;
    while (i + 1 < end && area >= intervals[i + 1].area)
        ++i;
    while (i > begin && area < intervals[i].area)
        --i;
    cursor = i;
    return i;
}

/// Depth at which an interval from `depth` on (its area, top width and widening there) holds `area`: the root of
/// w s + widening s^2 / 2 = rest, in the form that stays exact as widening goes to zero.
LIRIVER_KERNEL double depth_in_interval(double depth, double area_there, double top_width, double widening,
                                        double area) {
    const double rest = area - area_there;
    const double discriminant = top_width * top_width + 2.0 * widening * rest;
    return depth + 2.0 * rest / (top_width + std::sqrt(discriminant > 0.0 ? discriminant : 0.0));
}

/// The depth that holds `area` >= 0; `cursor` as in look_up.
inline double look_up_depth(const DepthInterval* intervals, std::int32_t begin, std::int32_t end, double area,
                            std::int32_t& cursor) {
    const DepthInterval& in = intervals[find_interval_of_area(intervals, begin, end, area, cursor)];
    return depth_in_interval(in.depth, in.area, in.top_width, in.widening, area);
}

}  // namespace liriver::solver::channel
