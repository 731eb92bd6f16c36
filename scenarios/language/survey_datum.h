#pragma once
// Surveyed sections that lie far above or below what is around them: most often they are on another datum. Private to
// this module.
#include <string>
#include <vector>

#include "mesh/sections/section.h"

namespace liriver::scenarios::language {

/// A sentence for each surveyed section whose lowest point lies far from the line between its neighbours, the cut
/// sections of its reach (or, where these are fewer than two, the other surveyed ones): the difference in metres with
/// its sign, and that of its ends. Far is more than 5 m, or 3 m where the ends lie off by the same; beyond the last
/// neighbour the fall of the reach is added.
[[nodiscard]] std::vector<std::string> far_from_neighbours(const std::vector<mesh::sections::Section>& surveyed,
                                                           const std::vector<mesh::sections::Section>& cut);

}  // namespace liriver::scenarios::language
