#pragma once
// From terrain and lines to everything a river's files hold.
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "data/tables/problem.h"
#include "mesh/gis/grid.h"
#include "mesh/network/barriers.h"
#include "mesh/network/network.h"
#include "mesh/sections/channel.h"
#include "mesh/sections/long_profile.h"
#include "mesh/terrain/catchments.h"
#include "scenarios/language/scenario.h"
#include "scenarios/runner/mesh_inputs.h"

namespace liriver::scenarios::runner {

/// One place of a station.
struct MeasuredStation {
    std::string name;
    std::string label;
    mesh::network::Place place;
    mesh::network::Point point;  ///< on the reach
    double area = 0.0;           ///< m2, the D8 catchment there
    std::string note;
};

struct MeasuredReservoir {
    std::string name;
    std::string label;
    mesh::network::Place place;
    double area = 0.0;  ///< m2, the D8 catchment there
    language::Provenance provenance;
};

/// Land to be added to the terrain's areas on a reach from a chainage on.
struct LandAbove {
    std::size_t reach = 0;
    double chainage = 0.0;  ///< m
    double area = 0.0;      ///< m2; NaN: unknown
};

/// A river as `mesh` measured it. `catchments` has one list a reach, one entry a section of it, in order.
struct MeasuredRiver {
    mesh::network::Network network;
    std::vector<mesh::network::BuildNote> notes;
    std::vector<mesh::sections::SectionLine> places;      ///< by reach in the network's order, then chainage
    std::vector<mesh::sections::BurnedSection> sections;  ///< one for each place
    std::vector<mesh::sections::LongProfile> profiles;
    std::vector<std::vector<mesh::terrain::SectionCatchment>> catchments;
    std::vector<LandAbove> land_above;  ///< of heads whose land the terrain does not hold
    std::vector<mesh::network::Barrier> barriers;
    std::vector<MeasuredStation> stations;
    std::vector<MeasuredReservoir> reservoirs;
    mesh::gis::Grid relief;
    std::vector<std::string> report;  ///< a sentence each: gaps closed, terrain conditioned, what was left aside
};

/// Builds the network, drains the terrain with its rivers burned in, cuts and conditions sections, shares out the land
/// and places stations, reservoirs and barriers. Every fault becomes a problem; nothing is returned when there was one.
[[nodiscard]] std::optional<MeasuredRiver> measure_river(const language::Scenario& scenario, const MeshInputs& inputs,
                                                         data::tables::Problems& problems);

}  // namespace liriver::scenarios::runner
