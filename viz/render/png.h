#pragma once
#include <filesystem>
#include <string>

#include <tl/expected.hpp>

#include "mesh/field/error.h"
#include "viz/render/canvas.h"

namespace liriver::viz::render {

/// Writes the picture as PNG under a temporary name and renames. `title` and `description` go into its text chunks.
/// Fails when the file cannot be written.
[[nodiscard]] tl::expected<void, mesh::field::Error> write_png(const std::filesystem::path& path, const Canvas& canvas,
                                                               const std::string& title,
                                                               const std::string& description);

}  // namespace liriver::viz::render
