#pragma once
// What a picture is asked to show, and what was drawn.
#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "data/tables/time.h"
#include "mesh/gis/grid.h"

namespace liriver::viz::render {

struct PictureOptions {
    std::string field;                        ///< empty: depth, or else the first field on the mesh
    bool by_class = false;                    ///< the water's class: by `field`, or by the worst of all items there are
    std::optional<data::tables::Time> time;   ///< the level nearest to it, within the run; none: the last
    int width = 0;                            ///< px; 0: from the height and the mesh's shape
    int height = 1600;                        ///< px
    std::filesystem::path output;             ///< empty: <folder>/<field>.png
    std::optional<mesh::gis::Extent> window;  ///< of a surface: no more than this, m; none: all of it
    std::filesystem::path relief;             ///< any raster GDAL opens; empty: the one the results name
};

/// What was drawn.
struct Picture {
    std::filesystem::path file;
    std::string field;
    data::tables::Time time;            ///< of the level that is shown
    std::chrono::minutes time_zone{0};  ///< of the run's local clock, from UTC
    bool timeless = false;              ///< a mesh, or what holds for the whole run: there is no level
    std::string warning;                ///< why there is no terrain, for instance; empty: all is there
};

/// "1200x1600" -> both; "1600" -> the height alone. Nothing when it is neither, or beyond 200 to 20 000.
struct Size {
    int width = 0, height = 0;
};
[[nodiscard]] std::optional<Size> parse_size(std::string_view text);

/// "429000,2791000,431000,2793000" -> west, south, east, north. Nothing when it is not, or when it has no area.
[[nodiscard]] std::optional<mesh::gis::Extent> parse_window(std::string_view text);

}  // namespace liriver::viz::render
