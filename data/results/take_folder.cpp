#include "data/results/take_folder.h"

#include <system_error>
#include <utility>

namespace liriver::data::results {

tables::Problem folder_problem(const std::filesystem::path& folder, const char* code, std::string found,
                               std::string expected) {
    return {folder.string(), 0, 0, code, "--output", std::move(found), std::move(expected), ""};
}

tl::expected<FolderLock, tables::Problem> take_folder(const std::filesystem::path& folder, bool may_be_used,
                                                      const std::string& expected) {
    const auto refuse = [&folder](const char* code, std::string found, std::string wanted) {
        return tl::make_unexpected(folder_problem(folder, code, std::move(found), std::move(wanted)));
    };
    const char* const in_use = "folder-in-use";
    std::error_code error;
    if (std::filesystem::exists(folder, error) && !std::filesystem::is_directory(folder, error))
        return refuse("not-a-folder", "a file", "a folder, or a new name");
    if (!may_be_used && !is_unused(folder))
        return refuse(in_use, "a folder that is not empty", expected);
    std::filesystem::create_directories(folder, error);
    if (error)
        return refuse("cannot-write", error.message(), "a folder that can be made");
    auto lock = FolderLock::take(folder);
    if (!lock)
        return refuse(in_use, lock.error().found, lock.error().expected);
    if (!may_be_used && !is_unused(folder))  // written to before the lock was taken
        return refuse(in_use, "a folder that is not empty", expected);
    return tl::expected<FolderLock, tables::Problem>(*std::move(lock));
}

}  // namespace liriver::data::results
