#pragma once
// What `[[initial]]` says of each place that holds water: cells of a surface, or cells about sections of reaches.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "data/tables/problem.h"
#include "mesh/network/network.h"
#include "mesh/surface/surface_mesh.h"
#include "scenarios/language/scenario.h"

namespace liriver::scenarios::language {

struct StartQuantity {
    std::size_t number = 0;
    std::string name;
    std::string unit;          ///< of its numbers inside: m, m/s, m3/s, kg/m3 or 1
    double si_per_unit = 1.0;  ///< of numbers as given where no unit is said: of a constituent in its own
    bool positive = false;     ///< cannot be negative

    [[nodiscard]] bool is_constituent() const { return number >= start_constituents; }
    /// Whether a raster can give it.
    [[nodiscard]] bool by_raster(bool surface) const {
        return number == start_stage || number == start_depth || is_constituent() ||
               (surface && (number == start_velocity_x || number == start_velocity_y));
    }
};

/// By its name, as in results: "stage", "velocity_x", a constituent's. Nothing: there is none of that name.
[[nodiscard]] std::optional<StartQuantity> find_quantity(const Scenario& scenario, const std::string& name);

/// What numbers in a unit are multiplied with to be in an SI unit; nothing where it is another kind, or no unit.
[[nodiscard]] std::optional<double> factor_to_si(const std::string& unit, const std::string& si);

/// Where water is held. Of a surface the cells of `mesh`; of a river `reach` and `chainage` are given instead.
struct StartPlaces {
    std::vector<mesh::network::Point> point;  ///< [places] m
    std::vector<double> bed;                  ///< [places] m above the datum
    const mesh::surface::SurfaceMesh* mesh = nullptr;
    const mesh::network::Network* network = nullptr;
    std::vector<std::int32_t> reach;  ///< [places] of the network
    std::vector<double> chainage;     ///< [places] m

    [[nodiscard]] std::size_t size() const { return point.size(); }
    /// A place in words: "section of main at 250 m", "cell at (430005.0, 2790005.0)".
    [[nodiscard]] std::string name_of(std::size_t place) const;
};

/// The state that all `[[initial]]` give together. Problems: a place without cells, a file that cannot be read or has
/// no value somewhere in its place, a negative depth or concentration, a level given along reaches below their bed, a
/// run without that output time or with a constituent in another unit.
[[nodiscard]] StartState read_start_state(const Scenario& scenario, const StartPlaces& places,
                                          data::tables::Problems& problems);

}  // namespace liriver::scenarios::language
