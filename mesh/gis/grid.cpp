#include "mesh/gis/grid.h"

#include <algorithm>

namespace liriver::mesh::gis {
namespace {

/// A billionth of a cell off a cell's middle is round-off: the middle's own value is meant, and no neighbour's.
double snap(double place) {
    const double whole = std::round(place);
    return std::abs(place - whole) < 1e-9 ? whole : place;
}

}  // namespace

double Grid::sample(double x, double y) const {
    if (frame.size() == 0)
        return no_value;
    const double column = (x - frame.west) / frame.cell_x;
    const double row = (frame.north - y) / frame.cell_y;
    if (!(column >= 0.0 && row >= 0.0 && column <= frame.columns && row <= frame.rows))
        return no_value;
    const double across = std::clamp(snap(column - 0.5), 0.0, static_cast<double>(frame.columns - 1));
    const double down = std::clamp(snap(row - 0.5), 0.0, static_cast<double>(frame.rows - 1));
    const int left = static_cast<int>(across);
    const int top = static_cast<int>(down);
    const double right_share = across - left;
    const double bottom_share = down - top;

    // A neighbour of no weight takes no part: its missing value must not spoil a sample taken on a cell's very middle.
    double sum = 0.0;
    const auto add = [&](int c, int r, double weight) {
        if (weight > 0.0)
            sum += weight * at(c, r);
    };
    add(left, top, (1.0 - right_share) * (1.0 - bottom_share));
    add(left + 1, top, right_share * (1.0 - bottom_share));
    add(left, top + 1, (1.0 - right_share) * bottom_share);
    add(left + 1, top + 1, right_share * bottom_share);
    return sum;
}

}  // namespace liriver::mesh::gis
