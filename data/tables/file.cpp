#include "data/tables/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace liriver::data::tables {

namespace {
std::string reason(int error) { return std::generic_category().message(error); }

tl::unexpected<Problem> failure(const std::filesystem::path& path, const char* code, std::string found,
                                std::string expected) {
    Problem problem;
    problem.file = path.string();
    problem.code = code;
    problem.found = std::move(found);
    problem.expected = std::move(expected);
    return tl::make_unexpected(std::move(problem));
}

/// Writes all bytes to an open descriptor; 0 or errno.
int write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written < 0) {
            if (errno == EINTR)
                continue;
            return errno;
        }
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}
}  // namespace

tl::expected<std::string, Problem> read_file(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) {
        if (errno == ENOENT || errno == ENOTDIR)
            return failure(path, "missing-file", "no such file", "a file that exists");
        return failure(path, "unreadable-file", reason(errno), "a file that can be read");
    }
    struct stat status {};
    std::string text;
    int error = ::fstat(descriptor, &status) == 0 ? 0 : errno;
    if (error == 0 && !S_ISREG(status.st_mode)) {
        ::close(descriptor);
        return failure(path, "not-a-file", S_ISDIR(status.st_mode) ? "a directory" : "a device or pipe", "a file");
    }
    if (error == 0) {
        text.resize(static_cast<std::size_t>(status.st_size));
        std::size_t filled = 0;
        while (filled < text.size()) {
            const ssize_t got = ::read(descriptor, text.data() + filled, text.size() - filled);
            if (got < 0 && errno == EINTR)
                continue;
            if (got < 0)
                error = errno;
            if (got <= 0)
                break;
            filled += static_cast<std::size_t>(got);
        }
        text.resize(filled);
    }
    ::close(descriptor);
    if (error != 0)
        return failure(path, "unreadable-file", reason(error), "a file that can be read");
    return text;
}

std::filesystem::path temporary_name(const std::filesystem::path& path) {
    std::filesystem::path name = path;
    name += ".part-" + std::to_string(::getpid());
    return name;
}

tl::expected<void, Problem> write_file(const std::filesystem::path& path, std::string_view text) {
    const std::filesystem::path temporary = temporary_name(path);
    const auto failed = [&](int error) {
        ::unlink(temporary.c_str());
        return failure(path, "cannot-write", reason(error), "a place that can be written");
    };
    const int descriptor = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (descriptor < 0)
        return failed(errno);
    int error = write_all(descriptor, text);
    if (error == 0 && ::fsync(descriptor) != 0)
        error = errno;
    if (::close(descriptor) != 0 && error == 0)
        error = errno;
    if (error == 0 && ::rename(temporary.c_str(), path.c_str()) != 0)
        error = errno;
    if (error != 0)
        return failed(error);
    return {};
}

}  // namespace liriver::data::tables
