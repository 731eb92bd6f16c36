#pragma once
// Between records, which lie together in memory for one cell or face, and columns, which kernels read as vectors.
#include <cstring>

#include "solver/surface/vector_paths.h"

namespace liriver::solver::surface {

using Four [[gnu::vector_size(32)]] = double;

/// Four records of four numbers become four columns; the same call makes records of columns.
LIRIVER_KERNEL void transpose(const double* const (&from)[4], double* const (&to)[4]) {
    Four a;
    Four b;
    Four c;
    Four d;
    std::memcpy(&a, from[0], sizeof a);
    std::memcpy(&b, from[1], sizeof b);
    std::memcpy(&c, from[2], sizeof c);
    std::memcpy(&d, from[3], sizeof d);
    const Four even_ab = __builtin_shufflevector(a, b, 0, 4, 2, 6);
    const Four odd_ab = __builtin_shufflevector(a, b, 1, 5, 3, 7);
    const Four even_cd = __builtin_shufflevector(c, d, 0, 4, 2, 6);
    const Four odd_cd = __builtin_shufflevector(c, d, 1, 5, 3, 7);
    a = __builtin_shufflevector(even_ab, even_cd, 0, 1, 4, 5);
    b = __builtin_shufflevector(odd_ab, odd_cd, 0, 1, 4, 5);
    c = __builtin_shufflevector(even_ab, even_cd, 2, 3, 6, 7);
    d = __builtin_shufflevector(odd_ab, odd_cd, 2, 3, 6, 7);
    std::memcpy(to[0], &a, sizeof a);
    std::memcpy(to[1], &b, sizeof b);
    std::memcpy(to[2], &c, sizeof c);
    std::memcpy(to[3], &d, sizeof d);
}

}  // namespace liriver::solver::surface
