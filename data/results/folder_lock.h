#pragma once
// A folder that one process at a time writes its results in.
#include <sys/types.h>
#include <filesystem>
#include <string>

#include <tl/expected.hpp>

#include "mesh/field/error.h"

namespace liriver::data::results {

/// Holds `<folder>/.lock` with flock(2): the system lets go of it when the process ends, however it ends. A process
/// that forks keeps it until its last child ends. The file is taken away by the process that made it.
class FolderLock {
  public:
    /// Fails, at once, when another process holds it (naming that process), or when the file cannot be made.
    static tl::expected<FolderLock, mesh::field::Error> take(const std::filesystem::path& folder);

    /// False on a file system that has no locks.
    [[nodiscard]] bool held() const { return held_; }
    /// The name of the file in its folder.
    static constexpr const char* file_name = ".lock";

    FolderLock(FolderLock&& other) noexcept;
    FolderLock& operator=(FolderLock&& other) noexcept;
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;
    ~FolderLock();

  private:
    FolderLock(std::filesystem::path file, int descriptor, bool held);
    std::filesystem::path file_;
    int descriptor_ = -1;
    bool held_ = true;
    pid_t owner_ = -1;
};

/// Whether a folder holds nothing, but for a lock that a killed program left.
[[nodiscard]] bool is_unused(const std::filesystem::path& folder);

}  // namespace liriver::data::results
