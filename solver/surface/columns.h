#pragma once
// Between records, which lie together in memory for one cell or face, and columns, which kernels read as vectors.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

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

/// A block from at most as many cells or faces; the last one fills it up.
LIRIVER_KERNEL void fill(std::int32_t (&block)[block_size], std::span<const std::int32_t> list) {
    if (list.size() == block_size) {
        std::memcpy(block, list.data(), sizeof block);  // one by one they could not be read at once for a while
        return;
    }
    for (std::size_t k = 0; k < block_size; ++k)
        block[k] = list[std::min(k, list.size() - 1)];
}

/// Whether a block of cells or faces lies together in memory, in order: nearly all blocks do.
LIRIVER_KERNEL bool lies_together(const std::int32_t (&block)[block_size]) {
    int apart = 0;
#pragma omp simd reduction(+ : apart)
    for (int k = 0; k < block_size; ++k)
        apart += block[k] != block[0] + k ? 1 : 0;
    return apart == 0;
}

/// One array's numbers of a block of cells or faces.
template <class Number>
LIRIVER_KERNEL void copy_block(const Number* from, const std::int32_t (&block)[block_size], bool together,
                               Number (&to)[block_size]) {
    if (together) {
        std::memcpy(to, from + block[0], sizeof to);
        return;
    }
    for (int k = 0; k < block_size; ++k)
        to[k] = from[block[k]];
}

}  // namespace liriver::solver::surface
