#include "mesh/terrain/relief.h"

#include <fmt/format.h>

#include <cmath>
#include <iterator>

namespace liriver::mesh::terrain {

gis::Grid make_relief(const gis::Mosaic& mosaic, const gis::Extent& area, double cell) {
    gis::GridFrame frame;
    frame.cell_x = frame.cell_y = cell;
    frame.west = std::floor(area.west / cell) * cell;
    frame.north = std::ceil(area.north / cell) * cell;
    frame.columns = static_cast<int>(std::ceil((area.east - frame.west) / cell));
    frame.rows = static_cast<int>(std::ceil((frame.north - area.south) / cell));
    return gis::resample(mosaic, frame);
}

std::string to_esri_ascii(const gis::Grid& grid) {
    const gis::Extent extent = grid.frame.extent();
    std::string text =
        fmt::format("ncols {}\nnrows {}\nxllcorner {:.3f}\nyllcorner {:.3f}\ncellsize {:.3f}\nNODATA_value -9999\n",
                    grid.frame.columns, grid.frame.rows, extent.west, extent.south, grid.frame.cell_x);
    for (int row = 0; row < grid.frame.rows; ++row) {
        for (int column = 0; column < grid.frame.columns; ++column) {
            const double value = grid.at(column, row);
            const long whole = std::isfinite(value) ? std::lround(value) : -9999;
            fmt::format_to(std::back_inserter(text), "{}{}", column == 0 ? "" : " ", whole);
        }
        text += '\n';
    }
    return text;
}

}  // namespace liriver::mesh::terrain
