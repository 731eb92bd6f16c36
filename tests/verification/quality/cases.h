#pragma once
// Water quality against exact solutions and other people's integrators.
#include <vector>

#include "tests/verification/case.h"

namespace liriver::tests::verification {

[[nodiscard]] const std::vector<Case>& quality_cases();

/// Those of the preset `eutro`.
[[nodiscard]] std::vector<Case> eutro_cases();

}  // namespace liriver::tests::verification
