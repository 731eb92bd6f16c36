#pragma once
// What a [[structure]] must say where it stands on a surface. Internal to this module.
#include "scenarios/language/reporter.h"
#include "scenarios/language/scenario.h"

namespace liriver::scenarios::language {

/// Problems, besides those of `check_structure`: kinds and keys that belong to a river ("not-used"), no `from`, a weir
/// or gate without a crest or a weir without a width ("missing-key").
void check_surface_structures(const Scenario& scenario, Reporter& report);

}  // namespace liriver::scenarios::language
