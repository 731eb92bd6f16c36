#pragma once
// Cases of lakes in a network: what a reservoir's own equation and the swing of two lakes say of them.
#include <vector>

#include "tests/verification/case.h"

namespace liriver::tests::verification {

std::vector<Case> lake_cases();

}  // namespace liriver::tests::verification
