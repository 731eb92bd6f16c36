#pragma once
// What a constituent's budget is made of.
#include <cstddef>

namespace liriver::solver::transport {

/// Accounts of a constituent's budget, each a compensated sum of two numbers.
enum Account : std::size_t { initial, inflow, outflow, load, reaction, rounding, accounts };

}  // namespace liriver::solver::transport
