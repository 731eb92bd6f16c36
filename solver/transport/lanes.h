#pragma once
// Constituents side by side: one vector operation moves several of them.
#include <cstddef>

namespace liriver::solver::transport {

/// Constituents that one block holds at most.
inline constexpr std::size_t most_lanes = 8;

/// `lanes` doubles side by side, with the arithmetic of one. Compilers split what is wider than the machine's vectors.
/// Passed by reference only: how vectors are passed by value depends on what a function is compiled for.
template <std::size_t lanes>
struct LaneType;
template <>
struct LaneType<1> {
    using type = double;
};
template <>
struct LaneType<2> {
    using type = double __attribute__((vector_size(16), may_alias));
};
template <>
struct LaneType<4> {
    using type = double __attribute__((vector_size(32), may_alias));
};
template <>
struct LaneType<8> {
    using type = double __attribute__((vector_size(64), may_alias));
};
template <std::size_t lanes>
using Lanes = typename LaneType<lanes>::type;

/// The lanes that hold `count` constituents: the next power of two.
constexpr std::size_t lanes_for(std::size_t count) { return count <= 1 ? 1 : count <= 2 ? 2 : count <= 4 ? 4 : 8; }

}  // namespace liriver::solver::transport
