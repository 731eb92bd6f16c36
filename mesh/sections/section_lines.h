#pragma once
// Where the sections lie in plan: lines across the valley at even spacing along every reach, none crossing another.
#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "mesh/network/network.h"
#include "mesh/network/polyline.h"

namespace liriver::mesh::sections {

/// How the sections of one reach are laid.
struct ReachLayout {
    std::string reach{};         ///< empty: for all reaches not named
    double spacing = 500.0;      ///< m between sections, evened out over the reach
    double half_length = 400.0;  ///< m to each side at most
    double least_bank = 40.0;    ///< m beyond the channel on each side (12 at least), else the section is left out
    double smoothing = 400.0;    ///< m of line over which the direction of flow is taken
};

/// Half the width of a reach's channel at a chainage, m.
using HalfWidth = std::function<double(const std::string& reach, double chainage)>;

/// A section in plan, looking downstream: its left end, the point where it meets the reach, its right end, on one
/// straight line. Both sides are whole metres long.
struct SectionLine {
    std::string reach;
    double chainage = 0.0;  ///< m
    network::Point left, centre, right;
    double centre_offset = 0.0;       ///< m from the left end to the centre
    double channel_half_width = 0.0;  ///< m, whole metres

    [[nodiscard]] double length() const { return network::distance(left, right); }
};

struct SectionPlan {
    std::vector<SectionLine> lines;  ///< by reach in the network's order, then by chainage
    std::vector<std::string> notes;  ///< a sentence for each end section set back and each section left out
};

/// Lays the sections: the first at chainage 0, the last at the reach's end, both in whole metres. At a mouth (or the
/// head of a branch) the end section is set back until it clears the sections of the other
/// reach; where one reach ends at the head of another, it stands a little above. Each is square to the
/// line's mean direction over `smoothing`; it is shortened where another reach, or another bend of its own, is nearer
/// than its own place, and where it would cross another section; neighbours that would cross in their channels are
/// turned towards each other. Where less than its channel and `least_bank` would remain, it is left out.
[[nodiscard]] SectionPlan lay_sections(const network::Network& network, const std::vector<ReachLayout>& layouts,
                                       const HalfWidth& channel_half_width);

/// Pairs of lines that cross or touch (indices); empty for a good plan.
[[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> crossing_pairs(const std::vector<SectionLine>& lines);

}  // namespace liriver::mesh::sections
