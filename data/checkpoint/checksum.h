#pragma once
// 64-bit FNV-1a (Fowler, Noll, Vo; draft-eastlake-fnv): tells whether a mesh or a file is the one it was. Not for
// security.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "mesh/field/error.h"

namespace liriver::data::checkpoint {

/// Gathers arrays and texts into one number. Each addition also counts its length, so that moving a value from one
/// array to the next changes the sum.
class Checksum {
  public:
    void add(std::span<const double> values);
    void add(std::span<const std::int32_t> values);
    void add(std::span<const std::int64_t> values);
    void add(std::string_view text);

    [[nodiscard]] std::uint64_t value() const { return hash_; }

  private:
    void bytes(std::span<const std::byte> data);
    std::uint64_t hash_ = 0xcbf29ce484222325U;
};

/// FNV-1a of the bytes alone, as published.
[[nodiscard]] std::uint64_t fnv1a(std::span<const std::byte> data);

/// FNV-1a of a file's content. Fails when it cannot be read.
[[nodiscard]] tl::expected<std::uint64_t, mesh::field::Error> file_checksum(const std::filesystem::path& path);

/// 16 hexadecimal digits.
[[nodiscard]] std::string hex(std::uint64_t checksum);

}  // namespace liriver::data::checkpoint
