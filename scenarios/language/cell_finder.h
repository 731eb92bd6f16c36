#pragma once
// Which cell of a mesh holds a point of the scenario. Private to this room.
#include <cstdint>
#include <optional>
#include <string>

#include "mesh/network/polyline.h"
#include "mesh/surface/surface_mesh.h"
#include "scenarios/language/reporter.h"
#include "scenarios/language/scenario.h"

namespace liriver::scenarios::language {

class CellFinder {
  public:
    CellFinder(const mesh::surface::SurfaceMesh& mesh, const Scenario& scenario, Reporter& report)
        : mesh_(mesh), scenario_(scenario), report_(report) {}

    /// The point in the project's CRS; a problem and nothing when it has no place there.
    [[nodiscard]] std::optional<mesh::network::Point> projected(const PointValue& point, const std::string& key);

    /// The cell that holds the point, or -1 and a problem: a point is never moved onto the surface, because water or a
    /// reading would then be somewhere that nobody named. It is left in the project's CRS.
    std::int32_t find(PlaceValue& place, const std::string& path, const Position& owner);

    /// How far a point lies outside the surface, m: from the nearest side of the rim.
    [[nodiscard]] double distance_to_rim(const mesh::network::Point& point) const;

  private:
    [[nodiscard]] bool holds(std::int32_t cell, const mesh::network::Point& point) const;

    const mesh::surface::SurfaceMesh& mesh_;
    const Scenario& scenario_;
    Reporter& report_;
};

}  // namespace liriver::scenarios::language
