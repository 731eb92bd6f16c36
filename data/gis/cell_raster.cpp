#include "data/gis/cell_raster.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace liriver::data::gis {

using mesh::gis::GridFrame;
using mesh::surface::SurfaceMesh;

namespace {

/// Where the side from node `a` to node `b` meets the height `y`, or NaN. Both cells beside a side compute the same:
/// its nodes are taken in the order of their numbers. The lower end belongs to it, the upper does not.
double crossing(const SurfaceMesh& mesh, std::int32_t a, std::int32_t b, double y) {
    if (a > b)
        std::swap(a, b);
    const double ya = mesh.node_y[static_cast<std::size_t>(a)];
    const double yb = mesh.node_y[static_cast<std::size_t>(b)];
    if ((ya <= y) == (yb <= y))
        return std::numeric_limits<double>::quiet_NaN();
    const double xa = mesh.node_x[static_cast<std::size_t>(a)];
    const double xb = mesh.node_x[static_cast<std::size_t>(b)];
    return xa + (y - ya) / (yb - ya) * (xb - xa);
}

/// The first column whose middle is at `x` or east of it.
int first_column(const GridFrame& frame, double x) {
    const double column = std::ceil((x - frame.west) / frame.cell_x - 0.5);
    return static_cast<int>(std::clamp(column, 0.0, static_cast<double>(frame.columns)));
}

double round_down(double value) {
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double digit : {5.0, 2.0})
        if (digit * power <= value * (1.0 + 1e-12))
            return digit * power;
    return power;
}

double round_up(double value) {
    const double below = round_down(value);
    if (below >= value)
        return below;
    const double leading = below / std::pow(10.0, std::floor(std::log10(below) + 1e-9));
    return below * (leading > 1.5 && leading < 3.0 ? 2.5 : 2.0);
}

}  // namespace

std::vector<std::int32_t> cells_of_pixels(const SurfaceMesh& mesh, const GridFrame& frame) {
    std::vector<std::int32_t> cells(frame.size(), mesh::surface::outside);
    for (std::int32_t cell = 0; cell < mesh.cell_count(); ++cell) {
        const auto corners = mesh.corners(cell);
        double south = std::numeric_limits<double>::infinity();
        double north = -south;
        for (const std::int32_t node : corners) {
            south = std::min(south, mesh.node_y[static_cast<std::size_t>(node)]);
            north = std::max(north, mesh.node_y[static_cast<std::size_t>(node)]);
        }
        if (south >= frame.north || north <= frame.extent().south)
            continue;
        const int top = std::max(0, frame.row_of(north) - 1);
        const int bottom = std::min(frame.rows - 1, frame.row_of(south) + 1);
        for (int row = top; row <= bottom; ++row) {
            const double y = frame.y_of(row);
            double west = std::numeric_limits<double>::infinity();
            double east = -west;
            for (std::size_t k = 0; k < corners.size(); ++k) {
                const double x = crossing(mesh, corners[k], corners[(k + 1) % corners.size()], y);
                west = std::min(west, std::isnan(x) ? west : x);
                east = std::max(east, std::isnan(x) ? east : x);
            }
            if (!(west < east))
                continue;
            const int end = first_column(frame, east);
            for (int column = first_column(frame, west); column < end; ++column)
                cells[frame.index(column, row)] = cell;
        }
    }
    return cells;
}

GridFrame frame_around(const SurfaceMesh& mesh, double pixel) {
    const auto [west, east] = std::minmax_element(mesh.node_x.begin(), mesh.node_x.end());
    const auto [south, north] = std::minmax_element(mesh.node_y.begin(), mesh.node_y.end());
    GridFrame frame;
    frame.cell_x = frame.cell_y = pixel;
    frame.west = std::floor(*west / pixel) * pixel;
    frame.north = std::ceil(*north / pixel) * pixel;
    frame.columns = std::max(1, static_cast<int>(std::ceil((*east - frame.west) / pixel)));
    frame.rows = std::max(1, static_cast<int>(std::ceil((frame.north - *south) / pixel)));
    return frame;
}

double suggested_pixel(const SurfaceMesh& mesh, double most_pixels) {
    std::vector<double> areas = mesh.area;
    const auto middle = areas.begin() + static_cast<std::ptrdiff_t>(areas.size() / 2);
    std::nth_element(areas.begin(), middle, areas.end());
    const double fine = round_down(0.5 * std::sqrt(*middle));
    const auto [west, east] = std::minmax_element(mesh.node_x.begin(), mesh.node_x.end());
    const auto [south, north] = std::minmax_element(mesh.node_y.begin(), mesh.node_y.end());
    const double coarse = std::sqrt((*east - *west) * (*north - *south) / most_pixels);
    return coarse > fine ? round_up(coarse) : fine;
}

}  // namespace liriver::data::gis
