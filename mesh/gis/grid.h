#pragma once
// A plain grid of elevations, north up, as every raster becomes when it is read.
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace liriver::mesh::gis {

/// The absence of a value: NaN.
inline constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

/// A rectangle in the coordinates of some CRS, m.
struct Extent {
    double west = 0.0, south = 0.0, east = 0.0, north = 0.0;
};

/// Where the cells of a grid lie: row 0 is the northernmost, column 0 the westernmost. (west, north) is the outer
/// corner of cell (0, 0).
struct GridFrame {
    double west = 0.0;    ///< m
    double north = 0.0;   ///< m
    double cell_x = 1.0;  ///< m, west to east, positive
    double cell_y = 1.0;  ///< m, north to south, positive
    int columns = 0;
    int rows = 0;

    [[nodiscard]] std::size_t size() const {
        return static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows);
    }
    [[nodiscard]] std::size_t index(int column, int row) const {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(column);
    }
    [[nodiscard]] bool contains(int column, int row) const {
        return column >= 0 && row >= 0 && column < columns && row < rows;
    }
    [[nodiscard]] double x_of(int column) const { return west + (column + 0.5) * cell_x; }  ///< of the cell's middle
    [[nodiscard]] double y_of(int row) const { return north - (row + 0.5) * cell_y; }       ///< of the cell's middle
    /// The column (row) that a coordinate falls in; outside the grid it is negative or past the end.
    [[nodiscard]] int column_of(double x) const { return static_cast<int>(std::floor((x - west) / cell_x)); }
    [[nodiscard]] int row_of(double y) const { return static_cast<int>(std::floor((north - y) / cell_y)); }
    [[nodiscard]] Extent extent() const {
        return {.west = west, .south = north - rows * cell_y, .east = west + columns * cell_x, .north = north};
    }
    [[nodiscard]] double cell_area() const { return cell_x * cell_y; }  ///< m2
};

/// Elevations in m, row by row from the north-west; NaN where there is none. values.size() == frame.size().
struct Grid {
    GridFrame frame;
    std::vector<float> values;

    /// The value of a cell; NaN outside the grid.
    [[nodiscard]] double at(int column, int row) const {
        return frame.contains(column, row) ? static_cast<double>(values[frame.index(column, row)]) : no_value;
    }
    /// Bilinear between the four nearest cell middles; in the outer half cell the nearest values are held. NaN outside
    /// the grid and wherever a cell that takes part has no value.
    [[nodiscard]] double sample(double x, double y) const;
};

}  // namespace liriver::mesh::gis
