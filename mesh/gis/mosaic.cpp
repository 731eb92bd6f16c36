#include "mesh/gis/mosaic.h"

#include <algorithm>
#include <limits>

namespace liriver::mesh::gis {
namespace {

double side(const GridFrame& frame) { return std::max(frame.cell_x, frame.cell_y); }

/// Samples along one side of a cell so that none of the grid's own cells inside it is passed over.
int samples_along(const GridFrame& coarse, const GridFrame& fine) {
    return std::clamp(static_cast<int>(std::lround(side(coarse) / side(fine))), 1, 8);
}

struct Mean {
    double sum = 0.0;
    int count = 0;
};

Mean mean_over_cell(const Grid& grid, const GridFrame& frame, int column, int row, int along) {
    Mean mean;
    for (int down = 0; down < along; ++down) {
        const double y = frame.north - (row + (down + 0.5) / along) * frame.cell_y;
        for (int across = 0; across < along; ++across) {
            const double x = frame.west + (column + (across + 0.5) / along) * frame.cell_x;
            const double value = grid.sample(x, y);
            if (std::isfinite(value)) {
                mean.sum += value;
                ++mean.count;
            }
        }
    }
    return mean;
}

}  // namespace

double Mosaic::sample(double x, double y) const {
    for (const Grid& grid : grids) {
        const double value = grid.sample(x, y);
        if (std::isfinite(value))
            return value;
    }
    return no_value;
}

Extent Mosaic::extent() const {
    Extent all = grids.front().frame.extent();
    for (const Grid& grid : grids) {
        const Extent one = grid.frame.extent();
        all.west = std::min(all.west, one.west);
        all.south = std::min(all.south, one.south);
        all.east = std::max(all.east, one.east);
        all.north = std::max(all.north, one.north);
    }
    return all;
}

double Mosaic::coarsest_cell() const {
    double largest = 0.0;
    for (const Grid& grid : grids)
        largest = std::max(largest, side(grid.frame));
    return largest;
}

GridFrame coarsest_frame(const Mosaic& mosaic) {
    const auto coarsest = std::max_element(mosaic.grids.begin(), mosaic.grids.end(),
                                           [](const Grid& a, const Grid& b) { return side(a.frame) < side(b.frame); });
    GridFrame frame = coarsest->frame;
    const Extent own = frame.extent();
    const Extent all = mosaic.extent();
    // A thousandth of a cell too much is round-off, not terrain.
    const auto cells = [](double length, double cell) { return static_cast<int>(std::ceil(length / cell - 1e-3)); };
    const int west = std::max(0, cells(own.west - all.west, frame.cell_x));
    const int east = std::max(0, cells(all.east - own.east, frame.cell_x));
    const int north = std::max(0, cells(all.north - own.north, frame.cell_y));
    const int south = std::max(0, cells(own.south - all.south, frame.cell_y));
    frame.west -= west * frame.cell_x;
    frame.north += north * frame.cell_y;
    frame.columns += west + east;
    frame.rows += north + south;
    return frame;
}

Grid resample(const Mosaic& mosaic, const GridFrame& frame) {
    Grid result;
    result.frame = frame;
    result.values.assign(frame.size(), std::numeric_limits<float>::quiet_NaN());
    for (const Grid& grid : mosaic.grids) {
        const int along = samples_along(frame, grid.frame);
        const Extent reach = grid.frame.extent();
        const int first_row = std::max(0, frame.row_of(reach.north));
        const int last_row = std::min(frame.rows - 1, frame.row_of(reach.south));
        const int first_column = std::max(0, frame.column_of(reach.west));
        const int last_column = std::min(frame.columns - 1, frame.column_of(reach.east));
        for (int row = first_row; row <= last_row; ++row) {
            for (int column = first_column; column <= last_column; ++column) {
                float& value = result.values[frame.index(column, row)];
                if (std::isfinite(value))
                    continue;
                const Mean mean = mean_over_cell(grid, frame, column, row, along);
                // The middle must lie in this grid, else the grid of lower priority knows the cell better.
                const bool middle_inside = std::isfinite(grid.sample(frame.x_of(column), frame.y_of(row)));
                if (mean.count > 0 && middle_inside)
                    value = static_cast<float>(mean.sum / mean.count);
            }
        }
    }
    return result;
}

}  // namespace liriver::mesh::gis
