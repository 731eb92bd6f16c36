#include "scenarios/runner/run_folder.h"

#include <ctime>
#include <system_error>
#include <vector>

#include "data/results/atomic_file.h"
#include "data/results/take_folder.h"

namespace liriver::scenarios::runner {

using data::results::FolderLock;
using data::tables::Problem;
using mesh::field::Error;

namespace {

// Files of ours that an earlier run may have left.
std::vector<std::filesystem::path> our_files(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const char* name :
         {"summary.json", "stations.csv", "stations_daily.csv", "structures.csv", "tagged_sources.csv",
          "reservoirs.csv", "lakes.csv", "csv-metadata.json", "network.nc", "surface.nc", "checkpoint.h5"}) {
        files.push_back(folder / name);
        files.push_back(data::results::part_name(folder / name));
    }
    for (const char* name : {"vtk", "maxima"}) {
        files.push_back(folder / name);
        files.push_back(data::results::part_name(folder / name));
    }
    return files;
}

std::filesystem::path parent_of(const std::filesystem::path& file) {
    return file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
}

}  // namespace

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

Problem as_problem(const Error& error, const std::string& code) {
    return {error.place, 0, 0, code, "", error.found, error.expected, ""};
}

tl::expected<FolderLock, Problem> prepare_folder(const RunOptions& options) {
    const std::filesystem::path& folder = options.output;
    std::error_code error;
    if (options.restart && std::filesystem::equivalent(folder, parent_of(*options.restart), error))
        return tl::make_unexpected(data::results::folder_problem(
            folder, "folder-in-use", "the folder of the checkpoint that the run goes on from",
            "another one: the rows before the checkpoint stand there alone"));
    auto lock = data::results::take_folder(folder, options.overwrite, "an empty or new folder, or --overwrite");
    if (!lock)
        return lock;
    for (const auto& file : our_files(folder)) {
        std::filesystem::remove_all(file, error);
        if (error)
            return tl::make_unexpected(data::results::folder_problem(folder, "cannot-write",
                                                                     file.filename().string() + ": " + error.message(),
                                                                     "an earlier run's files that can be taken away"));
    }
    return lock;
}

}  // namespace liriver::scenarios::runner
