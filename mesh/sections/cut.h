#pragma once
// Heights along section lines: sampled from terrain, thinned to the points that matter.
#include <cstddef>
#include <tl/expected.hpp>
#include <vector>

#include "mesh/field/error.h"
#include "mesh/network/terrain_sampler.h"
#include "mesh/sections/section.h"
#include "mesh/sections/section_lines.h"

namespace liriver::mesh::sections {

struct CutSettings {
    double step = 10.0;             ///< m between samples at most; short sides are sampled more closely
    int least_points = 16;          ///< outside the channel, both sides together; at least 4
    int most_points = 18;           ///< and at most
    double tolerance = 0.5;         ///< m: between the two, points are added while the thinned line misses by more
    double clear_of_channel = 2.0;  ///< m from the channel's edge to the first point beside it, whole metres
    double elevation_step = 0.1;    ///< m: elevations are rounded to this; offsets to whole metres
};

/// The terrain along one line outside its channel, zones `left_floodplain` and `right_floodplain`. Offsets count from
/// the line's left end, in order.
struct CutSection {
    SectionLine line;
    std::vector<SectionPoint> left;   ///< from the left end to the channel
    std::vector<SectionPoint> right;  ///< from the channel to the right end
};

/// Samples each line and thins it. Fails with every reach that has sections under which the terrain has no value,
/// naming the first one's chainage and coordinates and how many there are.
[[nodiscard]] tl::expected<std::vector<CutSection>, std::vector<field::Error>> cut_sections(
    const std::vector<SectionLine>& lines, const network::TerrainSampler& terrain, const CutSettings& settings);

/// Indices of the vertices to keep of a polyline (offset, elevation), ends included: the vertex farthest off the
/// thinned line (vertically, after Douglas and Peucker 1973) is added, one after another, until `least` are kept and
/// none is off by more than `tolerance`, or `most` are kept, or there are no more. Of equally far ones the widest gap
/// is halved.
[[nodiscard]] std::vector<std::size_t> thin(const std::vector<double>& offset, const std::vector<double>& elevation,
                                            int least, int most, double tolerance);

}  // namespace liriver::mesh::sections
