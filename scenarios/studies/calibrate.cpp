#include "scenarios/studies/calibrate.h"

#include <system_error>
#include <utility>

#include "data/results/take_folder.h"
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
    auto lock = data::results::take_folder(options.output, options.overwrite || options.resume,
                                           "an empty or new folder, --resume to go on, or --overwrite to begin anew");
    if (!lock)
        return lock;
    std::error_code error;
    if (options.overwrite)
        for (const auto& file : our_files(options.output))
            std::filesystem::remove_all(file, error);
    std::filesystem::create_directories(options.output / "members", error);
    if (error)
        return tl::make_unexpected(data::results::folder_problem(options.output, "cannot-write", error.message(),
                                                                 "a folder that can be made"));
    return lock;
}

}  // namespace

tl::expected<Calibration, Problems> calibrate(const LoadedStudy& study, const StudyOptions& options) {
    const auto lock = prepare_folder(options);
    if (!lock)
        return tl::make_unexpected(Problems{lock.error()});
    return CalibrationWork(study, options).go();
}

}  // namespace liriver::scenarios::studies
