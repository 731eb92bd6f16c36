#pragma once
// A section taken apart: pieces of ground between two levels, gathered in parts that fill and convey as one. Private to
// this room.
#include <span>
#include <vector>

#include "solver/channel/section_form.h"

namespace liriver::solver::channel {

/// A piece of ground between two levels, its width and its length along the ground.
struct SectionPiece {
    double low, high;  ///< m above the bed
    double width, length, manning_n;
    int part;
};

/// a0 + a1 (depth - begin), the course of a factor within one interval of depth.
struct Ramp {
    double value = 1.0, slope = 0.0;
};

/// What shares a hydraulic radius: a zone, or what of it lies behind a levee or is ineffective.
struct SectionPart {
    int zone = 0;
    double dry_below = 0.0;       ///< m above the bed; a levee's crest
    double ineffective_to = 0.0;  ///< m above the bed; conveys nothing up to there
    bool behind_levee = false, ineffective = false;
    std::vector<double> depth, manning_n;  ///< knots above the bed; empty: the pieces' own n, and here 1

    [[nodiscard]] Ramp filling(double begin, double end) const;    ///< share of the land behind a levee that is wet
    [[nodiscard]] Ramp conveying(double begin, double end) const;  ///< share of the part's flow area that conveys
    [[nodiscard]] Ramp roughness(double begin, double end) const;  ///< n, where it changes with depth
};

struct SectionPieces {
    double bed = 0.0;                  ///< m above datum, of the ground in front of the levees
    double top = 0.0;                  ///< m above the bed, the highest point
    std::vector<SectionPiece> pieces;  ///< first those of the outline from left to right, then upright levees
    std::size_t outline_pieces = 0;
    std::vector<SectionPart> parts;

    [[nodiscard]] double area(int part, double depth) const;  ///< m2 between ground and depth, open to the water
    [[nodiscard]] std::vector<double> levels() const;         ///< where any course has a knot; 0 first
};

/// Takes the section apart. Throws std::invalid_argument where it is none.
[[nodiscard]] SectionPieces section_pieces(const SectionForm& form);

/// The width at which a pointed thalweg is cut off: 1 % of the section's or 5 cm, whichever is less.
[[nodiscard]] double least_section_width(std::span<const OutlinePoint> outline);

/// Bed elevation used for the form: the lowest point in front of the levees, or where a pointed thalweg is cut off.
[[nodiscard]] double section_bed(const SectionForm& form);

}  // namespace liriver::solver::channel
