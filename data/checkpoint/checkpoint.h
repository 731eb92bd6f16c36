#pragma once
// checkpoint.h5: everything a run needs to go on as if it had never stopped.
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "data/tables/time.h"
#include "mesh/field/error.h"
#include "mesh/field/field.h"

namespace liriver::data::checkpoint {

/// Raised when the layout of the file changes; files of another version are refused.
inline constexpr std::int64_t format_version = 3;

/// What stands in the file beside the arrays.
struct Header {
    tables::Time time;
    std::uint64_t mesh_checksum = 0;  ///< of all mesh arrays, see Checksum
    std::string version;              ///< the program's version
    std::string git;                  ///< the program's commit
};

/// Writes all arrays by name, each with its own checksum, under `<path>.part`, then renames. Equal content gives equal
/// bytes. Names must differ within fields and within integers.
[[nodiscard]] tl::expected<void, mesh::field::Error> write_checkpoint(
    const std::filesystem::path& path, const Header& header, std::span<const mesh::field::Field> fields,
    std::span<const mesh::field::MutableIntegers> integers);

/// Fills all arrays from the file and returns its header. Refuses, before any array is touched, a file that is not
/// there, truncated or damaged, of another format version or mesh, with an array missing, too many, or of another size
/// or unit. Of an array `by_time` the file may hold fewer values than there are, or more: the first ones are filled.
[[nodiscard]] tl::expected<Header, mesh::field::Error> read_checkpoint(
    const std::filesystem::path& path, std::uint64_t mesh_checksum, std::span<const mesh::field::MutableField> fields,
    std::span<const mesh::field::MutableIntegers> integers);

/// The time of a checkpoint, to learn from when on a run needs its tables; none where the file cannot be read.
/// `read_checkpoint` says what is wrong with a file.
[[nodiscard]] std::optional<tables::Time> read_time(const std::filesystem::path& path);

/// The values of one field of the file, to learn what a run was made of before its arrays are laid out; none where the
/// file cannot be read or has no such field. `read_checkpoint` says what is wrong with a file.
[[nodiscard]] std::vector<double> read_values(const std::filesystem::path& path, const std::string& field);

}  // namespace liriver::data::checkpoint
