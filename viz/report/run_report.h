#pragma once
// One page about one run, from its result files alone: what it did, its stations over time, balances, events and
// assumptions, with the pictures that `render` has drawn.
#include <filesystem>

#include <tl/expected.hpp>

#include "mesh/field/error.h"

namespace liriver::viz::report {

/// Writes one self-contained HTML page, UTF-8, to `file` (empty: `<folder>/report.html`) and returns its name. Fails
/// when a result file is missing or damaged, or the page cannot be written.
[[nodiscard]] tl::expected<std::filesystem::path, mesh::field::Error> write_run_report(
    const std::filesystem::path& folder, const std::filesystem::path& file);

}  // namespace liriver::viz::report
