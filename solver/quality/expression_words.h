#pragma once
// The names in expressions, without compiling them.
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "solver/quality/process_set.h"

namespace liriver::solver::quality {

/// The text in pieces that give it again one after the other: names and numbers whole, every other character alone.
[[nodiscard]] std::vector<std::string> words_of(std::string_view text);

/// The names in it, functions among them.
[[nodiscard]] std::set<std::string> names_in(std::string_view text);

/// The parameters of a set that one of its laws, rates, coefficients, elements or derived quantities uses.
[[nodiscard]] std::vector<Parameter> used_parameters(const ProcessSet& set);

}  // namespace liriver::solver::quality
