#pragma once
// Each verification case of the 2D solver as a function that runs it and returns one error.
#include <functional>
#include <string>
#include <vector>

#include "solver/surface/surface_solver.h"
#include "tests/verification/channel/exact_solutions.h"
#include "tests/verification/surface/made_meshes.h"

namespace liriver::tests::surface {

struct Case {
    std::string name;
    std::string metric;
    double bound;        ///< the metric must not exceed it
    std::string source;  ///< where the right answer comes from
    std::function<double()> run;
    bool quick = true;  ///< false: takes long; left to the full test run
};

/// All cases, in the order of the table.
const std::vector<Case>& surface_cases();

// L1 of depth, sum |h - h_exact| A / sum h_exact A
double dam_break_error(int cells, double depth_left, double depth_right, double time, Shape shape, double degrees);
double macdonald_error(verification::MacDonald kind, int cells, Shape shape, double degrees);
/// Largest departure of stage and speed from a lake among islands.
double lake_at_rest(Shape shape, double degrees, int steps, bool rest_where_still);
/// Largest relative departure from the normal depth.
double uniform_flow_error(double normal_depth, double slope, Shape shape, double degrees);
/// The share of cells deeper than `arrival_depth` at some moment whose greatest speed is more than 10 % off the exact
/// one.
double thacker_speed_error(int side, Shape shape);
double thacker_error(bool planar, int side, Shape shape);
double oblique_jump_error(int cells, Shape shape, double degrees);
struct ShelfBore {
    double speed = 0.0;    ///< the greatest, by 2 sqrt(g (highest energy level - lowest bed))
    double balance = 0.0;  ///< of water
    bool reached = false;  ///< whether water ran onto the shelf
};
/// Throws std::runtime_error where a depth is negative or no number.
ShelfBore bore_over_shelf(Shape shape);
struct RainErrors {
    double equilibrium, outflow;
};
RainErrors rain_error();

/// L1 by that of the wave itself, on a mesh of so many cells along.
double simple_wave_error(int cells, Shape shape);
/// Error on 400 cells by that on 200.
double last_ratio(const std::function<double(int cells)>& error);

double l1_of_depth(const solver::surface::SurfaceSolver& solver,
                   const std::function<double(double x, double y)>& exact);

}  // namespace liriver::tests::surface
