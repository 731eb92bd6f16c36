#pragma once
// Whole files in, and out under a temporary name that becomes the real one only when all is written.
#include <filesystem>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "data/tables/problem.h"

namespace liriver::data::tables {

/// All bytes of a regular file. Fails (codes "missing-file", "not-a-file", "unreadable-file") with the system's reason.
[[nodiscard]] tl::expected<std::string, Problem> read_file(const std::filesystem::path& path);

/// The name a file is written under until it is complete.
[[nodiscard]] std::filesystem::path temporary_name(const std::filesystem::path& path);

/// Writes all of `text` under a temporary name in the same folder, flushes it to the disk and renames it. Fails (code
/// "cannot-write") with the system's reason, a full disk among them, and then leaves neither file behind nor harms an
/// older one of that name.
[[nodiscard]] tl::expected<void, Problem> write_file(const std::filesystem::path& path, std::string_view text);

}  // namespace liriver::data::tables
