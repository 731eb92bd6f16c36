#pragma once
// The plan view of a run: the river network, coloured by one field at one time, over shaded terrain.
#include <filesystem>

#include <tl/expected.hpp>

#include "mesh/field/error.h"
#include "viz/render/picture.h"

namespace liriver::viz::render {

/// Draws from `<folder>/network.nc` without needing a display. Fails when there are no results in the folder, no such
/// field (the ones there are named), no fonts, a relief asked for by option that cannot be read, or no way to write the
/// file. A relief that only the results name and that is gone is a warning.
[[nodiscard]] tl::expected<Picture, mesh::field::Error> draw_network(const std::filesystem::path& folder,
                                                                     const PictureOptions& options);

}  // namespace liriver::viz::render
