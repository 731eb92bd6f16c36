#pragma once
// The bed of a 2D mesh: terrain with the channel of the 1D sections burned in, and the roughness of its cells.
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "mesh/gis/grid.h"
#include "mesh/sections/section.h"
#include "mesh/surface/build_surface.h"

namespace liriver::mesh::surface {

/// The channel of one section: elevations by the share of the way from the left to the right bank top.
struct ChannelProfile {
    double chainage = 0.0;          ///< m
    std::vector<double> share;      ///< 0 to 1, not falling
    std::vector<double> elevation;  ///< m

    /// Mean elevation from one share to another (from < to), the exact integral of the broken line, m.
    [[nodiscard]] double mean(double from, double to) const;
    /// The lower of the two bank tops, m.
    [[nodiscard]] double bank_top() const;
};

/// The points of zone `channel` of a reach's sections (of a section without that zone: all its points), by chainage.
/// Sections of other reaches and those without width are left out.
[[nodiscard]] std::vector<ChannelProfile> channel_profiles(std::span<const sections::Section> sections,
                                                           const std::string& reach);

/// The widths of the channels, half to each side of the line.
[[nodiscard]] std::vector<BankWidth> bank_widths(std::span<const sections::Section> sections, const std::string& reach);

/// Bed elevation of a part of the channel: the means of the two neighbouring sections over the same shares, linear
/// between them along the river; the end sections hold beyond. The flow area under any level above the banks is that of
/// the interpolated sections. m.
[[nodiscard]] double channel_bed(std::span<const ChannelProfile> profiles, double chainage, double from, double to);

struct BedSettings {
    double raise_within = 100.0;     ///< m from a channel: ground below its bank top is raised (radar pits); 0: nowhere
    double floodplain_rise = 0.002;  ///< m a metre from the channel by which that least ground rises
};

struct BedReport {
    double terrain_volume = 0.0;         ///< m3, terrain means times areas, before anything is changed
    double channel_volume = 0.0;         ///< m3, what burning the channels in adds (negative: takes away)
    double raised_volume = 0.0;          ///< m3, what raising adds
    std::int32_t channel_cells = 0;      ///< cells with the bed of sections
    std::int32_t channel_triangles = 0;  ///< those of them that are triangles: mouths and gaps between rows
    std::int32_t raised_cells = 0;       ///< cells below their bank that were raised
    double most_raised = 0.0;            ///< m
    std::vector<std::int32_t> missing;   ///< cells without terrain and without a section: no bed
};

/// Fills mesh.bed_elevation: terrain means, the channels' profiles (one list a reach of the request; an empty one keeps
/// the terrain) and the raised ground beside them. Where ribbons lie on one another the lowest bed counts, and where
/// the middle of a channel without a row runs through a cell, the lowest of that row, so that no bank dams a mouth. The
/// bed of cells in `missing` is NaN: the caller must refuse them.
[[nodiscard]] BedReport fill_bed(BuiltSurface& surface, std::span<const gis::Grid> terrain,
                                 const std::vector<std::vector<ChannelProfile>>& profiles, const BedSettings& settings);

/// A piece of ground with a roughness of its own.
struct RoughnessArea {
    std::string name;
    Ring ring;
    double manning_n = 0.0;  ///< s/m^(1/3)
};

/// What a mesh's roughness comes from, s/m^(1/3).
struct RoughnessSettings {
    std::vector<double> channel_n;  ///< [reaches of the request]
    double flood_plain_n = 0.05;
    std::vector<gis::Grid> rasters;    ///< best first; go before the zones wherever they have a value
    std::vector<RoughnessArea> areas;  ///< go before all else; the last that holds a cell's centroid
};

/// Fills mesh.manning_n. A cell takes the rasters' mean over its part that has values. Returns the number of cells with
/// a roughness of rasters.
std::int32_t fill_roughness(BuiltSurface& surface, const RoughnessSettings& settings);

/// A line's crest: terrain along it plus a height, or a level of its own.
struct Crest {
    double height = 0.0;           ///< m above the terrain
    double level = gis::no_value;  ///< m above the datum; takes the place of terrain and height when it is a number
};

/// Fills mesh.crest_elevation along the lines; never below the bed on either side. Returns the number of faces raised.
std::int32_t fill_crests(BuiltSurface& surface, std::span<const gis::Grid> terrain, std::span<const Crest> crests);

}  // namespace liriver::mesh::surface
