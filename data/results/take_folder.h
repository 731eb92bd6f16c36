#pragma once
// A folder for results: made, empty as far as it has to be, and locked.
#include <filesystem>
#include <string>

#include <tl/expected.hpp>

#include "data/results/folder_lock.h"
#include "data/tables/problem.h"

namespace liriver::data::results {

/// Makes the folder where there is none and takes the lock on it. Fails (key "--output") when it is a file, cannot be
/// made, is locked by another process, or is not empty while `may_be_used` is false; `expected` says what would do.
[[nodiscard]] tl::expected<FolderLock, tables::Problem> take_folder(const std::filesystem::path& folder,
                                                                    bool may_be_used, const std::string& expected);

/// A problem of an output folder (key "--output").
[[nodiscard]] tables::Problem folder_problem(const std::filesystem::path& folder, const char* code, std::string found,
                                             std::string expected);

}  // namespace liriver::data::results
