#include "scenarios/studies/calibrate.h"

#include <system_error>
#include <utility>

#include "data/results/folder_lock.h"
#include "scenarios/studies/calibration_work.h"

namespace liriver::scenarios::studies {

using data::results::FolderLock;
using data::tables::Problem;
using data::tables::Problems;

namespace {

std::vector<std::filesystem::path> our_files(const std::filesystem::path& folder) {
    return {folder / "calibration.json", folder / "calibration.csv", folder / "calibrated.toml", folder / "members"};
}

tl::expected<FolderLock, Problem> prepare_folder(const StudyOptions& options) {
    const auto refuse = [&](const char* code, std::string found, std::string expected) {
        return tl::make_unexpected(
            Problem{options.output.string(), 0, 0, code, "--output", std::move(found), std::move(expected), ""});
    };
    std::error_code error;
    const bool there = std::filesystem::exists(options.output, error);
    if (there && !std::filesystem::is_directory(options.output, error))
        return refuse("not-a-folder", "a file", "a folder, or a new name");
    if (there && !data::results::is_unused(options.output) && !options.overwrite && !options.resume)
        return refuse("folder-in-use", "a folder that is not empty",
                      "an empty or new folder, --resume to go on, or --overwrite to begin anew");
    std::filesystem::create_directories(options.output, error);
    if (error)
        return refuse("cannot-write", error.message(), "a folder that can be made");
    auto lock = FolderLock::take(options.output);
    if (!lock)
        return refuse("folder-in-use", lock.error().found, lock.error().expected);
    if (options.overwrite)
        for (const auto& file : our_files(options.output))
            std::filesystem::remove_all(file, error);
    std::filesystem::create_directories(options.output / "members", error);
    if (error)
        return refuse("cannot-write", error.message(), "a folder that can be made");
    return tl::expected<FolderLock, Problem>(*std::move(lock));
}

}  // namespace

tl::expected<Calibration, Problems> calibrate(const LoadedStudy& study, const StudyOptions& options) {
    const auto lock = prepare_folder(options);
    if (!lock)
        return tl::make_unexpected(Problems{lock.error()});
    return CalibrationWork(study, options).go();
}

}  // namespace liriver::scenarios::studies
