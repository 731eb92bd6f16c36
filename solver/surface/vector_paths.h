#pragma once
// The vector paths of the kernels of a surface: those that transport takes too.
#include "solver/transport/vector_paths.h"

namespace liriver::solver::surface {

using transport::best_path;
using transport::Vectors;
using transport::widest_vectors;

/// Entries a kernel works on at a time: what it gathers stays in the first-level cache.
inline constexpr int block_size = 16;

}  // namespace liriver::solver::surface
