#pragma once
// Land above the heads of reaches that the terrain does not hold.
#include "mesh/terrain/drainage.h"
#include "scenarios/language/scenario.h"
#include "scenarios/runner/measure_river.h"

namespace liriver::scenarios::runner {

/// A reach whose head lies at the terrain's edge brings water from land that the terrain does not hold: with
/// `area_above` of its [[reach]] that area stands above it and everything downstream, without it the areas there are
/// unknown (NaN), which the report says and asks for. `area_above` takes the place of the terrain's own area at any
/// other open head. Bifurcations share nothing: an area goes on along the reach that is joined, not along one that
/// leaves it.
void find_land_above(const language::Scenario& scenario, const mesh::terrain::Drainage& drainage, MeasuredRiver& river);

/// m2 to be added to the terrain's area on a reach at a chainage; NaN: unknown. After `find_land_above`.
[[nodiscard]] double land_above(const MeasuredRiver& river, std::size_t reach, double chainage);

}  // namespace liriver::scenarios::runner
