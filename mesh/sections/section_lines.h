#pragma once
// Where the sections lie in plan: lines across the valley at even spacing along every reach, none crossing another.
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "mesh/network/network.h"
#include "mesh/network/polyline.h"

namespace liriver::mesh::sections {

/// How the sections of one reach are laid.
struct ReachLayout {
    std::string reach{};               ///< empty: for all reaches not named
    double spacing = 500.0;            ///< m between sections, evened out over the reach
    double half_length = 400.0;        ///< m to each side at most
    double channel_half_width = 20.0;  ///< m: the channel itself; a section reaches at least `least_bank` beyond it
    double least_bank = 40.0;          ///< m beyond the channel on each side, else the section is left out
    double smoothing = 400.0;          ///< m of line over which the direction of flow is taken
};

/// A section in plan, looking downstream: its left end, the point where it meets the reach, its right end, on one
/// straight line.
struct SectionLine {
    std::string reach;
    double chainage = 0.0;  ///< m
    network::Point left, centre, right;
    double centre_offset = 0.0;       ///< m from the left end to the centre
    double channel_half_width = 0.0;  ///< m, as the layout gave it

    [[nodiscard]] double length() const { return network::distance(left, right); }
};

struct SectionPlan {
    std::vector<SectionLine> lines;  ///< by reach in the network's order, then by chainage
    std::vector<std::string> notes;  ///< a sentence for each section set back, turned, or left out
};

/// Lays the sections: the first at chainage 0, the last at the reach's end; at a mouth (head of a branch) the end
/// section is set back (forward) on the line until it clears the other reach's channel. Each is square to the smoothed
/// line; it is shortened where another reach or another bend of its own is nearer than its own centre, turned or
/// shortened where it would cross another section, and left out where less than its channel and `least_bank` would
/// remain.
[[nodiscard]] SectionPlan lay_sections(const network::Network& network, const std::vector<ReachLayout>& layouts);

/// Pairs of lines of a plan that cross or touch (indices into it); empty for a good plan.
[[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> crossing_pairs(const std::vector<SectionLine>& lines);

}  // namespace liriver::mesh::sections
