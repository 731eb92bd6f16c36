#include "data/results/folder_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace liriver::data::results {

using mesh::field::Error;

namespace {

/// "process 4711", from what the holder wrote into its file.
std::string holder(int descriptor) {
    std::array<char, 32> text{};
    const ssize_t length = ::pread(descriptor, text.data(), text.size() - 1, 0);
    std::string number(text.data(), length > 0 ? static_cast<std::size_t>(length) : 0);
    while (!number.empty() && number.back() == '\n')
        number.pop_back();
    return number.empty() ? "another process" : "process " + number;
}

/// Whether the path still leads to the file that is open: its holder may have taken it away before it let go of it.
bool is_still_there(const std::filesystem::path& file, int descriptor) {
    struct stat open_file {};
    struct stat named_file {};
    return ::fstat(descriptor, &open_file) == 0 && ::stat(file.c_str(), &named_file) == 0 &&
           open_file.st_dev == named_file.st_dev && open_file.st_ino == named_file.st_ino;
}

}  // namespace

tl::expected<FolderLock, Error> FolderLock::take(const std::filesystem::path& folder) {
    const std::filesystem::path file = folder / file_name;
    for (;;) {
        const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
        if (descriptor < 0)
            return tl::unexpected(
                Error{folder.string(), std::generic_category().message(errno), "a folder that can be written"});
        if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
            const int code = errno;
            if (code == EWOULDBLOCK) {
                Error error{folder.string(), holder(descriptor) + ", which still writes there",
                            "a folder of its own for each run"};
                ::close(descriptor);
                return tl::unexpected(std::move(error));
            }
            return FolderLock(file, descriptor, false);  // a file system without locks
        }
        if (!is_still_there(file, descriptor)) {
            ::close(descriptor);
            continue;
        }
        const std::string own = fmt::format("{}\n", ::getpid());
        // The number only serves the message to others.
        static_cast<void>(::ftruncate(descriptor, 0) + ::pwrite(descriptor, own.data(), own.size(), 0));
        return FolderLock(file, descriptor, true);
    }
}

FolderLock::FolderLock(std::filesystem::path file, int descriptor, bool held)
    : file_(std::move(file)), descriptor_(descriptor), held_(held), owner_(::getpid()) {}

FolderLock::FolderLock(FolderLock&& other) noexcept
    : file_(std::move(other.file_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      held_(other.held_),
      owner_(other.owner_) {}

FolderLock& FolderLock::operator=(FolderLock&& other) noexcept {
    std::swap(file_, other.file_);
    std::swap(descriptor_, other.descriptor_);
    std::swap(held_, other.held_);
    std::swap(owner_, other.owner_);
    return *this;
}

FolderLock::~FolderLock() {
    if (descriptor_ < 0)
        return;
    // First the name, while the lock is held: whoever opened the file before sees that it is gone.
    if (owner_ == ::getpid())
        ::unlink(file_.c_str());
    ::close(descriptor_);
}

bool is_unused(const std::filesystem::path& folder) {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error))
        if (entry.path().filename() != FolderLock::file_name)
            return false;
    return true;
}

}  // namespace liriver::data::results
