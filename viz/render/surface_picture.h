#pragma once
// The plan view of a 2D run: the water, coloured by one field at one time, over shaded terrain.
#include <filesystem>

#include <tl/expected.hpp>

#include "mesh/field/error.h"
#include "viz/render/picture.h"

namespace liriver::viz::render {

/// Draws from `<folder>/surface.nc` without needing a display. Cells without water stay clear; those of a field that
/// holds for the whole run (bed, roughness, maxima) are shown wherever it has a value. `velocity` is the length of the
/// vector whose parts are `velocity_x` and `velocity_y`, and so for any other pair. The ground is the relief asked for
/// or named by the results; without one it is the mesh's own bed. Fails when there are no results in the folder, no
/// such field (the ones there are named), no fonts, a relief asked for by option that cannot be read, or no way to
/// write the file.
[[nodiscard]] tl::expected<Picture, mesh::field::Error> draw_surface(const std::filesystem::path& folder,
                                                                     const PictureOptions& options);

}  // namespace liriver::viz::render
