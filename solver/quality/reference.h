#pragma once
// The reference of quality, written from the tables that run.
#include <string>

namespace liriver::solver::quality {

/// Markdown: quantities of the place, laws, and for each preset its constituents, processes with stoichiometry, and
/// parameters with unit, default, range and source, in the order of the registries.
std::string quality_reference();

}  // namespace liriver::solver::quality
