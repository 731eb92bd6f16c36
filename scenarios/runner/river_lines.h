#pragma once
// The lines that a network is built from and the reaches asked of them: from a map, or from the terrain's own drainage.
#include <optional>
#include <string>
#include <vector>

#include "data/tables/problem.h"
#include "mesh/network/build.h"
#include "mesh/terrain/drainage.h"
#include "mesh/terrain/streams.h"
#include "scenarios/language/scenario.h"
#include "scenarios/runner/mesh_inputs.h"

namespace liriver::scenarios::runner {

/// The drainage that streams were found in: areas along them are to be told from it and no other.
struct StreamDrainage {
    mesh::terrain::Drainage drainage;
    std::vector<mesh::terrain::Stream> streams;
};

struct RiverLines {
    std::vector<mesh::network::SourceLine> lines;
    std::vector<mesh::network::ReachRequest> requests;
    std::vector<std::string> notes;         ///< a sentence for each stream found or left out
    std::optional<StreamDrainage> streams;  ///< with `streams_above`
};

/// With `network.lines`: those lines, and a request for each [[reach]]. With `network.streams_above`: a line along each
/// stream that at least so much land drains through, "stream 1" the largest, shortened at the edge of the terrain by
/// the half length of a section; a request for each [[reach]], or for every stream when there is none. Problems: a
/// point of a reach that has no place in the CRS, no stream at all.
[[nodiscard]] std::optional<RiverLines> river_lines(const language::Scenario& scenario, const MeshInputs& inputs,
                                                    data::tables::Problems& problems);

}  // namespace liriver::scenarios::runner
