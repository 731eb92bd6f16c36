#pragma once
// How a SurfaceMesh lies in a UGRID file: our cells are UGRID's faces, our faces its edges.
#include <string>

#include "data/results/netcdf.h"
#include "mesh/surface/surface_mesh.h"

namespace liriver::data::results {

inline const std::string surface_face_coordinates = "surface_face_x surface_face_y";

/// Names and numbers of the topology's dimensions and variables.
struct SurfaceTopology {
    int node_dimension = -1, edge_dimension = -1, face_dimension = -1;
    int node_x = -1, node_y = -1, face_x = -1, face_y = -1, edge_x = -1, edge_y = -1;
    int face_nodes = -1, edge_nodes = -1, edge_faces = -1;
    int bed = -1, roughness = -1, area = -1, crest = -1;
};

/// All three throw NetcdfError.
SurfaceTopology define_surface(Netcdf& file, const mesh::surface::SurfaceMesh& mesh);
void write_surface(Netcdf& file, const SurfaceTopology& topology, const mesh::surface::SurfaceMesh& mesh);
[[nodiscard]] mesh::surface::SurfaceMesh read_surface_mesh(const Netcdf& file);

/// A variable over `dimension` on the mesh, with the attributes UGRID asks for.
int define_on_surface(Netcdf& file, int dimension, const std::string& location, const std::string& name,
                      const std::string& long_name, const std::string& unit);

}  // namespace liriver::data::results
