#pragma once
// Direct solution of the network's linear system: one 2 x 2 block per control volume (its stage and one face velocity),
// coupled along the river. On a tree the elimination makes no fill at all and is the block Thomas algorithm, run from
// the tips to the trunk, two chains at a time; loops make a little fill, found once.
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "solver/channel/elimination_plan.h"

namespace liriver::solver::channel {

/// A 2 x 2 matrix, row by row.
struct Block {
    double a = 0.0, b = 0.0, c = 0.0, d = 0.0;
};
struct Pair {
    double x = 0.0, y = 0.0;
};

/// LU without pivoting between blocks, in a static order; the same bits every time.
class BlockElimination {
  public:
    BlockElimination() = default;
    /// Finds the order and the fill for `size` unknown pairs coupled by `couplings` (undirected, any repetition).
    BlockElimination(std::int32_t size, std::span<const std::pair<std::int32_t, std::int32_t>> couplings);

    /// Storage slot of block (row, column) for assembly; the two must be equal or coupled.
    [[nodiscard]] std::int32_t slot(std::int32_t row, std::int32_t column) const;

    [[nodiscard]] std::span<Block> blocks() { return blocks_; }
    [[nodiscard]] std::span<Pair> right_side() { return rhs_; }
    /// The blocks (i, i), (i, i + 1) and (i, i - 1) by i, to be written directly where they are coupled.
    [[nodiscard]] Block* diagonal() { return blocks_.data(); }
    [[nodiscard]] Block* upper() { return blocks_.data() + size_; }
    [[nodiscard]] Block* lower() { return blocks_.data() + 2 * static_cast<std::ptrdiff_t>(size_); }
    /// Sets these rows to zero, and all that is none of the three above in any row.
    void clear(std::span<const std::int32_t> rows);

    /// Solves in place: afterwards right_side() holds the unknowns. False when a pivot block is singular or not finite.
    /// The bits are the same for any number of threads.
    [[nodiscard]] bool solve(int threads = 1);

    [[nodiscard]] std::int32_t size() const { return size_; }

  private:
    struct Later {             // a neighbour eliminated after the pivot
        std::int32_t node;     // which
        std::int32_t upper;    // slot of (pivot, node)
        std::int32_t lower;    // slot of (node, pivot)
        std::int32_t targets;  // first of its `later count` targets: slot of (node, other later neighbour)
    };
    struct Round {
        std::int32_t first_chain, end_chain;  // of chains_
        std::int32_t first_pivot, end_pivot;  // of order_
        bool worth_sharing;                   // among threads
    };
    [[nodiscard]] bool eliminate(const Round& round);
    void substitute_back(const Round& round);

    std::int32_t size_ = 0;
    std::vector<ChainPair> chains_;
    std::vector<Round> rounds_;
    std::vector<std::int32_t> order_;        // of single pivots
    std::vector<std::int32_t> first_later_;  // [single pivots + 1], by position in the order
    std::vector<Later> later_;
    std::vector<std::int32_t> targets_;
    std::vector<Block> blocks_;  // diagonal(), upper(), lower(); then the others
    std::vector<Pair> rhs_;
    std::vector<std::int32_t> first_neighbour_;  // for slot(): sorted neighbours of each node
    std::vector<std::pair<std::int32_t, std::int32_t>> neighbour_slot_;
};

}  // namespace liriver::solver::channel
