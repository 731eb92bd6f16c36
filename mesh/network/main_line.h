#pragma once
// The main line through the ways of one reach, from head to mouth. Private to mesh/network.
#include <cstddef>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "mesh/network/build.h"
#include "mesh/network/way_graph.h"

namespace liriver::mesh::network {

/// Terrain this many metres higher at the lower end than at the upper contradicts a direction; less is noise.
inline constexpr double disagreement = 5.0;

/// The ways of one request, ready to be searched.
struct WaysOfReach {
    std::size_t request = 0;  ///< index among the requests
    WayGraph graph;
    std::optional<std::size_t> start;  ///< node of the stated start
    std::optional<std::size_t> end;    ///< node of the stated end
    std::vector<std::size_t> mouths;   ///< nodes where the reach may end
    std::vector<bool> above;           ///< [nodes] upstream of the stated end, where the head may be; empty: anywhere
};

/// Terrain at both ends of a line, m: medians of its first and its last fifth; NaN where terrain says nothing.
struct EndHeights {
    double upper = 0.0;
    double lower = 0.0;
};
[[nodiscard]] EndHeights heights_along(const Polyline& line, const TerrainSampler& terrain);

/// Collects and joins the ways of a request; notes each gap bridged. A start without an end keeps what lies downstream
/// of it, an end without a start what lies upstream: as terrain falls, or, where it is even, as the lines are drawn.
/// Fails when there are no ways, when a stated start or end is too far away or there is no way between them, when
/// neither terrain nor drawing tells its downstream side, and when the ways are a ring without a loose end.
[[nodiscard]] tl::expected<WaysOfReach, field::Error> gather_ways_of(const std::vector<SourceLine>& lines,
                                                                     const ReachRequest& request, std::size_t index,
                                                                     const TerrainSampler& terrain,
                                                                     const BuildSettings& settings,
                                                                     std::vector<BuildNote>& notes);

/// The line from the stated start, or else the head farthest away, to a mouth.
[[nodiscard]] Path line_to_mouth(const WaysOfReach& ways, std::size_t mouth);

/// The longest line of ways that meet no other reach, directed by stated ends, by the only end that lines are drawn
/// towards, and by terrain, which has the last word (then `turned` is set).
[[nodiscard]] Path longest_line(const WaysOfReach& ways, const TerrainSampler& terrain);

/// Median height of the first fifth of a line less that of the last, m; 0 where terrain says nothing.
[[nodiscard]] double fall_along(const Polyline& line, const TerrainSampler& terrain);

/// The narrowest gap between the parts of ways that do not meet; nothing where all meet.
[[nodiscard]] std::optional<Bridge> narrowest_gap(const WaysOfReach& ways);

/// A gap in words: its length and both its ends.
[[nodiscard]] std::string in_words(const Bridge& gap);

/// Notes how much of the ways is no part of the main line.
void report_left_out(const WaysOfReach& ways, const std::string& reach, double used, Point where,
                     std::vector<BuildNote>& notes);

}  // namespace liriver::mesh::network
