#include "solver/channel/section_pieces.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <tuple>

namespace liriver::solver::channel {
namespace {

void check_outline(std::span<const OutlinePoint> outline) {
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

// Height of the ground at an offset; at an upright wall the top of it.
double ground_at(std::span<const OutlinePoint> outline, double offset) {
    double ground = -std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i + 1 < outline.size(); ++i) {
        const OutlinePoint& a = outline[i];
        const OutlinePoint& b = outline[i + 1];
        if (offset < a.offset || offset > b.offset)
            continue;
        const double width = b.offset - a.offset;
        const double here = width > 0.0 ? a.elevation + (b.elevation - a.elevation) * (offset - a.offset) / width
                                        : std::max(a.elevation, b.elevation);
        ground = std::max(ground, here);
    }
    return ground;
}

void check_features(const SectionForm& form) {
    const double first = form.outline.front().offset;
    const double last = form.outline.back().offset;
    double left = first;
    double right = last;
    for (const Levee& levee : form.levees) {
        if (!(levee.offset > first && levee.offset < last))
            throw std::invalid_argument("a levee must stand between the section's ends");
        if (!(levee.crest >= ground_at(form.outline, levee.offset)))
            throw std::invalid_argument("a levee's crest must not lie below the ground it stands on");
        left = levee.left_bank ? std::max(left, levee.offset) : left;
        right = levee.left_bank ? right : std::min(right, levee.offset);
    }
    if (!(left < right))
        throw std::invalid_argument("the left levee must stand left of the right one");
    for (const IneffectiveArea& area : form.ineffective)
        if (!(area.from < area.to) || std::isnan(area.until))
            throw std::invalid_argument("an ineffective area must reach from left to right");
    for (const DepthRoughness& roughness : form.roughness) {
        if (roughness.depth.empty() || roughness.depth.size() != roughness.manning_n.size())
            throw std::invalid_argument("a roughness by depth needs as many n as depths");
        for (std::size_t i = 0; i < roughness.depth.size(); ++i)
            if (!(roughness.manning_n[i] > 0.0) || (i > 0 && !(roughness.depth[i] > roughness.depth[i - 1])))
                throw std::invalid_argument("a roughness by depth needs growing depths and n > 0");
    }
}

// The outline with a vertex wherever a levee or an ineffective area begins or ends.
std::vector<OutlinePoint> with_vertices(const SectionForm& form) {
    std::vector<double> cuts;
    cuts.reserve(form.levees.size());
    for (const Levee& levee : form.levees)
        cuts.push_back(levee.offset);
    for (const IneffectiveArea& area : form.ineffective) {
        cuts.push_back(area.from);
        cuts.push_back(area.to);
    }
    std::sort(cuts.begin(), cuts.end());
    std::vector<OutlinePoint> points;
    for (std::size_t i = 0; i < form.outline.size(); ++i) {
        points.push_back(form.outline[i]);
        if (i + 1 == form.outline.size())
            break;
        const OutlinePoint& a = form.outline[i];
        const OutlinePoint& b = form.outline[i + 1];
        for (const double cut : cuts)
            if (cut > a.offset && cut < b.offset && cut != points.back().offset)
                points.push_back({cut,
                                  a.elevation + (b.elevation - a.elevation) * (cut - a.offset) / (b.offset - a.offset),
                                  a.manning_n, a.zone});
    }
    return points;
}

// Which part a piece about `middle` belongs to; made when it is the first of its kind.
class Sorter {
  public:
    Sorter(const SectionForm& form, double bed, std::vector<SectionPart>& parts)
        : form_(form), bed_(bed), parts_(parts) {}

    int part(int zone, double middle) {
        double dry_below = -std::numeric_limits<double>::infinity();
        for (const Levee& levee : form_.levees)
            if (levee.left_bank ? middle < levee.offset : middle > levee.offset)
                dry_below = std::max(dry_below, levee.crest - bed_);
        double ineffective_to = -std::numeric_limits<double>::infinity();
        // an area that begins or ends with the section takes in the upright wall there
        const double first = form_.outline.front().offset;
        const double last = form_.outline.back().offset;
        for (const IneffectiveArea& area : form_.ineffective)
            if ((middle > area.from || area.from <= first) && (middle < area.to || area.to >= last))
                ineffective_to = std::max(ineffective_to, area.until - bed_);
        SectionPart wanted;
        wanted.zone = zone;
        wanted.behind_levee = std::isfinite(dry_below);
        wanted.ineffective = ineffective_to > 0.0;
        wanted.dry_below = wanted.behind_levee ? std::max(0.0, dry_below) : 0.0;
        wanted.ineffective_to = wanted.ineffective ? ineffective_to : 0.0;
        const auto key = [](const SectionPart& p) {
            return std::tuple(p.zone, p.behind_levee, p.dry_below, p.ineffective, p.ineffective_to);
        };
        for (std::size_t p = 0; p < parts_.size(); ++p)
            if (key(parts_[p]) == key(wanted))
                return static_cast<int>(p);
        parts_.push_back(wanted);
        return static_cast<int>(parts_.size()) - 1;
    }

  private:
    const SectionForm& form_;
    double bed_;
    std::vector<SectionPart>& parts_;
};

bool in_front(const SectionForm& form, double middle) {
    for (const Levee& levee : form.levees)
        if (levee.left_bank ? middle < levee.offset : middle > levee.offset)
            return false;
    return true;
}

// Pieces of [from, to] above the level where a pointed thalweg is cut off. Land behind a levee may lie deeper: whole.
void add_piece(std::vector<SectionPiece>& pieces, double from, double to, double width, double manning_n, int part,
               bool whole) {
    const auto add = [&](double a, double b, double w) {
        if (w != 0.0 || a != b)
            pieces.push_back({std::min(a, b), std::max(a, b), w, std::hypot(w, b - a), manning_n, part});
    };
    const double low = std::min(from, to);
    const double high = std::max(from, to);
    if (whole || low >= 0.0) {
        add(from, to, width);
    } else if (high <= 0.0) {
        add(0.0, 0.0, width);
    } else {
        const double below = width * -low / (high - low);
        add(0.0, 0.0, below);
        add(0.0, high, width - below);
    }
}

double width_at(std::span<const SectionPiece> pieces, double depth) {
    double width = 0.0;
    for (const SectionPiece& p : pieces)
        width += depth >= p.high ? p.width : (depth > p.low ? p.width * (depth - p.low) / (p.high - p.low) : 0.0);
    return width;
}

double bed_of(const SectionForm& form, const std::vector<OutlinePoint>& points) {
    double lowest = std::numeric_limits<double>::infinity();
    double highest = -lowest;
    for (std::size_t i = 0; i + 1 < points.size(); ++i)
        if (in_front(form, 0.5 * (points[i].offset + points[i + 1].offset)))
            for (const double z : {points[i].elevation, points[i + 1].elevation}) {
                lowest = std::min(lowest, z);
                highest = std::max(highest, z);
            }
    std::vector<SectionPiece> pieces;
    double flat = 0.0;
    for (std::size_t i = 0; i + 1 < points.size(); ++i)
        if (in_front(form, 0.5 * (points[i].offset + points[i + 1].offset)))
            add_piece(pieces, points[i].elevation - lowest, points[i + 1].elevation - lowest,
                      points[i + 1].offset - points[i].offset, points[i].manning_n, 0, false);
    for (const SectionPiece& p : pieces)
        flat += p.high <= 0.0 ? p.width : 0.0;
    const double least = least_section_width(form.outline);
    if (flat >= least)
        return lowest;
    double a = 0.0;
    double b = highest - lowest;
    for (int i = 0; i < 60; ++i)
        (width_at(pieces, 0.5 * (a + b)) < least ? a : b) = 0.5 * (a + b);
    return lowest + b;
}

// A ramp from 0 at `low` to 1 at `high`, seen from an interval that it does not begin or end in.
Ramp part_of_ramp(double low, double high, double begin, double end) {
    if (begin >= high)
        return {1.0, 0.0};
    if (end <= low)
        return {0.0, 0.0};
    return {(begin - low) / (high - low), 1.0 / (high - low)};
}

}  // namespace

double least_section_width(std::span<const OutlinePoint> outline) {
    return std::min(0.05, 0.01 * (outline.back().offset - outline.front().offset));
}

double section_bed(const SectionForm& form) {
    check_outline(form.outline);
    check_features(form);
    return bed_of(form, with_vertices(form));
}

Ramp SectionPart::filling(double begin, double end) const {
    return behind_levee ? part_of_ramp(dry_below, dry_below + levee_ramp, begin, end) : Ramp{};
}

Ramp SectionPart::conveying(double begin, double end) const {
    return ineffective ? part_of_ramp(ineffective_to, ineffective_to + effective_ramp, begin, end) : Ramp{};
}

Ramp SectionPart::roughness(double begin, double end) const {
    if (depth.empty())
        return {};
    const auto at = [&](double h) {
        const auto above = std::upper_bound(depth.begin(), depth.end(), h);
        if (above == depth.begin())
            return manning_n.front();
        if (above == depth.end())
            return manning_n.back();
        const auto i = static_cast<std::size_t>(above - depth.begin());
        const double share = (h - depth[i - 1]) / (depth[i] - depth[i - 1]);
        return (1.0 - share) * manning_n[i - 1] + share * manning_n[i];
    };
    const double a = at(begin);
    return {a, (at(end) - a) / (end - begin)};
}

double SectionPieces::area(int part, double depth) const {
    double sum = 0.0;
    for (const SectionPiece& p : pieces) {
        if (p.part != part || depth <= p.low)
            continue;
        sum += depth >= p.high ? p.width * (depth - 0.5 * (p.low + p.high))
                               : 0.5 * p.width * (depth - p.low) * (depth - p.low) / (p.high - p.low);
    }
    return sum;
}

std::vector<double> SectionPieces::levels() const {
    std::vector<double> levels{0.0};
    for (const SectionPiece& p : pieces) {
        levels.push_back(p.low);
        levels.push_back(p.high);
    }
    for (const SectionPart& part : parts) {
        if (part.behind_levee) {
            levels.push_back(part.dry_below);
            levels.push_back(part.dry_below + levee_ramp);
        }
        if (part.ineffective && std::isfinite(part.ineffective_to)) {
            levels.push_back(part.ineffective_to);
            levels.push_back(part.ineffective_to + effective_ramp);
        }
        levels.insert(levels.end(), part.depth.begin(), part.depth.end());
    }
    levels.erase(std::remove_if(levels.begin(), levels.end(), [](double level) { return level < 0.0; }), levels.end());
    std::sort(levels.begin(), levels.end());
    levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
    return levels;
}

SectionPieces section_pieces(const SectionForm& form) {
    check_outline(form.outline);
    check_features(form);
    const std::vector<OutlinePoint> points = with_vertices(form);
    SectionPieces section;
    section.bed = bed_of(form, points);
    Sorter sorter(form, section.bed, section.parts);
    const auto curve_of = [&](int zone) -> const DepthRoughness* {
        for (const DepthRoughness& roughness : form.roughness)
            if (roughness.zone == zone)
                return &roughness;
        return nullptr;
    };
    const auto n_of = [&](const OutlinePoint& ground) { return curve_of(ground.zone) ? 1.0 : ground.manning_n; };
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const OutlinePoint& a = points[i];
        const OutlinePoint& b = points[i + 1];
        const double middle = 0.5 * (a.offset + b.offset);
        add_piece(section.pieces, a.elevation - section.bed, b.elevation - section.bed, b.offset - a.offset, n_of(a),
                  sorter.part(a.zone, middle), !in_front(form, middle));
    }
    section.outline_pieces = section.pieces.size();
    for (const Levee& levee : form.levees) {  // its water side, as far as it stands above the ground
        const double ground = std::max(0.0, ground_at(form.outline, levee.offset) - section.bed);
        const double crest = levee.crest - section.bed;
        const OutlinePoint* front = nullptr;
        for (std::size_t i = 0; i + 1 < points.size(); ++i)
            if (levee.left_bank ? points[i].offset == levee.offset : points[i + 1].offset == levee.offset) {
                front = &points[i];
                if (!levee.left_bank)
                    break;
            }
        if (front != nullptr && crest > ground)
            section.pieces.push_back(
                {ground, crest, 0.0, crest - ground, n_of(*front), sorter.part(front->zone, levee.offset)});
    }
    const auto flows_at_bed = [&](const SectionPiece& p) {
        const SectionPart& part = section.parts[static_cast<std::size_t>(p.part)];
        return p.low <= 0.0 && !part.ineffective && !part.behind_levee;
    };
    if (std::none_of(section.pieces.begin(), section.pieces.end(), flows_at_bed))
        throw std::invalid_argument("ineffective areas must leave the section's lowest point to the flow");
    for (const SectionPiece& p : section.pieces)
        section.top = std::max(section.top, p.high);
    for (SectionPart& part : section.parts) {
        const DepthRoughness* const curve = curve_of(part.zone);
        if (curve == nullptr)
            continue;
        double lowest = std::numeric_limits<double>::infinity();  // of the whole zone
        for (const SectionPiece& p : section.pieces)
            if (section.parts[static_cast<std::size_t>(p.part)].zone == part.zone)
                lowest = std::min(lowest, p.low);
        part.manning_n = curve->manning_n;
        for (const double depth : curve->depth)
            part.depth.push_back(lowest + depth);
    }
    return section;
}

}  // namespace liriver::solver::channel
