#include "viz/render/bed_ground.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "data/gis/cell_raster.h"
#include "viz/render/surface_layout.h"

namespace liriver::viz::render {

using mesh::surface::SurfaceMesh;

namespace {

/// The bed at the nodes: means of the cells around them, by area.
std::vector<double> bed_at_nodes(const SurfaceMesh& mesh) {
    std::vector<double> sum(mesh.node_x.size(), 0.0);
    std::vector<double> weight(mesh.node_x.size(), 0.0);
    for (std::int32_t cell = 0; cell < mesh.cell_count(); ++cell) {
        const auto i = static_cast<std::size_t>(cell);
        for (const std::int32_t node : mesh.corners(cell)) {
            sum[static_cast<std::size_t>(node)] += mesh.area[i] * mesh.bed_elevation[i];
            weight[static_cast<std::size_t>(node)] += mesh.area[i];
        }
    }
    for (std::size_t node = 0; node < sum.size(); ++node)
        sum[node] /= weight[node];
    return sum;
}

/// Linear over a cell's triangles; a quadrilateral is cut from its first corner.
double bed_at(const SurfaceMesh& mesh, std::int32_t cell, const std::vector<double>& nodes, double x, double y) {
    const auto corners = mesh.corners(cell);
    for (std::size_t second = 1; second + 1 < corners.size(); ++second) {
        const auto a = static_cast<std::size_t>(corners[0]);
        const auto b = static_cast<std::size_t>(corners[second]);
        const auto c = static_cast<std::size_t>(corners[second + 1]);
        const auto twice = [&](double ax, double ay, double bx, double by, double cx, double cy) {
            return (bx - ax) * (cy - ay) - (cx - ax) * (by - ay);
        };
        const double whole =
            twice(mesh.node_x[a], mesh.node_y[a], mesh.node_x[b], mesh.node_y[b], mesh.node_x[c], mesh.node_y[c]);
        const double of_b = twice(mesh.node_x[a], mesh.node_y[a], x, y, mesh.node_x[c], mesh.node_y[c]) / whole;
        const double of_c = twice(mesh.node_x[a], mesh.node_y[a], mesh.node_x[b], mesh.node_y[b], x, y) / whole;
        if (of_b >= 0.0 || second + 2 == corners.size())
            return nodes[a] + of_b * (nodes[b] - nodes[a]) + of_c * (nodes[c] - nodes[a]);
    }
    return mesh.bed_elevation[static_cast<std::size_t>(cell)];
}

/// The shading smooths over four cells of the grid, along and across: so many more around the mesh carry its bed on.
constexpr int beyond = 3;

/// Gives every pixel without a value beside one that has the mean of its neighbours.
void carry_on(mesh::gis::Grid& grid) {
    const std::vector<float> before = grid.values;
    const mesh::gis::GridFrame& frame = grid.frame;
    for (int row = 0; row < frame.rows; ++row)
        for (int column = 0; column < frame.columns; ++column) {
            if (!std::isnan(before[frame.index(column, row)]))
                continue;
            float sum = 0.0F;
            float count = 0.0F;
            for (int j = std::max(0, row - 1); j <= std::min(frame.rows - 1, row + 1); ++j)
                for (int i = std::max(0, column - 1); i <= std::min(frame.columns - 1, column + 1); ++i)
                    if (const float value = before[frame.index(i, j)]; !std::isnan(value)) {
                        sum += value;
                        count += 1.0F;
                    }
            if (count > 0.0F)
                grid.values[frame.index(column, row)] = sum / count;
        }
}

}  // namespace

void draw_bed(Canvas& canvas, const MapView& view, const SurfaceMesh& mesh) {
    const double pixel = std::max(2.0 * view.metres, data::gis::suggested_pixel(mesh, 4e6));
    mesh::gis::Grid grid;
    grid.frame = data::gis::frame_around(mesh, pixel);
    grid.frame.west -= beyond * grid.frame.cell_x;
    grid.frame.north += beyond * grid.frame.cell_y;
    grid.frame.columns += 2 * beyond;
    grid.frame.rows += 2 * beyond;
    const std::vector<std::int32_t> cells = data::gis::cells_of_pixels(mesh, grid.frame);
    const std::vector<double> nodes = bed_at_nodes(mesh);
    grid.values.resize(cells.size());
    for (int row = 0; row < grid.frame.rows; ++row)
        for (int column = 0; column < grid.frame.columns; ++column) {
            const std::size_t i = grid.frame.index(column, row);
            grid.values[i] =
                cells[i] == mesh::surface::outside
                    ? std::numeric_limits<float>::quiet_NaN()
                    : static_cast<float>(bed_at(mesh, cells[i], nodes, grid.frame.x_of(column), grid.frame.y_of(row)));
        }
    for (int ring = 0; ring < beyond; ++ring)
        carry_on(grid);
    Canvas shaded = canvas;
    draw_hillshade(shaded, view, grid);
    const Mask cover = mesh_cover(mesh, view, canvas.width(), canvas.height());
    for (int y = 0; y < canvas.height(); ++y)
        for (int x = 0; x < canvas.width(); ++x)
            if (cover.at(x, y) > 0.0F)
                canvas.set(x, y, shaded.at(x, y));
}

}  // namespace liriver::viz::render
