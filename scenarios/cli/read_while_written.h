#pragma once
// Reading the files of a run that goes on.
#include <chrono>
#include <filesystem>
#include <thread>

#include "data/results/results_folder.h"

namespace liriver::scenarios::cli {

/// What `work` returns (a tl::expected) of a folder; tried again, for some seconds, while a run writes there: HDF5
/// changes its tables in place, and a reader that meets that moment finds a damaged file.
template <class Work>
auto read_while_written(const std::filesystem::path& folder, const Work& work) {
    constexpr int most_attempts = 100;
    constexpr std::chrono::milliseconds pause{50};
    auto result = work();
    for (int attempt = 1; !result && attempt < most_attempts && data::results::is_being_written(folder); ++attempt) {
        std::this_thread::sleep_for(pause);
        result = work();
    }
    return result;
}

}  // namespace liriver::scenarios::cli
