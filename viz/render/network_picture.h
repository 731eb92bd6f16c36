#pragma once
// The plan view of a run: the river network, coloured by one field at one time, over shaded terrain.
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "data/tables/time.h"
#include "mesh/field/error.h"

namespace liriver::viz::render {

struct PictureOptions {
    std::string field;                       ///< empty: depth, or else the first field on nodes or edges
    std::optional<data::tables::Time> time;  ///< the level nearest to it; none: the last
    int width = 0;                           ///< px; 0: from the height and the network's shape
    int height = 1600;                       ///< px
    std::filesystem::path output;            ///< empty: <folder>/<field>.png
    std::filesystem::path relief;            ///< any raster GDAL opens; empty: the one the results name
};

/// What was drawn.
struct Picture {
    std::filesystem::path file;
    std::string field;
    data::tables::Time time;
    std::string warning;  ///< why there is no terrain, for instance; empty: all is there
};

/// "1200x1600" -> both; "1600" -> the height alone. Nothing when it is neither, or beyond 200 to 20 000.
struct Size {
    int width = 0, height = 0;
};
[[nodiscard]] std::optional<Size> parse_size(std::string_view text);

/// Draws from `<folder>/network.nc` without needing a display. Fails when there are no results in the folder, no such
/// field (the ones there are named), no fonts, a relief asked for by option that cannot be read, or no way to write the
/// file. A relief that only the results name and that is gone is a warning.
[[nodiscard]] tl::expected<Picture, mesh::field::Error> draw_network(const std::filesystem::path& folder,
                                                                     const PictureOptions& options);

}  // namespace liriver::viz::render
