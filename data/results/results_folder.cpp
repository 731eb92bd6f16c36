#include "data/results/results_folder.h"

#include <algorithm>
#include <string>
#include <system_error>
#include <vector>

#include "data/results/atomic_file.h"

namespace liriver::data::results {
namespace {

constexpr std::size_t most_named = 5;

std::string contents(const std::filesystem::path& folder) {
    std::error_code error;
    if (!std::filesystem::exists(folder, error))
        return "no such folder";
    if (!std::filesystem::is_directory(folder, error))
        return "a file, no folder";
    for (const char* name : {"network.nc", "surface.nc"})
        if (const auto part = part_name(folder / name); std::filesystem::exists(part, error))
            return part.filename().string() + ", a run that has not ended or was killed";
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

tl::expected<ResultsKind, mesh::field::Error> results_in(const std::filesystem::path& folder) {
    std::error_code error;
    if (std::filesystem::exists(folder / "network.nc", error))
        return ResultsKind::network;
    if (std::filesystem::exists(folder / "surface.nc", error))
        return ResultsKind::surface;
    return tl::make_unexpected(
        mesh::field::Error{folder.string(), contents(folder),
                           "the results of a run or a mesh: network.nc (of a river) or surface.nc (2D)"});
}

}  // namespace liriver::data::results
