#pragma once
// Rectangles filled with squares or triangles at any angle: what the exact solutions are computed on.
#include <cstdint>
#include <functional>
#include <vector>

#include "mesh/surface/surface_mesh.h"

namespace liriver::tests::surface {

enum class Shape { squares, triangles };

/// A rectangle from (0, 0) to (length, width) of cells of size `spacing`, their lines turned by `degrees` against its
/// sides. At 0 degrees the spacing is fitted to both sides. Cells that the sides cut are triangles and quadrilaterals.
mesh::surface::SurfaceMesh rectangle(double length, double width, double spacing, Shape shape, double degrees);

/// Bed at every cell's centroid.
void set_bed(mesh::surface::SurfaceMesh& mesh, const std::function<double(double x, double y)>& bed);
void set_manning(mesh::surface::SurfaceMesh& mesh, double n);

/// Faces of the rim whose midpoint fulfils the condition.
std::vector<std::int32_t> rim_where(const mesh::surface::SurfaceMesh& mesh,
                                    const std::function<bool(double x, double y)>& condition);

}  // namespace liriver::tests::surface
