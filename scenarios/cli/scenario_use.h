#pragma once
// What a scenario file is for: to be run, or for `mesh` to make a river's files or a 2D mesh.
#include "scenarios/cli/commands.h"

namespace liriver::scenarios::cli {

enum class Use { run, river, surface };

/// Problems of the file are left for its loader to find again.
[[nodiscard]] Use use_of(const ScenarioArguments& arguments);

}  // namespace liriver::scenarios::cli
