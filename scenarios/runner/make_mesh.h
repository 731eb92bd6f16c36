#pragma once
// `liriver mesh FILE`: terrain and lines in, the files of a river out.
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "data/tables/problem.h"
#include "scenarios/language/scenario.h"
#include "scenarios/runner/river_files.h"

namespace liriver::scenarios::runner {

struct MadeMesh {
    std::vector<RiverFile> files;
    std::vector<std::string> report;  ///< a sentence each: what was read, closed, filled, assumed, left aside
};

/// Measures the river that a scenario read by `language::read_scenario` describes; nothing is written. The same inputs
/// give the same bytes. On failure: every problem that could be found, sorted.
[[nodiscard]] tl::expected<MadeMesh, data::tables::Problems> make_mesh(const language::Scenario& scenario);

/// Writes the files, each under a temporary name first, making folders where needed. Problems have code "cannot-write".
[[nodiscard]] tl::expected<void, data::tables::Problems> write_mesh(const MadeMesh& mesh);

}  // namespace liriver::scenarios::runner
