#include "mesh/terrain/drainage.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace liriver::mesh::terrain {
namespace {

/// The neighbour of steepest fall on the flooded levels, or else the cell that the flood came from.
Cell steepest(const GridFrame& frame, const Flooded& flooded, const std::array<double, 8>& lengths, Cell cell) {
    Cell best = flooded.parent[at(cell)];
    double fall = 0.0;
    const double level = static_cast<double>(flooded.level[at(cell)]);
    for_each_neighbour(frame, cell, [&](Cell next, std::size_t step) {
        const double own = (level - static_cast<double>(flooded.level[at(next)])) / lengths[step];
        if (own > fall) {  // false for a neighbour without terrain: NaN
            fall = own;
            best = next;
        }
    });
    return best;
}

/// Cells with terrain, each before its receiver.
std::vector<Cell> upstream_first(const std::vector<Cell>& receiver) {
    std::vector<std::int32_t> waiting_for(receiver.size(), 0);
    std::size_t count = 0;
    for (const Cell to : receiver) {
        if (to >= 0)
            ++waiting_for[at(to)];
        if (to != nowhere)
            ++count;
    }
    std::vector<Cell> order;
    order.reserve(count);
    for (std::size_t cell = 0; cell < receiver.size(); ++cell)
        if (receiver[cell] != nowhere && waiting_for[cell] == 0)
            order.push_back(static_cast<Cell>(cell));
    for (std::size_t i = 0; i < order.size(); ++i)
        if (const Cell to = receiver[at(order[i])]; to >= 0 && --waiting_for[at(to)] == 0)
            order.push_back(to);
    assert(order.size() == count && "drainage directions form no ring");
    return order;
}

}  // namespace

Drainage drain(const Grid& terrain, const std::vector<RiverLine>& lines, const DrainageOptions& options,
               const std::vector<RiverLine>& others) {
    assert(terrain.frame.size() <= static_cast<std::size_t>(std::numeric_limits<Cell>::max()));
    Drainage drainage;
    drainage.frame = terrain.frame;
    const GridFrame& frame = drainage.frame;
    std::vector<float> elevation = terrain.values;
    drainage.holes_closed = close_holes(frame, elevation);
    lower(frame, elevation, others, options.trench_depth);
    drainage.rivers = burn(frame, elevation, lines, options.trench_depth);
    drainage.cells_breached = breach(frame, elevation, drainage.rivers.is_river, options.breach);
    const Flooded flooded = flood(frame, elevation, drainage.rivers.is_river);
    drainage.cells_filled = flooded.raised_cells;
    drainage.deepest_fill = flooded.deepest_fill;

    drainage.receiver.assign(frame.size(), nowhere);
    const std::array<double, 8> lengths = step_lengths(frame);
    for (std::size_t cell = 0; cell < frame.size(); ++cell) {
        if (drainage.rivers.is_river[cell])
            drainage.receiver[cell] = drainage.rivers.next[cell];
        else if (!std::isnan(elevation[cell]))
            drainage.receiver[cell] = steepest(frame, flooded, lengths, static_cast<Cell>(cell));
    }
    drainage.order = upstream_first(drainage.receiver);

    drainage.area.assign(frame.size(), 0.0);
    const double own = frame.cell_area();
    for (const Cell cell : drainage.order) {
        drainage.area[at(cell)] += own;
        if (const Cell to = drainage.receiver[at(cell)]; to >= 0)
            drainage.area[at(to)] += drainage.area[at(cell)];
    }
    return drainage;
}

std::optional<double> catchment_area(const Drainage& drainage, double x, double y, double radius) {
    const GridFrame& frame = drainage.frame;
    const int column = frame.column_of(x);
    const int row = frame.row_of(y);
    if (!frame.contains(column, row))
        return std::nullopt;
    const int across = static_cast<int>(std::ceil(radius / frame.cell_x));
    const int down = static_cast<int>(std::ceil(radius / frame.cell_y));
    double largest = drainage.area[frame.index(column, row)];
    for (int r = std::max(0, row - down); r <= std::min(frame.rows - 1, row + down); ++r)
        for (int c = std::max(0, column - across); c <= std::min(frame.columns - 1, column + across); ++c)
            if (std::hypot(frame.x_of(c) - x, frame.y_of(r) - y) <= radius)
                largest = std::max(largest, drainage.area[frame.index(c, r)]);
    if (largest == 0.0)
        return std::nullopt;
    return largest;
}

}  // namespace liriver::mesh::terrain
