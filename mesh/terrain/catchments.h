#pragma once
// Shares the land out among the sections of a river network.
#include <cstddef>
#include <optional>
#include <vector>

#include "mesh/terrain/drainage.h"

namespace liriver::mesh::terrain {

/// The land of one section, m2.
struct SectionCatchment {
    double upstream = 0.0;  ///< land above the river at the section; in a line's first section: above the line's head
    double local =
        0.0;  ///< land that drains into the section's stretch directly, through no other line and not through the head
};

/// For each line of `drainage.rivers` and each of its sections, in order. `sections[line]` holds the sections'
/// chainages in m, growing; a stretch reaches half way to the neighbouring sections. A line that starts on another line
/// (a bifurcation, `starts_on_river[line]`) has no head catchment: what enters its first cell from the side is local.
/// A line's head catchment and all local areas up to a point add up to the D8 area there (without lines that
/// bifurcate).
[[nodiscard]] std::vector<std::vector<SectionCatchment>> section_catchments(
    const Drainage& drainage, const std::vector<std::vector<double>>& sections,
    const std::vector<bool>& starts_on_river);

/// The land above a line at a chainage (m), m2: the area of its nearest cell. None for a line without cells.
[[nodiscard]] std::optional<double> area_along(const Drainage& drainage, std::size_t line, double chainage);

}  // namespace liriver::mesh::terrain
