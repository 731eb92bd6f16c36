#pragma once
// Stretches of a mesh's rim, by the points they run between. Internal to this module.
#include <cstdint>
#include <vector>

#include "mesh/surface/surface_mesh.h"

namespace liriver::scenarios::language {

/// A node of the rim, and how far from the point asked for it lies.
struct RimNode {
    std::int32_t node = -1;
    double distance = 0.0;      ///< m
    double longest_face = 0.0;  ///< m, of the rim's faces at the node
};

/// The rim of a mesh as one walks along it with the surface on the left hand.
class Rim {
  public:
    explicit Rim(const mesh::surface::SurfaceMesh& mesh);

    [[nodiscard]] RimNode nearest(double x, double y) const;

    /// The faces from one node of the rim to another, in the order of the walk; none when the walk comes back to where
    /// it began without meeting the other.
    [[nodiscard]] std::vector<std::int32_t> walk(std::int32_t from, std::int32_t to) const;

  private:
    const mesh::surface::SurfaceMesh& mesh_;
    std::vector<std::int32_t> face_from_;  ///< [nodes] the rim's face that begins there, or -1
    std::vector<double> longest_;          ///< [nodes] m, of the rim's faces there
};

}  // namespace liriver::scenarios::language
