#pragma once
// Numbers in a grid that cannot be ground: marks for no value that the file does not declare.
#include <cstddef>
#include <string>
#include <vector>

#include "mesh/gis/grid.h"

namespace liriver::mesh::gis {

/// No ground of the Earth's land lies outside (Dead Sea -430 m, quarries and dry basins included; Everest 8849 m).
inline constexpr double lowest_ground = -500.0;
inline constexpr double highest_ground = 9000.0;

/// Cells that hold one implausible number, or numbers out of the Earth's range.
struct Implausible {
    std::size_t cells = 0;
    double elevation = 0.0;       ///< m, of the first of them in the grid's order
    int column = 0, row = 0;      ///< where it is
    double neighbour = no_value;  ///< m, of the neighbour nearest to it in height; NaN: none has a value
    bool out_of_range = false;    ///< outside the Earth's range
};

struct PlausibleGround {
    bool any_low = false;   ///< low ground is known to be ground
    bool any_high = false;  ///< and high ground
    double step = 50.0;  ///< m: a usual mark (0, -1, -9, -99, 255, 999 ...) that differs by more from every neighbour
    double pit = 100.0;  ///< m: any other number that lies so far below every neighbour
};

/// Whether programs put this number where they have no elevation, and it could pass for ground.
[[nodiscard]] bool is_mark(double elevation);

/// Outside the Earth's range, on a side where nothing is known of the ground.
[[nodiscard]] bool is_out_of_range(double elevation, const PlausibleGround& ground);

/// Whether a number differs from a neighbour's by more than ground does: as a mark by `step`, or downwards as a pit.
[[nodiscard]] bool stands_off(double elevation, double neighbour, const PlausibleGround& ground);

/// What cannot be ground, by number, the most cells first: outside the Earth's range; or cells of one number (a mark
/// for no value, or a pit) whose every neighbour differs from them by more than real ground does over one cell.
[[nodiscard]] std::vector<Implausible> find_implausible(const Grid& grid, const PlausibleGround& ground = {});

}  // namespace liriver::mesh::gis
