#pragma once
// `liriver mesh FILE` for a scenario with `[surface.make]`: a 2D mesh made, or another program's converted, and
// written.
#include <filesystem>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "data/tables/problem.h"
#include "scenarios/language/load.h"
#include "scenarios/runner/make_surface.h"

namespace liriver::scenarios::runner {

struct SurfaceMeshMade {
    MadeSurface made;
    data::results::Provenance provenance;
    std::filesystem::path folder;
    std::vector<std::string> report;  ///< a sentence each: what was read, how the mesh is, what to look at
};

/// Makes or converts the mesh; nothing is written. `version` and `git` are the program's. The same inputs give the same
/// mesh. On failure: every problem that could be found, sorted.
[[nodiscard]] tl::expected<SurfaceMeshMade, data::tables::Problems> make_surface_mesh(const language::Model& model,
                                                                                      const std::string& version,
                                                                                      const std::string& git);

/// Writes the files into the folder, which is made where needed. Returns them. Problems have code "cannot-write".
[[nodiscard]] tl::expected<std::vector<std::filesystem::path>, data::tables::Problems> write_surface_mesh(
    const SurfaceMeshMade& mesh);

}  // namespace liriver::scenarios::runner
