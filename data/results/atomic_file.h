#pragma once
// Files appear whole or not at all.
#include <filesystem>
#include <string_view>

#include <tl/expected.hpp>

#include "mesh/field/error.h"

namespace liriver::data::results {

/// `<path>.part`: the name a file has until it is whole.
[[nodiscard]] std::filesystem::path part_name(const std::filesystem::path& path);

/// Renames `<path>.part` to `path`, replacing what was there.
[[nodiscard]] tl::expected<void, mesh::field::Error> publish(const std::filesystem::path& path);

/// Writes `content` to `<path>.part` and publishes it. Fails when the disk is full or the folder cannot be written.
[[nodiscard]] tl::expected<void, mesh::field::Error> write_whole(const std::filesystem::path& path,
                                                                 std::string_view content);

}  // namespace liriver::data::results
