#pragma once
// Discharge laws of structures against their published formulas.
#include <vector>

#include "tests/verification/case.h"

namespace liriver::tests::verification {

[[nodiscard]] const std::vector<Case>& structure_cases();

}  // namespace liriver::tests::verification
