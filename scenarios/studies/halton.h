#pragma once
// Halton's sequence (1960, Numer. Math. 2, 84-90): points that fill a box evenly, however many are taken.
#include <cstddef>
#include <vector>

namespace liriver::scenarios::studies {

/// The van der Corput sequence in a base, in (0, 1); number from 1.
[[nodiscard]] double radical_inverse(int number, int base);

/// As many primes: a base for each dimension.
[[nodiscard]] std::vector<int> first_primes(std::size_t count);

}  // namespace liriver::scenarios::studies
