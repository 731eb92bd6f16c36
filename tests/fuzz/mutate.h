#pragma once
// One change to the bytes of a file, as hands, programs and disks make them. Equal numbers of a `Random` give equal
// changes on every machine: a case is repeated from its seed.
#include <random>
#include <string>

namespace liriver::tests::fuzz {

using Random = std::mt19937_64;

/// A whole number from 0 to `below` - 1, nearly equally likely; 0 where `below` is 0.
[[nodiscard]] std::size_t pick(Random& random, std::size_t below);

/// The text with one change: a line removed, doubled, exchanged for another or lengthened by 100 000 commas; the end
/// cut off; only the first line kept; three bytes replaced; other line ends; or (one time in three) a number replaced
/// by an odd value (NaN, empty, out of range, of another type). A text without numbers may come back as it was. `what`
/// is set to a description of the change.
[[nodiscard]] std::string mutate_text(const std::string& text, Random& random, std::string& what);

/// The bytes with one change: the end cut off, a block of up to 4096 set to zero, four of the first 2048 or eight
/// anywhere replaced. No bytes come back as none. `what` is set to a description of the change.
[[nodiscard]] std::string mutate_bytes(const std::string& bytes, Random& random, std::string& what);

}  // namespace liriver::tests::fuzz
