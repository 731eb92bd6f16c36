#pragma once
// The rings of a piece of ground that a scenario names. Internal to this module.
#include <string>
#include <vector>

#include "mesh/surface/ring.h"
#include "scenarios/language/reporter.h"
#include "scenarios/language/surface_make.h"

namespace liriver::scenarios::language {

/// The rings in the project's CRS: that of `area.ring`, or of the polygons in its file, only those of `polygon_name`
/// unless that is empty. `path` is the table's that has the keys `polygon`, `polygon_file`, `polygon_name`. Problems: a
/// file that cannot be read, a feature that is no polygon or has holes, no polygon of that name.
[[nodiscard]] std::vector<mesh::surface::Ring> read_ground_rings(const GroundArea& area,
                                                                 const std::string& polygon_name,
                                                                 const std::string& path, const Position& at,
                                                                 const Scenario& scenario, Reporter& report);

}  // namespace liriver::scenarios::language
