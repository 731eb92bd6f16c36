#pragma once
// Files appear whole or not at all.
#include <cstdint>
#include <filesystem>
#include <string_view>

#include <tl/expected.hpp>

#include "mesh/field/error.h"

namespace liriver::data::results {

/// How the writing of a file ends: whole under its own name, or with what there is under `<path>.part`, as the files of
/// a run that failed or was interrupted do.
enum class Ending { whole, unfinished };

/// `<path>.part`: the name a file has until it is whole.
[[nodiscard]] std::filesystem::path part_name(const std::filesystem::path& path);

/// Where a file of results stands: `path`, or `<path>.part` where only that exists; `path` where there is neither.
[[nodiscard]] std::filesystem::path written_name(const std::filesystem::path& path);

/// Why `path` could not be written: the system's words for `code` (an errno), and, where there was no room (a full
/// disk, a quota, a limit on the size of files), how many bytes were still to be written.
[[nodiscard]] mesh::field::Error cannot_write(const std::filesystem::path& path, int code, std::uintmax_t bytes);

/// Whether an errno tells that there was no room.
[[nodiscard]] bool is_no_room(int code);

/// Renames `<path>.part` to `path`, replacing what was there, once its content has reached the disk (fsync); then the
/// folder's own entry does. Where that fails the file keeps its `.part`.
[[nodiscard]] tl::expected<void, mesh::field::Error> publish(const std::filesystem::path& path);

/// Writes `content` to `<path>.part` and, if `ending` is whole, publishes it. Fails when the disk is full or the folder
/// cannot be written; the `.part` is taken away then.
[[nodiscard]] tl::expected<void, mesh::field::Error> write_whole(const std::filesystem::path& path,
                                                                 std::string_view content,
                                                                 Ending ending = Ending::whole);

}  // namespace liriver::data::results
