#pragma once
// `[[initial]]` as the modules that run a scenario see it: the state of some place at the start.
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/language/surface_make.h"
#include "scenarios/language/values.h"

namespace liriver::scenarios::language {

/// `[[initial.raster]]`: one quantity, from a band of a raster.
struct InitialRaster {
    FileName file;
    int band = 1;
    std::string quantity;         ///< "stage", "depth", "velocity_x", "velocity_y", or a constituent's name
    std::string unit;             ///< of the raster's numbers; empty: m, m/s, the constituent's
    std::optional<double> scale;  ///< what a stored number is multiplied with; none: as the file says
    std::string crs;              ///< of a file that names none, or a wrong one
    Position at;
};

/// `[[initial]]`: where, and from one source what. A later one goes over an earlier one in what it says.
struct InitialValues {
    std::string name;
    // where: all of these hold; none given: everywhere
    std::string reach;
    double from_chainage = 0.0;         ///< m
    std::optional<double> to_chainage;  ///< m; none: the reach's end
    GroundArea area;
    std::string polygon_name;  ///< of the area's file; empty: all its polygons
    // what, by values
    std::optional<double> stage;                   ///< m above the datum
    std::optional<double> depth;                   ///< m
    std::optional<double> velocity;                ///< m/s, downstream
    std::optional<double> discharge;               ///< m3/s, downstream
    std::optional<double> velocity_x, velocity_y;  ///< m/s, of a surface
    Amounts concentration;                         ///< kg/m3
    // or by one of these
    FileName table;  ///< CSV along reaches
    std::vector<InitialRaster> rasters;
    FileName run;                  ///< network.nc or surface.nc
    std::optional<Time> run_time;  ///< none: its last
    Provenance provenance;
    Position at;
};

/// The quantities of a state; constituents follow, in the scenario's order.
enum StartNumber : std::size_t {
    start_stage,
    start_depth,
    start_velocity,
    start_discharge,
    start_velocity_x,
    start_velocity_y,
    start_constituents
};

/// What all `[[initial]]` together say of each place that holds water. SI; NaN: nothing is said of it there.
struct StartState {
    std::vector<std::vector<double>> values;  ///< [quantities][places]; none: nothing is said of anything

    [[nodiscard]] bool any() const { return !values.empty(); }
    [[nodiscard]] double at(std::size_t quantity, std::size_t place) const { return values[quantity][place]; }
};

}  // namespace liriver::scenarios::language
