#include "mesh/sections/interpolate.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace liriver::mesh::sections {
namespace {

constexpr double same = 1e-9;            // m, differences below which two shapes are one
constexpr double weight_of_rise = 1e-6;  // of a metre up or down against one across: it only orders upright walls

double mix(double above, double below, double share) { return above + share * (below - above); }

double lowest_of(const Section& section) {
    double lowest = section.points.front().elevation;
    for (const SectionPoint& point : section.points)
        lowest = std::min(lowest, point.elevation);
    return lowest;
}

// A section as a curve over a coordinate from 0 to `pieces`: whole numbers are the points that correspond to those of
// another section, and between them the coordinate grows with the offset.
class Curve {
  public:
    static constexpr std::size_t pieces = 5;

    explicit Curve(const Section& section) : points_(section.points) {
        const std::array<std::size_t, pieces + 1> anchor = anchors();
        at_.resize(points_.size());
        for (std::size_t k = 0; k < pieces; ++k) {
            const std::size_t first = anchor[k];
            const std::size_t last = anchor[k + 1];
            double length = 0.0;
            for (std::size_t i = first; i < last; ++i)
                length += step(i);
            at_[first] = first == anchor[0] ? 0.0 : at_[first];
            double gone = 0.0;
            for (std::size_t i = first; i < last; ++i) {
                gone += step(i);
                at_[i + 1] = static_cast<double>(k) + (i + 1 == last ? 1.0 : gone / length);
            }
        }
        anchor_ = anchor;
    }

    [[nodiscard]] const std::vector<double>& coordinates() const { return at_; }

    struct Place {
        double offset, elevation;
    };
    // Where the curve is at a coordinate. Several anchors may be one point: there the curve waits.
    [[nodiscard]] Place at(double coordinate) const {
        const std::size_t k = std::min(static_cast<std::size_t>(coordinate), pieces - 1);
        const std::size_t first = anchor_[k];
        const std::size_t last = anchor_[k + 1];
        if (first == last)
            return place(first);
        const double begin = static_cast<double>(k);
        std::size_t i = first;
        while (i + 1 < last && at_[i + 1] < coordinate)
            ++i;
        const double from = i == first ? begin : at_[i];
        const double share = at_[i + 1] > from ? std::clamp((coordinate - from) / (at_[i + 1] - from), 0.0, 1.0) : 1.0;
        return {mix(points_[i].offset, points_[i + 1].offset, share),
                mix(points_[i].elevation, points_[i + 1].elevation, share)};
    }
    // Null where the curve waits: no piece of it is there.
    [[nodiscard]] const std::string* zone_at(double coordinate) const {
        const std::size_t k = std::min(static_cast<std::size_t>(coordinate), pieces - 1);
        std::size_t i = anchor_[k];
        if (anchor_[k] == anchor_[k + 1])
            return nullptr;
        while (i + 1 < anchor_[k + 1] && at_[i + 1] < coordinate)
            ++i;
        return &points_[i].zone;
    }
    [[nodiscard]] double coordinate_of(double offset) const {
        if (offset <= points_.front().offset)
            return 0.0;
        for (std::size_t k = 0; k < pieces; ++k)
            for (std::size_t i = anchor_[k]; i < anchor_[k + 1]; ++i) {
                const double width = points_[i + 1].offset - points_[i].offset;
                if (offset > points_[i + 1].offset || !(width > 0.0))
                    continue;
                const double from = i == anchor_[k] ? static_cast<double>(k) : at_[i];
                return mix(from, at_[i + 1], (offset - points_[i].offset) / width);
            }
        return static_cast<double>(pieces);
    }

  private:
    [[nodiscard]] Place place(std::size_t i) const { return {points_[i].offset, points_[i].elevation}; }
    [[nodiscard]] double step(std::size_t i) const {
        return points_[i + 1].offset - points_[i].offset +
               weight_of_rise * (std::abs(points_[i + 1].elevation - points_[i].elevation) + same);
    }

    // Left end, left bank, the first and the last of the lowest points of the channel, right bank, right end.
    [[nodiscard]] std::array<std::size_t, pieces + 1> anchors() const {
        const std::size_t end = points_.size() - 1;
        std::size_t left = end;
        std::size_t right = 0;
        for (std::size_t i = 0; i < end; ++i)
            if (points_[i].zone.empty() || points_[i].zone == "channel") {
                left = std::min(left, i);
                right = i + 1;
            }
        if (left >= right) {
            left = 0;
            right = end;
        }
        std::size_t low = left;
        for (std::size_t i = left; i <= right; ++i)
            if (points_[i].elevation < points_[low].elevation - same)
                low = i;
        std::size_t last_low = low;
        while (last_low < right && std::abs(points_[last_low + 1].elevation - points_[low].elevation) <= same)
            ++last_low;
        return {0, left, low, last_low, right, end};
    }

    const std::vector<SectionPoint>& points_;
    std::vector<double> at_;
    std::array<std::size_t, pieces + 1> anchor_{};
};

bool same_kind(const Section& above, const Section& below) {
    const auto same_bank = [](const Levee& a, const Levee& b) { return a.left_bank == b.left_bank; };
    const auto same_until = [](const IneffectiveArea& a, const IneffectiveArea& b) {
        return a.until.has_value() == b.until.has_value();
    };
    return std::equal(above.levees.begin(), above.levees.end(), below.levees.begin(), below.levees.end(), same_bank) &&
           std::equal(above.ineffective.begin(), above.ineffective.end(), below.ineffective.begin(),
                      below.ineffective.end(), same_until);
}

bool near_each_other(double a, double b) { return std::abs(a - b) <= same; }

// Whether `below` is `above` shifted by `fall`.
bool same_shape(const Section& above, const Section& below, double fall) {
    const auto same_point = [fall](const SectionPoint& a, const SectionPoint& b) {
        return near_each_other(a.offset, b.offset) && near_each_other(a.elevation - fall, b.elevation) &&
               a.zone == b.zone;
    };
    const auto same_levee = [fall](const Levee& a, const Levee& b) {
        return near_each_other(a.offset, b.offset) && near_each_other(a.crest - fall, b.crest);
    };
    const auto same_area = [fall](const IneffectiveArea& a, const IneffectiveArea& b) {
        return near_each_other(a.from, b.from) && near_each_other(a.to, b.to) &&
               (!a.until || near_each_other(*a.until - fall, *b.until));
    };
    return same_kind(above, below) &&
           std::equal(above.points.begin(), above.points.end(), below.points.begin(), below.points.end(), same_point) &&
           std::equal(above.levees.begin(), above.levees.end(), below.levees.begin(), below.levees.end(), same_levee) &&
           std::equal(above.ineffective.begin(), above.ineffective.end(), below.ineffective.begin(),
                      below.ineffective.end(), same_area);
}

double ground_at(const Section& section, double offset) {
    double ground = section.points.front().elevation;
    for (std::size_t i = 0; i + 1 < section.points.size(); ++i) {
        const SectionPoint& a = section.points[i];
        const SectionPoint& b = section.points[i + 1];
        if (offset < a.offset || offset > b.offset)
            continue;
        const double width = b.offset - a.offset;
        ground = width > 0.0 ? mix(a.elevation, b.elevation, (offset - a.offset) / width)
                             : std::max(a.elevation, b.elevation);
        if (offset < b.offset)
            break;
    }
    return ground;
}

}  // namespace

Section interpolate_section(const Section& above, const Section& below, double share) {
    const Section& nearer = share < 0.5 ? above : below;
    const double bed = mix(lowest_of(above), lowest_of(below), share);
    const double shift = bed - lowest_of(nearer);
    Section result{nearer.reach, mix(above.chainage, below.chainage, share), {}};
    result.ineffective = nearer.ineffective;
    result.levees = nearer.levees;
    for (IneffectiveArea& area : result.ineffective)
        if (area.until)
            *area.until += shift;
    for (Levee& levee : result.levees)
        levee.crest += shift;
    if (same_shape(above, below, lowest_of(above) - lowest_of(below))) {
        result.points = nearer.points;
        for (SectionPoint& point : result.points)
            point.elevation += shift;
        return result;
    }

    const Curve upper(above);
    const Curve lower(below);
    std::vector<double> coordinates = upper.coordinates();
    coordinates.insert(coordinates.end(), lower.coordinates().begin(), lower.coordinates().end());
    for (std::size_t k = 0; k <= Curve::pieces; ++k)
        coordinates.push_back(static_cast<double>(k));
    std::sort(coordinates.begin(), coordinates.end());
    const Curve& near = share < 0.5 ? upper : lower;
    const Curve& farther = share < 0.5 ? lower : upper;
    const auto offset_at = [&](double at) { return mix(upper.at(at).offset, lower.at(at).offset, share); };
    for (std::size_t k = 0; k < coordinates.size(); ++k) {
        const double at = coordinates[k];
        const double middle = k + 1 < coordinates.size() ? 0.5 * (at + coordinates[k + 1]) : at;
        SectionPoint point{offset_at(at), mix(upper.at(at).elevation, lower.at(at).elevation, share), {}};
        if (const std::string* zone = near.zone_at(middle); zone != nullptr)
            point.zone = *zone;
        else if (const std::string* other = farther.zone_at(middle); other != nullptr)
            point.zone = *other;
        if (!result.points.empty()) {
            SectionPoint& last = result.points.back();
            point.offset = std::max(point.offset, last.offset);
            if (near_each_other(point.offset, last.offset) && near_each_other(point.elevation, last.elevation)) {
                if (k + 1 < coordinates.size())
                    last.zone = std::move(point.zone);
                continue;
            }
        }
        result.points.push_back(std::move(point));
    }

    const auto carried = [&](double offset) { return offset_at(near.coordinate_of(offset)); };
    const bool paired = same_kind(above, below);
    for (std::size_t k = 0; k < result.ineffective.size(); ++k) {
        IneffectiveArea& area = result.ineffective[k];
        if (!paired) {
            area.from = carried(area.from);
            area.to = carried(area.to);
            continue;
        }
        const IneffectiveArea& a = above.ineffective[k];
        const IneffectiveArea& b = below.ineffective[k];
        area.from = mix(a.from, b.from, share);
        area.to = mix(a.to, b.to, share);
        if (area.until)
            area.until = mix(*a.until, *b.until, share);
    }
    for (std::size_t k = 0; k < result.levees.size(); ++k) {
        Levee& levee = result.levees[k];
        levee.offset = paired ? mix(above.levees[k].offset, below.levees[k].offset, share) : carried(levee.offset);
        if (paired)
            levee.crest = mix(above.levees[k].crest, below.levees[k].crest, share);
        levee.crest = std::max(levee.crest, ground_at(result, levee.offset));
    }
    return result;
}

}  // namespace liriver::mesh::sections
