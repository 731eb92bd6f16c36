#pragma once
// A valley meshed with triangles of one size and a few slivers among them, as other programs' meshes have them.
#include <vector>

#include "mesh/surface/surface_mesh.h"

namespace liriver::tests::surface {

struct SliverValley {
    mesh::surface::SurfaceMesh mesh;
    std::vector<double> depth;  ///< m, of a lake behind a dam that breaks; the valley below is dry
};

/// 3200 m by 1600 m of 25 600 triangles with uneven sides of about 20 m. One in a hundred of them is cut into three,
/// one of which has an inscribed circle `smaller` times smaller than the whole: 26 112 cells. 1: none is cut.
SliverValley sliver_valley(double smaller);

}  // namespace liriver::tests::surface
