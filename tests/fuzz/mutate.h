#pragma once
// One change to the bytes of a file, as hands, programs and disks make them.
#include <random>
#include <string>

namespace liriver::tests::fuzz {

using Random = std::mt19937_64;

/// A whole number from 0 to `below` - 1, the same on every machine.
[[nodiscard]] std::size_t pick(Random& random, std::size_t below);

/// Text: a line gone, twice or cut, a number that is none, empty or far out, a cell moved, a table without rows, odd
/// bytes, another end of line. What was done is said in `what`.
[[nodiscard]] std::string mutate_text(const std::string& text, Random& random, std::string& what);

/// Bytes: some flipped, zeroed or gone, the end cut off.
[[nodiscard]] std::string mutate_bytes(const std::string& bytes, Random& random, std::string& what);

}  // namespace liriver::tests::fuzz
