#pragma once
// Which cell of a mesh holds a point of the scenario. Internal to this module.
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

    /// An end of a section in the project's CRS. It may stand on a bank beside the surface, two sides of the cells
    /// there away: farther it is a slip of the pen, and a problem.
    [[nodiscard]] std::optional<PointValue> section_end(const PointValue& point, const std::string& key);

  private:
    struct RimSide {
        double distance = 0.0, length = 0.0;  ///< m
    };
    [[nodiscard]] RimSide nearest_side(const mesh::network::Point& point) const;
    /// The cell that holds the point, or -1.
    [[nodiscard]] std::int32_t cell_of(const mesh::network::Point& point) const;

    const mesh::surface::SurfaceMesh& mesh_;
    const Scenario& scenario_;
    Reporter& report_;
};

}  // namespace liriver::scenarios::language
