#pragma once
// In which order the unknowns of a network are eliminated: from its tips towards its trunk, so that a tree makes no
// fill at all.
#include <cstdint>
#include <set>
#include <vector>

namespace liriver::solver::channel {

/// Pivots first, first + step, ... (step 1 or -1), `count` of them, each coupled to the next one alone once those
/// before it are gone. No other chain of the same round touches them or the one after the last.
struct EliminationChain {
    std::int32_t first = 0, step = 1, count = 0;
};

/// Two chains that are eliminated in lockstep, the second no longer than the first (its count may be 0).
struct ChainPair {
    EliminationChain longer, shorter;
};

/// Chains that do not meet, in any order or at once; then single pivots, in order.
struct EliminationRound {
    std::vector<ChainPair> chains;
    std::vector<std::int32_t> pivots;
};

/// `graph`: the neighbours of each unknown, without itself.
std::vector<EliminationRound> plan_elimination(std::vector<std::set<std::int32_t>> graph);

}  // namespace liriver::solver::channel
