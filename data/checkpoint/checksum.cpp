#include "data/checkpoint/checksum.h"

#include <array>
#include <bit>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>
#include <vector>

#include <fmt/format.h>

namespace liriver::data::checkpoint {

namespace {

static_assert(std::endian::native == std::endian::little, "checksums are of little-endian arrays");

std::uint64_t go_on(std::uint64_t hash, std::span<const std::byte> data) {
    for (const std::byte byte : data) {
        hash ^= static_cast<std::uint64_t>(byte);
        hash *= 0x100000001b3U;
    }
    return hash;
}

struct CloseFile {
    void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
};

}  // namespace

void Checksum::bytes(std::span<const std::byte> data) {
    const std::array<std::uint64_t, 1> length{data.size()};
    hash_ = go_on(hash_, std::as_bytes(std::span(length)));
    hash_ = go_on(hash_, data);
}

void Checksum::add(std::span<const double> values) { bytes(std::as_bytes(values)); }
void Checksum::add(std::span<const std::int32_t> values) { bytes(std::as_bytes(values)); }
void Checksum::add(std::span<const std::int64_t> values) { bytes(std::as_bytes(values)); }
void Checksum::add(std::string_view text) { bytes(std::as_bytes(std::span(text))); }

std::uint64_t fnv1a(std::span<const std::byte> data) { return go_on(0xcbf29ce484222325U, data); }

tl::expected<std::uint64_t, mesh::field::Error> file_checksum(const std::filesystem::path& path) {
    const auto trouble = [&path](int code) {
        return tl::unexpected(
            mesh::field::Error{path.string(), std::generic_category().message(code), "a file that can be read"});
    };
    const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "rb"));
    if (!file)
        return trouble(errno);
    std::uint64_t hash = fnv1a({});
    std::vector<std::byte> buffer(1 << 16);
    while (true) {
        const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), file.get());
        hash = go_on(hash, std::span(buffer).first(count));
        if (count < buffer.size())
            break;
    }
    if (std::ferror(file.get()) != 0)
        return trouble(errno);
    return hash;
}

std::string hex(std::uint64_t checksum) { return fmt::format("{:016x}", checksum); }

}  // namespace liriver::data::checkpoint
