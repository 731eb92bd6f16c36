#pragma once
// The boundaries of a surface in a few lines for a terminal: whether each is the stretch of the mesh's boundary that
// was meant.
#include <string>
#include <vector>

#include "data/results/summary.h"

namespace liriver::scenarios::cli {

/// A row each: kind, length and faces of its stretch, the lowest bed along it, how far `from` and `to` were moved to
/// the boundary's nodes; after a run also what came in over it, net. Empty where there are none.
[[nodiscard]] std::vector<std::string> boundary_rows(const std::vector<data::results::BoundaryAccount>& boundaries,
                                                     bool after_run);

}  // namespace liriver::scenarios::cli
