#include "scenarios/runner/run_folder.h"

#include <ctime>
#include <system_error>
#include <vector>

#include "data/results/atomic_file.h"

namespace liriver::scenarios::runner {

using data::tables::Problem;
using mesh::field::Error;

namespace {

// Files of ours that an earlier run may have left.
std::vector<std::filesystem::path> our_files(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const char* name : {"summary.json", "stations.csv", "stations_daily.csv", "structures.csv", "reservoirs.csv",
                             "lakes.csv", "csv-metadata.json", "network.nc", "surface.nc", "checkpoint.h5"}) {
        files.push_back(folder / name);
        files.push_back(data::results::part_name(folder / name));
    }
    files.push_back(folder / "vtk");
    files.push_back(folder / "maxima");
    return files;
}

}  // namespace

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

Problem as_problem(const Error& error, const std::string& code) {
    return {error.place, 0, 0, code, "", error.found, error.expected, ""};
}

tl::expected<void, Problem> prepare_folder(const RunOptions& options) {
    std::error_code error;
    const bool there = std::filesystem::exists(options.output, error);
    if (there && !std::filesystem::is_directory(options.output, error))
        return tl::make_unexpected(Problem{options.output.string(), 0, 0, "not-a-folder", "--output", "a file",
                                           "a folder, or a new name", ""});
    if (there && !std::filesystem::is_empty(options.output, error)) {
        if (!options.overwrite)
            return tl::make_unexpected(Problem{options.output.string(), 0, 0, "folder-in-use", "--output",
                                               "a folder that is not empty", "an empty or new folder, or --overwrite",
                                               ""});
        for (const auto& file : our_files(options.output))
            std::filesystem::remove_all(file, error);
    }
    std::filesystem::create_directories(options.output, error);
    if (error)
        return tl::make_unexpected(Problem{options.output.string(), 0, 0, "cannot-write", "--output", error.message(),
                                           "a folder that can be made", ""});
    return {};
}

}  // namespace liriver::scenarios::runner
