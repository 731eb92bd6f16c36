#pragma once
// What `[[initial]]` must and must not say, before any of its files is read. Internal to this module.
#include <filesystem>
#include <vector>

#include "data/tables/problem.h"
#include "mesh/network/network.h"
#include "scenarios/language/scenario.h"

namespace liriver::scenarios::language {

/// Checks every `[[initial]]` of a scenario that is run, and adds the files that they name to `inputs`. `network` is
/// that of a river; a scenario on a surface has none. Amounts must be complete.
void check_initial(const Scenario& scenario, const mesh::network::Network& network,
                   std::vector<std::filesystem::path>& inputs, data::tables::Problems& problems);

}  // namespace liriver::scenarios::language
