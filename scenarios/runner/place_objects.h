#pragma once
// Stations, reservoirs, dams and weirs on a network that `mesh` has built.
#include "data/tables/problem.h"
#include "mesh/terrain/drainage.h"
#include "scenarios/language/scenario.h"
#include "scenarios/runner/measure_river.h"
#include "scenarios/runner/mesh_inputs.h"

namespace liriver::scenarios::runner {

/// Fills the river's barriers, stations and reservoirs, each with its place on the network and the land above it, and
/// adds a sentence for each to its report. Needs the river's network and catchments. A place too far from its reach, or
/// on none there is, is a problem (code "off-the-river").
void place_objects(const language::Scenario& scenario, const MeshInputs& inputs,
                   const mesh::terrain::Drainage& drainage, MeasuredRiver& river, data::tables::Problems& problems);

}  // namespace liriver::scenarios::runner
