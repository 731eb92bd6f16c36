#pragma once
// Sections that reach beyond the terrain's edge, shortened to it.
#include <string>
#include <vector>

#include "mesh/field/error.h"
#include "mesh/network/terrain_sampler.h"
#include "mesh/sections/section_lines.h"

namespace liriver::mesh::sections {

struct TerrainReach {
    std::vector<std::string> notes;    ///< a sentence for each reach with shortened sections
    std::vector<field::Error> errors;  ///< one for each reach with sections that have no terrain beside their channel
};

/// Shortens each side of a section to where terrain ends beyond the channel, as long as `least_bank` m (12 at least) of
/// it remain beside the channel. A hole with terrain beyond it is no edge: those sections are left for `cut_sections`
/// to refuse.
[[nodiscard]] TerrainReach shorten_to_terrain(std::vector<SectionLine>& lines, const network::TerrainSampler& terrain,
                                              double least_bank);

}  // namespace liriver::mesh::sections
