#include "scenarios/runner/run_folder.h"

#include <ctime>
#include <system_error>
#include <vector>

#include "data/results/atomic_file.h"

namespace liriver::scenarios::runner {

using data::results::FolderLock;
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
    const auto refuse = [&](const char* code, std::string found, std::string expected) {
        return tl::make_unexpected(
            Problem{folder.string(), 0, 0, code, "--output", std::move(found), std::move(expected), ""});
    };
    std::error_code error;
    if (std::filesystem::exists(folder, error) && !std::filesystem::is_directory(folder, error))
        return refuse("not-a-folder", "a file", "a folder, or a new name");
    if (options.restart && std::filesystem::equivalent(folder, parent_of(*options.restart), error))
        return refuse("folder-in-use", "the folder of the checkpoint that the run goes on from",
                      "another one: the rows before the checkpoint stand there alone");
    const char* empty_or = "an empty or new folder, or --overwrite";
    if (!options.overwrite && !data::results::is_unused(folder))
        return refuse("folder-in-use", "a folder that is not empty", empty_or);
    std::filesystem::create_directories(folder, error);
    if (error)
        return refuse("cannot-write", error.message(), "a folder that can be made");
    auto lock = FolderLock::take(folder);
    if (!lock)
        return refuse("folder-in-use", lock.error().found, lock.error().expected);
    if (!options.overwrite && !data::results::is_unused(folder))  // written to before the lock was taken
        return refuse("folder-in-use", "a folder that is not empty", empty_or);
    for (const auto& file : our_files(folder)) {
        std::filesystem::remove_all(file, error);
        if (error)
            return refuse("cannot-write", file.filename().string() + ": " + error.message(),
                          "an earlier run's files that can be taken away");
    }
    return tl::expected<FolderLock, Problem>(*std::move(lock));
}

}  // namespace liriver::scenarios::runner
