#pragma once
// What every output says about where it comes from.
#include "data/results/provenance.h"
#include "scenarios/language/load.h"
#include "scenarios/runner/run.h"

namespace liriver::scenarios::runner {

/// Versions, checksums of inputs, assumptions.
[[nodiscard]] data::results::Provenance provenance_of(const language::Model& input, const RunOptions& options);

}  // namespace liriver::scenarios::runner
