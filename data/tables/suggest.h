#pragma once
// "Did you mean": the known word nearest to a mistyped one.
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace liriver::data::tables {

/// Number of insertions, deletions, substitutions and swaps of neighbours that turn `a` into `b`, counted in
/// UTF-8 characters (optimal string alignment; Damerau 1964).
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate nearest to `word`, compared without regard to case; empty when none is near (more than a third of
/// the word's characters would have to change, or more than 4).
[[nodiscard]] std::string suggest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace liriver::data::tables
