#pragma once
// What kind of results a folder holds.
#include <filesystem>
#include <string>

#include <tl/expected.hpp>

#include "mesh/field/error.h"

namespace liriver::data::results {

enum class ResultsKind { network, surface };

/// What a folder holds, and under which name.
struct Results {
    ResultsKind kind = ResultsKind::network;
    std::filesystem::path
        file;  ///< network.nc or surface.nc; with `.part` while a run writes it or where it did not end
};

/// By the files network.nc and surface.nc, or their `.part`. Fails where there is none of them, saying what was looked
/// for and what is there: a folder that is none, an empty one, other files.
[[nodiscard]] tl::expected<Results, mesh::field::Error> results_in(const std::filesystem::path& folder);

/// Whether a run is writing there at this moment: its file has changed within the last minute and is a `.part`.
[[nodiscard]] bool is_being_written(const std::filesystem::path& folder);

/// A sentence on a run that did not finish, or has not yet: its status and the reason, from summary.json; empty for one
/// that did, and for a mesh.
[[nodiscard]] std::string unfinished_note(const std::filesystem::path& folder);

}  // namespace liriver::data::results
