#pragma once
// summary.json read back.
#include <filesystem>
#include <tl/expected.hpp>

#include "data/results/summary.h"
#include "mesh/field/error.h"

namespace liriver::data::results {

/// Reads what `write_summary` wrote, of this version or an older one (keys that are missing keep their defaults, but
/// for `scenario` and `water`). Fails, naming the file, when it cannot be read or is no run's summary.
[[nodiscard]] tl::expected<Summary, mesh::field::Error> read_summary(const std::filesystem::path& path);

}  // namespace liriver::data::results
