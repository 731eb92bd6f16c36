#pragma once
// Merges registers into the scenario's lists and finds every object's place on the network. Internal to this module.
#include <filesystem>
#include <string>
#include <vector>

#include "data/tables/problem.h"
#include "mesh/network/network.h"
#include "scenarios/language/scenario.h"

namespace liriver::scenarios::language {

/// Reads the registers that `[network]` names into the scenario's lists. A table of the same name comes first: what it
/// leaves out (place, label, area) the register fills in. Every file read is added to `inputs`. Outfalls
/// that the register has as closed are left out, unless a table of their name stands in the scenario; returns a
/// sentence for each.
std::vector<std::string> merge_registers(Scenario& scenario, std::vector<std::filesystem::path>& inputs,
                                         data::tables::Problems& problems);

/// The register of diffuse loads; the names that stand in it. A load of the scenario keeps its place, its sources and
/// its course in time where it has any.
std::vector<std::string> merge_diffuse_loads(Scenario& scenario, data::tables::Problems& problems);

/// Fills reach, chainage and point of every station, outfall, inflow, reservoir and structure, and checks boundaries'
/// and roughness' reaches. Problems: an unknown reach, a chainage beyond its length, a point further from it than
/// `snap_distance`, an object without a place, an end of a reach that is no open end.
void find_places(Scenario& scenario, const mesh::network::Network& network, data::tables::Problems& problems);

}  // namespace liriver::scenarios::language
