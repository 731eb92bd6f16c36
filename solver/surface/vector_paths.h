#pragma once
#include "solver/vector_paths.h"

namespace liriver::solver::surface {

using solver::Vectors;
using solver::widest_vectors;

/// Entries a kernel works on at a time: what it gathers stays in the first-level cache.
inline constexpr int block_size = 16;

}  // namespace liriver::solver::surface
