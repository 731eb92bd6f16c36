#include "data/results/surface_topology.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "data/results/crs_variable.h"
#include "data/results/map_variables.h"

namespace liriver::data::results {

using mesh::network::Point;
using mesh::surface::SurfaceMesh;
using std::string;
using Type = Netcdf::Type;

namespace {

/// Stands for the fourth corner of a triangle, and for the missing neighbour of a boundary edge.
constexpr std::int32_t no_index = -1;

// One coordinate of all.
std::vector<double> each(const std::vector<Point>& points, double Point::*coordinate) {
    std::vector<double> values;
    values.reserve(points.size());
    for (const Point& point : points)
        values.push_back(point.*coordinate);
    return values;
}

std::size_t most_corners(const SurfaceMesh& mesh) {
    std::size_t most = 3;
    for (std::int32_t cell = 0; cell < mesh.cell_count(); ++cell)
        most = std::max(most, mesh.corners(cell).size());
    return most;
}

int connectivity(Netcdf& file, const string& name, std::array<int, 2> dimensions, const string& role,
                 const string& long_name, bool may_lack) {
    const int variable = file.variable(name, Type::int32, dimensions);
    file.attribute(variable, "cf_role", role);
    file.attribute(variable, "long_name", long_name);
    file.attribute(variable, "start_index", 0);
    if (may_lack)
        file.attribute(variable, "_FillValue", no_index);
    return variable;
}

}  // namespace

int define_on_surface(Netcdf& file, int dimension, const string& location, const string& name, const string& long_name,
                      const string& unit) {
    const int variable = file.variable(name, Type::float64, std::array{dimension});
    file.attribute(variable, "long_name", long_name);
    file.attribute(variable, "units", unit);
    file.attribute(variable, "mesh", string("surface"));
    file.attribute(variable, "location", location);
    file.attribute(variable, "grid_mapping", crs_variable_name);
    file.attribute(variable, "coordinates", fmt::format("surface_{0}_x surface_{0}_y", location));
    return variable;
}

SurfaceTopology define_surface(Netcdf& file, const SurfaceMesh& mesh) {
    SurfaceTopology topology;
    topology.node_dimension = file.dimension("surface_nNodes", static_cast<std::size_t>(mesh.node_count()));
    topology.edge_dimension = file.dimension("surface_nEdges", static_cast<std::size_t>(mesh.face_count()));
    topology.face_dimension = file.dimension("surface_nFaces", static_cast<std::size_t>(mesh.cell_count()));
    const int corners = file.dimension("surface_nMax_face_nodes", most_corners(mesh));
    const int two = file.dimension("two", 2);

    const int variable = file.variable("surface", Type::int32, {});
    file.attribute(variable, "cf_role", string("mesh_topology"));
    file.attribute(variable, "long_name", string("triangles and quadrilaterals that 2D flow is computed on"));
    file.attribute(variable, "topology_dimension", 2);
    file.attribute(variable, "node_coordinates", string("surface_node_x surface_node_y"));
    file.attribute(variable, "edge_coordinates", string("surface_edge_x surface_edge_y"));
    file.attribute(variable, "face_coordinates", surface_face_coordinates);
    file.attribute(variable, "face_node_connectivity", string("surface_face_nodes"));
    file.attribute(variable, "edge_node_connectivity", string("surface_edge_nodes"));
    file.attribute(variable, "edge_face_connectivity", string("surface_edge_faces"));
    file.attribute(variable, "node_dimension", string("surface_nNodes"));
    file.attribute(variable, "edge_dimension", string("surface_nEdges"));
    file.attribute(variable, "face_dimension", string("surface_nFaces"));

    topology.node_x = define_coordinate(file, topology.node_dimension, "surface_node_x", 'x', "nodes");
    topology.node_y = define_coordinate(file, topology.node_dimension, "surface_node_y", 'y', "nodes");
    topology.edge_x = define_coordinate(file, topology.edge_dimension, "surface_edge_x", 'x', "edge midpoints");
    topology.edge_y = define_coordinate(file, topology.edge_dimension, "surface_edge_y", 'y', "edge midpoints");
    topology.face_x = define_coordinate(file, topology.face_dimension, "surface_face_x", 'x', "face centroids");
    topology.face_y = define_coordinate(file, topology.face_dimension, "surface_face_y", 'y', "face centroids");
    topology.face_nodes = connectivity(file, "surface_face_nodes", {topology.face_dimension, corners},
                                       "face_node_connectivity", "corners of each face, counter-clockwise", true);
    topology.edge_nodes = connectivity(file, "surface_edge_nodes", {topology.edge_dimension, two},
                                       "edge_node_connectivity", "the two ends of each edge", false);
    topology.edge_faces = connectivity(
        file, "surface_edge_faces", {topology.edge_dimension, two}, "edge_face_connectivity",
        "the faces on the left and the right hand of each edge; a boundary edge has none on the right", true);

    topology.bed = define_on_surface(file, topology.face_dimension, "face", "bed_elevation",
                                     "bed elevation (mean over the face)", "m");
    file.attribute(topology.bed, "standard_name", string("altitude"));
    topology.roughness =
        define_on_surface(file, topology.face_dimension, "face", "manning_n", "Manning's n", "s m-1/3");
    topology.area = define_on_surface(file, topology.face_dimension, "face", "cell_area", "area of the face", "m2");
    file.attribute(topology.area, "standard_name", string("cell_area"));
    topology.crest = define_on_surface(file, topology.edge_dimension, "edge", "crest_elevation",
                                       "lowest elevation at which water passes the edge", "m");
    return topology;
}

void write_surface(Netcdf& file, const SurfaceTopology& topology, const SurfaceMesh& mesh) {
    file.write(file.find_variable("surface"), 0);
    file.write(topology.node_x, mesh.node_x);
    file.write(topology.node_y, mesh.node_y);
    file.write(topology.edge_x, each(mesh.midpoint, &Point::x));
    file.write(topology.edge_y, each(mesh.midpoint, &Point::y));
    file.write(topology.face_x, each(mesh.centroid, &Point::x));
    file.write(topology.face_y, each(mesh.centroid, &Point::y));

    const std::size_t width = most_corners(mesh);
    std::vector<std::int32_t> corners(static_cast<std::size_t>(mesh.cell_count()) * width, no_index);
    for (std::int32_t cell = 0; cell < mesh.cell_count(); ++cell) {
        const auto own = mesh.corners(cell);
        std::copy(own.begin(), own.end(), corners.begin() + static_cast<std::ptrdiff_t>(width) * cell);
    }
    file.write(topology.face_nodes, corners);
    std::vector<std::int32_t> edge_nodes;
    std::vector<std::int32_t> edge_faces;
    std::vector<double> crests;
    crests.reserve(mesh.left.size());
    for (std::int32_t f = 0; f < mesh.face_count(); ++f) {
        const auto ends = mesh.ends(f);
        edge_nodes.insert(edge_nodes.end(), ends.begin(), ends.end());
        edge_faces.insert(edge_faces.end(), {mesh.left[f], mesh.right[f]});
        crests.push_back(mesh.crest(f));
    }
    file.write(topology.edge_nodes, edge_nodes);
    file.write(topology.edge_faces, edge_faces);
    file.write(topology.bed, mesh.bed_elevation);
    file.write(topology.roughness, mesh.manning_n);
    file.write(topology.area, mesh.area);
    file.write(topology.crest, crests);
}

namespace {

// Faces follow from the cells, but another program (or an older one of ours) may number them in another order: crests
// go by the nodes at their edges' ends.
void set_crests(SurfaceMesh& mesh, const std::vector<std::int32_t>& ends, const std::vector<double>& crests) {
    using Edge = std::pair<std::pair<std::int32_t, std::int32_t>, std::int32_t>;  // its nodes in order, its number
    const auto between = [](std::int32_t a, std::int32_t b) { return std::pair(std::min(a, b), std::max(a, b)); };
    std::vector<Edge> own;
    std::vector<Edge> given;
    own.reserve(mesh.left.size());
    given.reserve(ends.size() / 2);
    for (std::int32_t f = 0; f < mesh.face_count(); ++f)
        own.emplace_back(between(mesh.ends(f)[0], mesh.ends(f)[1]), f);
    for (std::size_t e = 0; 2 * e + 1 < ends.size(); ++e)
        given.emplace_back(between(ends[2 * e], ends[2 * e + 1]), static_cast<std::int32_t>(e));
    std::sort(own.begin(), own.end());
    std::sort(given.begin(), given.end());
    const auto same = [](const Edge& a, const Edge& b) { return a.first == b.first; };
    if (crests.size() != given.size() || !std::equal(own.begin(), own.end(), given.begin(), given.end(), same))
        throw NetcdfError("edges that do not follow from the surface's cells");
    for (std::size_t k = 0; k < own.size(); ++k)
        if (const double crest = crests[static_cast<std::size_t>(given[k].second)];
            crest > -std::numeric_limits<double>::infinity())
            mesh.set_crest(own[k].second, crest);
}

}  // namespace

SurfaceMesh read_surface_mesh(const Netcdf& file) {
    if (!file.has_variable("surface") ||
        file.text_attribute(file.find_variable("surface"), "cf_role") != "mesh_topology")
        throw NetcdfError("no surface in it");
    const auto doubles = [&file](const char* name) { return file.read_doubles(file.find_variable(name)); };
    const auto integers = [&file](const char* name) { return file.read_indices(file.find_variable(name)); };

    const std::vector<std::size_t> shape = file.lengths(file.find_variable("surface_face_nodes"));
    if (shape.size() != 2)
        throw NetcdfError("surface_face_nodes without two dimensions");
    const std::vector<std::int32_t> rows = integers("surface_face_nodes");
    std::vector<std::int32_t> first{0};
    std::vector<std::int32_t> corners;
    for (std::size_t cell = 0; cell < shape[0]; ++cell) {
        for (std::size_t k = 0; k < shape[1]; ++k)
            if (rows[cell * shape[1] + k] != no_index)
                corners.push_back(rows[cell * shape[1] + k]);
        first.push_back(static_cast<std::int32_t>(corners.size()));
    }
    auto assembled = mesh::surface::assemble_mesh(doubles("surface_node_x"), doubles("surface_node_y"),
                                                  std::move(first), std::move(corners));
    if (!assembled)
        throw NetcdfError(to_string(assembled.error()));
    SurfaceMesh mesh = std::move(*assembled);
    const std::vector<double> bed = doubles("bed_elevation");
    const std::vector<double> manning = doubles("manning_n");
    if (bed.size() != mesh.area.size() || manning.size() != mesh.area.size())
        throw NetcdfError("values that do not fit the surface's cells");
    mesh.bed_elevation.assign(bed.begin(), bed.end());  // where the mesh has room for them
    mesh.manning_n.assign(manning.begin(), manning.end());
    set_crests(mesh, integers("surface_edge_nodes"), doubles("crest_elevation"));
    return mesh;
}

}  // namespace liriver::data::results
