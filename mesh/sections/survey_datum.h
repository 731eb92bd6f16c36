#pragma once
// Surveyed sections that lie far above or below what is around them: most often they are on another datum.
#include <string>
#include <vector>

#include "mesh/sections/section.h"

namespace liriver::mesh::sections {

/// A section that lies far above or below what is around it, and a sentence that says so.
struct FarSection {
    std::string reach;
    double chainage = 0.0;  ///< m
    std::string sentence;
};

/// The surveyed sections whose lowest point lies far from the line between its neighbours, the cut sections of its
/// reach: the difference in metres with its sign, and that of its ends. Where a reach has fewer than two cut sections
/// the surveyed ones are compared with one another, that which lies farthest off first. Far is more than 5 m, or 3 m
/// where the ends lie off by the same; beyond the last neighbour the fall of the reach is added.
[[nodiscard]] std::vector<FarSection> far_from_neighbours(const std::vector<Section>& surveyed,
                                                          const std::vector<Section>& cut);

/// Sections at whose place on the reach's line the terrain lies more than 10 m above their highest or below their
/// lowest point, with the difference in metres and its sign: a sentence a reach. `terrain`: m, of each section; NaN:
/// unknown.
[[nodiscard]] std::vector<FarSection> far_from_terrain(const std::vector<Section>& sections,
                                                       const std::vector<double>& terrain);

}  // namespace liriver::mesh::sections
