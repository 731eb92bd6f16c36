#pragma once
// What `mesh` starts from: rasters, lines and the assumed channel that a scenario names, read and checked.
#include <optional>
#include <string>
#include <vector>

#include "data/tables/problem.h"
#include "mesh/field/error.h"
#include "mesh/gis/mosaic.h"
#include "mesh/network/barriers.h"
#include "mesh/network/build.h"
#include "mesh/sections/channel.h"
#include "scenarios/language/scenario.h"

namespace liriver::scenarios::runner {

/// A row of the channel table that holds where so much land lies above.
struct ChannelByArea {
    double area = 0.0;  ///< m2
    mesh::sections::AssumedChannel channel;
};

struct MeshInputs {
    mesh::gis::Mosaic terrain;                             ///< by priority
    std::vector<mesh::network::SourceLine> lines;          ///< every river line, named or not
    std::vector<mesh::network::BarrierLine> barriers;      ///< dams and weirs as drawn
    std::vector<mesh::sections::AssumedChannel> channels;  ///< rows by reach, or "*", and chainage
    std::vector<ChannelByArea> channels_by_area;           ///< rows by reach, or "*", and the land above
    std::vector<std::string> notes;                        ///< a sentence for each input
};

/// A mesh room's error as a problem at the place in the scenario that led to it.
[[nodiscard]] data::tables::Problem as_problem(const mesh::field::Error& error, const language::Position& at,
                                               const std::string& code);

/// A point in the project's CRS; a problem (code "bad-point") where it has no place there.
[[nodiscard]] std::optional<mesh::network::Point> to_point(const language::PointValue& value, const std::string& crs,
                                                           data::tables::Problems& problems);

/// Reads all inputs of a scenario for `mesh`. Every fault becomes a problem: a CRS that is not projected in metres, a
/// raster or line source that cannot be read to its end, a vertical datum that is not the project's, a channel table
/// with a missing column or a number out of bounds. Nothing is returned when there was one.
[[nodiscard]] std::optional<MeshInputs> read_mesh_inputs(const language::Scenario& scenario,
                                                         data::tables::Problems& problems);

}  // namespace liriver::scenarios::runner
