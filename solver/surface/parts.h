#pragma once
// Lists and sets of cells or faces cut into parts, one for each thread.
#include <omp.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include "solver/surface/cell_bits.h"
#include "solver/surface/vector_paths.h"

namespace liriver::solver::surface {

/// Whether threads share the work on so many cells or faces. With fewer, waiting for one another costs more than it
/// saves, on a busy machine many times more.
inline bool worth_sharing(std::size_t count, int threads) {
    constexpr std::size_t few = 8000;
    return threads > 1 && count > few;
}

/// This thread's part of a list, within a parallel region; parts end with whole blocks.
inline std::span<const std::int32_t> own_part(std::span<const std::int32_t> list) {
    const auto parts = static_cast<std::size_t>(omp_get_num_threads());
    const auto own = static_cast<std::size_t>(omp_get_thread_num());
    const std::size_t blocks = (list.size() + block_size - 1) / block_size;
    const std::size_t begin = std::min(blocks * own / parts * block_size, list.size());
    const std::size_t end = std::min(blocks * (own + 1) / parts * block_size, list.size());
    return list.subspan(begin, end - begin);
}

/// Calls `act` on every thread with its part of a list.
template <class Act>
void in_parts(std::span<const std::int32_t> list, int threads, const Act& act) {
#pragma omp parallel num_threads(threads) if (worth_sharing(list.size(), threads))
    act(own_part(list));
}

/// Calls `act` with every cell of a set, by all threads, in no order: `act` writes what belongs to its cell alone.
template <class Act>
void each_of(const CellBits& bits, int threads, const Act& act) {
    const auto words = static_cast<std::int64_t>(bits.size());
#pragma omp parallel for num_threads(threads) if (worth_sharing(64 * bits.size(), threads))
    for (std::int64_t w = 0; w < words; ++w)
        each_of_word(bits[static_cast<std::size_t>(w)], static_cast<std::size_t>(w), act);
}

}  // namespace liriver::solver::surface
