#pragma once
// Prismatic reaches as lines and sections, like any other. Internal to this module.
#include <string>
#include <vector>

#include "data/tables/problem.h"
#include "mesh/network/network.h"
#include "mesh/sections/section.h"
#include "scenarios/language/scenario.h"

namespace liriver::scenarios::language {

/// Distance between a prismatic reach's sections unless it says otherwise, m.
inline constexpr double default_spacing = 100.0;
/// A reach that asks for more sections than this is a mistake.
inline constexpr double most_sections = 100000.0;

/// Adds every prismatic reach to the network and its sections to the list, evenly spaced (`spacing`, 100 m unless
/// given) from end to end: trapezoids of zone `channel`. A reach without `upstream_point` is laid out for pictures:
/// towards the place it joins at 45 degrees, or due south from the origin.
/// Problems: unknown reaches in `joins` and `leaves`, chainages beyond their length.
void add_prismatic_reaches(const Scenario& scenario, mesh::network::Network& network,
                           std::vector<mesh::sections::Section>& sections, data::tables::Problems& problems);

}  // namespace liriver::scenarios::language
