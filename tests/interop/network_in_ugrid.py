"""Checks a file against the UGRID 1.0 conventions for 1D networks and CF's rules for time and grid mappings, without
knowing who wrote it: https://ugrid-conventions.github.io/ugrid-conventions/"""
import sys

import netCDF4
import numpy as np

faults = []


def expect(condition, words):
    if not condition:
        faults.append(words)
    return condition


def attribute(variable, name, kind=str):
    value = getattr(variable, name, None)
    expect(isinstance(value, kind), f"{variable.name}: attribute {name} is {value!r}")
    return value


def check_coordinates(data, topology, attribute_name, dimension):
    names = attribute(topology, attribute_name).split()
    if not expect(len(names) == 2 and all(n in data.variables for n in names), f"{attribute_name}: {names}"):
        return
    standard = sorted(attribute(data[n], "standard_name") for n in names)
    expect(standard == ["projection_x_coordinate", "projection_y_coordinate"], f"{attribute_name}: {standard}")
    for name in names:
        expect(data[name].dimensions == (dimension,), f"{name}: dimensions {data[name].dimensions}")
        expect(attribute(data[name], "units") == "m", f"{name}: units")
        expect(np.isfinite(data[name][:]).all(), f"{name}: not finite")


def check_mesh(data, topology):
    expect(attribute(topology, "topology_dimension", np.integer) == 1, "topology_dimension is not 1")
    edges = data[attribute(topology, "edge_node_connectivity")]
    node_dimension = data[topology.node_coordinates.split()[0]].dimensions[0]
    edge_dimension = getattr(topology, "edge_dimension", edges.dimensions[0])
    check_coordinates(data, topology, "node_coordinates", node_dimension)
    if hasattr(topology, "edge_coordinates"):
        check_coordinates(data, topology, "edge_coordinates", edge_dimension)
    expect(edges.cf_role == "edge_node_connectivity", "cf_role of the edges")
    expect(edges.dimensions[0] == edge_dimension and edges.shape[1] == 2, f"edges: dimensions {edges.dimensions}")
    expect(np.issubdtype(edges.dtype, np.integer), f"edges: type {edges.dtype}")
    start = attribute(edges, "start_index", np.integer)
    ends = edges[:] - start
    nodes = len(data.dimensions[node_dimension])
    expect(ends.min() >= 0 and ends.max() < nodes, f"edges: nodes {ends.min()} to {ends.max()} of {nodes}")
    expect((ends[:, 0] != ends[:, 1]).all(), "edges: from a node to itself")
    expect(len(np.unique(ends)) == nodes, "nodes without an edge")
    return {"node": node_dimension, "edge": edge_dimension}


def check_fields(data, mesh_name, dimensions):
    count = 0
    for variable in data.variables.values():
        if not hasattr(variable, "mesh"):
            on_mesh = set(variable.dimensions) & set(dimensions.values())
            known = variable.name.startswith(mesh_name + "_")
            expect(not on_mesh or known, f"{variable.name}: on the mesh, but names none")
            continue
        count += 1
        expect(variable.mesh == mesh_name, f"{variable.name}: mesh {variable.mesh}")
        location = attribute(variable, "location")
        if expect(location in dimensions, f"{variable.name}: location {location}"):
            expect(variable.dimensions[-1] == dimensions[location], f"{variable.name}: {variable.dimensions} at {location}")
        expect(variable.dimensions[:-1] in ((), ("time",)), f"{variable.name}: {variable.dimensions}")
        attribute(variable, "long_name")
        if np.issubdtype(variable.dtype, np.floating):
            attribute(variable, "units")
        mapping = attribute(variable, "grid_mapping")
        expect(mapping in data.variables, f"{variable.name}: grid_mapping {mapping}")
    expect(count > 0, "no variable on the mesh")
    names = [v.long_name for v in data.variables.values() if hasattr(v, "mesh")]
    expect(len(names) == len(set(names)), "two fields of one long_name: QGIS would show one of them")


def check_crs(data):
    mapping = data["projected_coordinate_system"]
    attribute(mapping, "grid_mapping_name")
    expect(attribute(mapping, "crs_wkt").startswith("PROJCRS["), "crs_wkt is not a projected CRS in WKT 2")
    expect(attribute(mapping, "wkt").startswith("PROJCS["), "wkt is not a projected CRS in WKT 1")
    expect(attribute(mapping, "EPSG_code") == "EPSG:32649" and mapping.epsg == 32649, "EPSG code")
    # UTM zone 49: central meridian 111 degrees east
    expect(mapping.longitude_of_central_meridian == 111.0 and mapping.false_easting == 500000.0, "projection parameters")


with netCDF4.Dataset(sys.argv[1]) as dataset:
    conventions = dataset.Conventions.split()
    expect("UGRID-1.0" in conventions and any(c.startswith("CF-") for c in conventions), f"Conventions {conventions}")
    meshes = [v for v in dataset.variables.values() if getattr(v, "cf_role", "") == "mesh_topology"]
    expect(len(meshes) == 1, f"{len(meshes)} mesh topologies")
    for mesh in meshes:
        check_fields(dataset, mesh.name, check_mesh(dataset, mesh))
    check_crs(dataset)
    time = dataset["time"]
    expect(attribute(time, "standard_name") == "time" and "since" in attribute(time, "units"), "time")
    expect((np.diff(time[:]) > 0).all(), "time does not rise")

for fault in faults:
    print(fault)
sys.exit(1 if faults else 0)
