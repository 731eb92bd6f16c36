#pragma once
// What kind of results a folder holds.
#include <filesystem>

#include <tl/expected.hpp>

#include "mesh/field/error.h"

namespace liriver::data::results {

enum class ResultsKind { network, surface };

/// By the files network.nc and surface.nc. Fails where there is neither, saying what was looked for and what is there:
/// a folder that is none, an empty one, files still being written (`.part`), other files.
[[nodiscard]] tl::expected<ResultsKind, mesh::field::Error> results_in(const std::filesystem::path& folder);

}  // namespace liriver::data::results
