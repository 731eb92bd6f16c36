#pragma once
// Sets of cells, a bit each.
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace liriver::solver::surface {

using CellBits = std::vector<std::uint64_t>;

inline bool is_set(const CellBits& bits, std::int32_t cell) {
    return ((bits[static_cast<std::size_t>(cell) / 64] >> (static_cast<std::size_t>(cell) % 64)) & 1U) != 0;
}

inline void set(CellBits& bits, std::int32_t cell) {
    bits[static_cast<std::size_t>(cell) / 64] |= std::uint64_t{1} << (static_cast<std::size_t>(cell) % 64);
}

inline void clear(CellBits& bits, std::int32_t cell) {
    bits[static_cast<std::size_t>(cell) / 64] &= ~(std::uint64_t{1} << (static_cast<std::size_t>(cell) % 64));
}

/// Whether all of one set are in another.
inline bool within(const CellBits& some, const CellBits& all) {
    std::uint64_t beyond = 0;
    for (std::size_t w = 0; w < some.size(); ++w)
        beyond |= some[w] & ~all[w];
    return beyond == 0;
}

/// How many cells are in a set.
inline std::size_t count(const CellBits& bits) {
    std::size_t sum = 0;
    for (const std::uint64_t word : bits)
        sum += static_cast<std::size_t>(std::popcount(word));
    return sum;
}

/// Calls `act` with every cell of a word of bits, in order.
template <class Act>
void each_of_word(std::uint64_t bits, std::size_t word, const Act& act) {
    for (; bits != 0; bits &= bits - 1)
        act(static_cast<std::int32_t>(word * 64 + static_cast<std::size_t>(std::countr_zero(bits))));
}

/// Calls `act` with every cell of a list.
template <class Act>
void each_of(const std::vector<std::int32_t>& cells, const Act& act) {
    for (const std::int32_t cell : cells)
        act(cell);
}

/// Calls `act` with every cell of a set, in order.
template <class Act>
void each_of(const CellBits& bits, const Act& act) {
    for (std::size_t w = 0; w < bits.size(); ++w)
        each_of_word(bits[w], w, act);
}

}  // namespace liriver::solver::surface
