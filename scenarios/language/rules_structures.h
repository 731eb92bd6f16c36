#pragma once
// Which keys of a [[structure]] its kind takes and needs. Internal to this module.
#include "scenarios/language/key_table.h"
#include "scenarios/language/reporter.h"
#include "scenarios/language/scenario.h"

namespace liriver::scenarios::language {

/// Problems: keys that the kind does not use ("not-used"), keys it needs ("missing-key"), numbers that do not fit
/// together
/// ("out-of-bounds").
void check_structure(const Scenario& scenario, const Structure& structure, Reporter& report);

/// The key of a [[structure]] that is its kind's setting; none for a kind that has none.
[[nodiscard]] const Key* setting_key(StructureKind kind);

/// Whether structures of this kind lead water from one cell of a surface to another.
[[nodiscard]] bool on_surfaces(StructureKind kind);

/// As the scenario writes it.
[[nodiscard]] const char* word_of(StructureKind kind);

}  // namespace liriver::scenarios::language
