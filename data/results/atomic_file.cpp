#include "data/results/atomic_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

namespace liriver::data::results {

using mesh::field::Error;

namespace {

struct CloseFile {
    void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
};

/// Waits until a file or folder is on the disk; the errno where that fails, 0 where it is done or where the file system
/// has no such call for it.
int sync_to_disk(const std::filesystem::path& path, int flags) {
    const int file = ::open(path.c_str(), flags | O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return errno;
    const int code = ::fsync(file) == 0 ? 0 : errno;
    ::close(file);
    return code == EINVAL || code == ENOTSUP ? 0 : code;
}

}  // namespace

std::filesystem::path part_name(const std::filesystem::path& path) {
    std::filesystem::path part = path;
    part += ".part";
    return part;
}

std::filesystem::path written_name(const std::filesystem::path& path) {
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored) && std::filesystem::exists(part_name(path), ignored))
        return part_name(path);
    return path;
}

bool is_no_room(int code) { return code == ENOSPC || code == EDQUOT || code == EFBIG; }

Error cannot_write(const std::filesystem::path& path, int code, std::uintmax_t bytes) {
    std::string found = std::generic_category().message(code);
    if (!is_no_room(code))
        return Error{path.string(), found, "a file that can be written"};
    std::error_code unknown;
    const auto space = std::filesystem::space(path.has_parent_path() ? path.parent_path() : ".", unknown);
    if (code == ENOSPC && !unknown)
        found += fmt::format(" ({} bytes free)", space.available);
    return Error{path.string(), found, fmt::format("room for {} bytes more", bytes)};
}

tl::expected<void, Error> publish(const std::filesystem::path& path) {
    const std::filesystem::path part = part_name(path);
    if (const int code = sync_to_disk(part, 0); code != 0) {
        std::error_code unknown;
        const std::uintmax_t size = std::filesystem::file_size(part, unknown);
        return tl::unexpected(cannot_write(path, code, unknown ? 0 : size));
    }
    std::error_code trouble;
    std::filesystem::rename(part, path, trouble);
    if (trouble)
        return tl::unexpected(cannot_write(path, trouble.value(), 0));
    const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
    if (const int code = sync_to_disk(folder, O_DIRECTORY); code != 0)
        return tl::unexpected(cannot_write(folder, code, 0));
    return {};
}

tl::expected<void, Error> write_whole(const std::filesystem::path& path, std::string_view content, Ending ending) {
    const std::filesystem::path part = part_name(path);
    std::unique_ptr<std::FILE, CloseFile> file(std::fopen(part.c_str(), "wb"));
    if (!file)
        return tl::unexpected(cannot_write(path, errno, content.size()));
    const bool written = std::fwrite(content.data(), 1, content.size(), file.get()) == content.size();
    if (!written || std::fclose(file.release()) != 0) {
        const int code = errno;
        file.reset();
        std::error_code ignored;
        std::filesystem::remove(part, ignored);
        return tl::unexpected(cannot_write(path, code, content.size()));
    }
    return ending == Ending::whole ? publish(path) : tl::expected<void, Error>{};
}

}  // namespace liriver::data::results
