#include "data/results/results_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "data/results/atomic_file.h"
#include "data/results/summary_reader.h"

namespace liriver::data::results {
namespace {

constexpr std::size_t most_named = 5;

std::string contents(const std::filesystem::path& folder) {
    std::error_code error;
    if (!std::filesystem::exists(folder, error))
        return "no such folder";
    if (!std::filesystem::is_directory(folder, error))
        return "a file, no folder";
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error))
        names.push_back(entry.path().filename().string());
    if (error)
        return error.message();
    if (names.empty())
        return "an empty folder";
    std::sort(names.begin(), names.end());
    std::string text = "neither, but ";
    for (std::size_t i = 0; i < std::min(names.size(), most_named); ++i)
        text += (i == 0 ? "" : ", ") + names[i];
    return names.size() > most_named ? text + " ..." : text;
}

}  // namespace

tl::expected<Results, mesh::field::Error> results_in(const std::filesystem::path& folder) {
    std::error_code error;
    const std::filesystem::path network = folder / "network.nc";
    const std::filesystem::path surface = folder / "surface.nc";
    for (const auto& [kind, file] :
         {std::pair(ResultsKind::network, network), std::pair(ResultsKind::surface, surface),
          std::pair(ResultsKind::network, part_name(network)), std::pair(ResultsKind::surface, part_name(surface))})
        if (std::filesystem::exists(file, error))
            return Results{kind, file};
    return tl::make_unexpected(
        mesh::field::Error{folder.string(), contents(folder),
                           "the results of a run or a mesh: network.nc (of a river) or surface.nc (2D)"});
}

bool is_being_written(const std::filesystem::path& folder) {
    const auto results = results_in(folder);
    if (!results || results->file.extension() != ".part")
        return false;
    std::error_code error;
    const auto changed = std::filesystem::last_write_time(results->file, error);
    return !error && std::filesystem::file_time_type::clock::now() - changed < std::chrono::minutes(1);
}

std::string unfinished_note(const std::filesystem::path& folder) {
    std::error_code error;
    const std::filesystem::path file = written_name(folder / "summary.json");
    if (!std::filesystem::exists(file, error)) {
        const auto results = results_in(folder);
        const bool part = results && results->file.extension() == ".part";
        return part ? "This run has not ended, or it was killed: what follows is what it had written." : "";
    }
    const auto summary = read_summary(file);
    if (!summary || summary->status == RunStatus::finished || summary->status == RunStatus::stopped)
        return "";
    // The reason of an interrupted run says that it was interrupted, and when.
    return summary->status == RunStatus::failed ? "This run failed: " + summary->stop_reason
                                                : "This run was " + summary->stop_reason;
}

}  // namespace liriver::data::results
