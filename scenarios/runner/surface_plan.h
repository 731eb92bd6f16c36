#pragma once
// From a scenario with `[surface.make]` to the plan of its mesh: terrain, polygons and lines read and checked.
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "data/tables/problem.h"
#include "scenarios/language/load.h"
#include "scenarios/runner/make_surface.h"

namespace liriver::scenarios::runner {

struct PlannedSurface {
    SurfacePlan plan;
    std::vector<std::filesystem::path> inputs;  ///< files read, for checksums
    std::vector<std::string> notes;             ///< a sentence for each input
};

/// Reads what `language::load_for_surface` left to read. Every fault becomes a problem: a raster, polygon or line
/// source that cannot be read to its end, a domain of several polygons or with holes, a line where a polygon is wanted,
/// corridors that do not touch, a roughness outside 0 to 1. Nothing is returned when there was one.
[[nodiscard]] std::optional<PlannedSurface> plan_surface(const language::Model& model,
                                                         data::tables::Problems& problems);

}  // namespace liriver::scenarios::runner
