#include "mesh/terrain/line_cells.h"

#include <algorithm>
#include <limits>

namespace liriver::mesh::terrain {
namespace {

/// Parameters in [0, 1] along one axis at which a piece of line crosses from cell to cell.
struct Axis {
    int cell = 0;
    int end = 0;
    int step = 1;
    double next = std::numeric_limits<double>::infinity();  ///< parameter of the next crossing
    double stride = 0.0;

    /// From and to in cells, counted from the frame's corner.
    Axis(double from, double to) : cell(static_cast<int>(std::floor(from))), end(static_cast<int>(std::floor(to))) {
        const double length = to - from;
        if (length == 0.0)
            return;
        step = length > 0.0 ? 1 : -1;
        stride = 1.0 / std::abs(length);
        next = (length > 0.0 ? cell + 1.0 - from : from - cell) * stride;
    }
};

}  // namespace

std::vector<CellOnLine> cells_along(const GridFrame& frame, const std::vector<double>& chainage,
                                    const std::vector<double>& x, const std::vector<double>& y) {
    std::vector<CellOnLine> cells;
    double entered = 0.0;  // chainage at which the line came into the last cell of the list
    const auto visit = [&](int column, int row, double from, double to) {
        if (!frame.contains(column, row))
            return;
        const Cell cell = static_cast<Cell>(frame.index(column, row));
        if (cells.empty() || cells.back().cell != cell) {
            cells.push_back({.cell = cell, .chainage = 0.0});
            entered = from;
        }
        cells.back().chainage = 0.5 * (entered + to);
    };
    for (std::size_t i = 0; i + 1 < x.size(); ++i) {
        const double length = chainage[i + 1] - chainage[i];
        Axis across((x[i] - frame.west) / frame.cell_x, (x[i + 1] - frame.west) / frame.cell_x);
        Axis down((frame.north - y[i]) / frame.cell_y, (frame.north - y[i + 1]) / frame.cell_y);
        int left = std::abs(across.end - across.cell) + std::abs(down.end - down.cell);
        double parameter = 0.0;
        while (true) {
            const double leave = left == 0 ? 1.0 : std::min({across.next, down.next, 1.0});
            visit(across.cell, down.cell, chainage[i] + parameter * length, chainage[i] + leave * length);
            if (left-- == 0)
                break;
            // Never past the end cell of an axis, whatever round-off says of the crossing's parameter.
            Axis& axis =
                (across.next <= down.next && across.cell != across.end) || down.cell == down.end ? across : down;
            axis.cell += axis.step;
            axis.next += axis.stride;
            parameter = leave;
        }
    }
    return cells;
}

}  // namespace liriver::mesh::terrain
