#include "mesh/surface/cell_means.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "mesh/surface/ring.h"

namespace liriver::mesh::surface {

namespace {

/// A convex polygon of few corners, in pixels of a grid: columns to the east, rows to the south.
struct Clipped {
    std::array<Point, 12> corner{};
    std::size_t count = 0;

    void add(Point point) { corner[count++] = point; }
    [[nodiscard]] double area() const {
        double twice = 0.0;
        for (std::size_t i = 1; i + 1 < count; ++i)
            twice += turn(corner[0], corner[i], corner[i + 1]);
        return 0.5 * std::abs(twice);
    }
};

/// The part where sign * (x or y) <= sign * bound.
Clipped clip(const Clipped& polygon, double Point::*axis, double bound, double sign) {
    Clipped result;
    for (std::size_t i = 0; i < polygon.count; ++i) {
        const Point& a = polygon.corner[i];
        const Point& b = polygon.corner[(i + 1) % polygon.count];
        const double at_a = sign * (bound - a.*axis);
        const double at_b = sign * (bound - b.*axis);
        if (at_a >= 0.0)
            result.add(a);
        if ((at_a >= 0.0) != (at_b >= 0.0)) {
            const double share = at_a / (at_a - at_b);
            result.add({a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)});
        }
    }
    return result;
}

struct Sum {
    double area = 0.0, volume = 0.0;  ///< in pixels
};

/// `at(column, row)` is a pixel's value, NaN where there is none, of `columns` by `rows`.
template <class At>
Sum sum_under(const Clipped& cell, int columns, int rows, const At& at) {
    Sum sum;
    double north = cell.corner[0].y;
    double south = north;
    for (std::size_t i = 0; i < cell.count; ++i) {
        north = std::min(north, cell.corner[i].y);
        south = std::max(south, cell.corner[i].y);
    }
    const int first_row = std::max(0, static_cast<int>(std::floor(north)));
    const int last_row = std::min(rows - 1, static_cast<int>(std::floor(south)));
    for (int row = first_row; row <= last_row; ++row) {
        const Clipped strip = clip(clip(cell, &Point::y, row, -1.0), &Point::y, row + 1.0, 1.0);
        if (strip.count < 3)
            continue;
        double west = strip.corner[0].x;
        double east = west;
        for (std::size_t i = 0; i < strip.count; ++i) {
            west = std::min(west, strip.corner[i].x);
            east = std::max(east, strip.corner[i].x);
        }
        const int first = std::max(0, static_cast<int>(std::floor(west)));
        const int last = std::min(columns - 1, static_cast<int>(std::floor(east)));
        for (int column = first; column <= last; ++column) {
            const Clipped piece = clip(clip(strip, &Point::x, column, -1.0), &Point::x, column + 1.0, 1.0);
            const double value = at(column, row);
            if (piece.count < 3 || std::isnan(value))
                continue;
            const double shared = piece.area();
            sum.area += shared;
            sum.volume += shared * value;
        }
    }
    return sum;
}

}  // namespace

CellMeans cell_means(const SurfaceMesh& mesh, std::span<const gis::Grid> grids) {
    constexpr double whole = 1.0 - 1e-6;
    CellMeans result;
    result.mean.assign(mesh.area.size(), gis::no_value);
    result.covered.assign(mesh.area.size(), 0.0);
    for (std::int32_t i = 0; i < mesh.cell_count(); ++i)
        for (const gis::Grid& grid : grids) {
            Clipped cell;
            for (const std::int32_t node : mesh.corners(i))
                cell.add({(mesh.node_x[node] - grid.frame.west) / grid.frame.cell_x,
                          (grid.frame.north - mesh.node_y[node]) / grid.frame.cell_y});
            const Sum sum = sum_under(cell, grid.frame.columns, grid.frame.rows,
                                      [&](int column, int row) { return grid.at(column, row); });
            const double covered = sum.area * grid.frame.cell_area() / mesh.area[i];
            if (sum.area > 0.0 && covered > result.covered[i]) {
                result.covered[i] = covered;
                result.mean[i] = sum.volume / sum.area;
            }
            if (covered > whole)
                break;
        }
    return result;
}

CellMeans cell_means(const SurfaceMesh& mesh, const gis::PixelWindow& pixels) {
    CellMeans result;
    result.mean.assign(mesh.area.size(), gis::no_value);
    result.covered.assign(mesh.area.size(), 0.0);
    for (std::int32_t i = 0; i < mesh.cell_count(); ++i) {
        Clipped cell;
        for (const std::int32_t node : mesh.corners(i))
            cell.add(pixels.place[static_cast<std::size_t>(node)]);
        const Sum sum =
            sum_under(cell, pixels.columns, pixels.rows, [&](int column, int row) { return pixels.at(column, row); });
        if (sum.area > 0.0) {
            result.covered[static_cast<std::size_t>(i)] = sum.area / cell.area();
            result.mean[static_cast<std::size_t>(i)] = sum.volume / sum.area;
        }
    }
    return result;
}

}  // namespace liriver::mesh::surface
