#pragma once
// Heights along section lines: sampled from terrain, thinned to the points that matter.
#include <tl/expected.hpp>
#include <vector>

#include "mesh/field/error.h"
#include "mesh/network/terrain_sampler.h"
#include "mesh/sections/section.h"
#include "mesh/sections/section_lines.h"

namespace liriver::mesh::sections {

struct CutSettings {
    double step = 12.5;     ///< m between samples at most; never fewer than four to the raster's cell
    int least_points = 18;  ///< outside the channel
    int most_points = 26;
    double tolerance = 0.5;       ///< m: between least and most, points are added while the thinned line misses by more
    double offset_step = 1.0;     ///< m: offsets are rounded to this
    double elevation_step = 0.1;  ///< m: and elevations
};

/// The terrain along one line outside its channel: the points left of it, then those right of it, zones
/// `left_floodplain` and `right_floodplain`. Offsets count from the line's left end.
struct CutSection {
    SectionLine line;
    std::vector<SectionPoint> left;   ///< the last lies at the channel's left edge
    std::vector<SectionPoint> right;  ///< the first lies at the channel's right edge
};

/// Samples each line and thins it. Fails with every section under which the terrain has no value, naming reach,
/// chainage and coordinates.
[[nodiscard]] tl::expected<std::vector<CutSection>, std::vector<field::Error>> cut_sections(
    const std::vector<SectionLine>& lines, const network::TerrainSampler& terrain, const CutSettings& settings);

/// Indices of the vertices to keep of a polyline (offset, elevation), ends included: the farthest-off vertex is added,
/// one after another (Douglas and Peucker 1973, vertical distance), until `least` are kept and none is off by more than
/// `tolerance`, or `most` are kept.
[[nodiscard]] std::vector<std::size_t> thin(const std::vector<double>& offset, const std::vector<double>& elevation,
                                            int least, int most, double tolerance);

}  // namespace liriver::mesh::sections
