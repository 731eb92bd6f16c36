"""Checks a file against the UGRID 1.0 conventions for 2D meshes of mixed polygons and CF's rules for time and grid mappings,
without knowing who wrote it: https://ugrid-conventions.github.io/ugrid-conventions/"""
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


def coordinates(data, topology, element):
    names = attribute(topology, f"{element}_coordinates").split()
    standard = [attribute(data[n], "standard_name") for n in names]
    expect(standard == ["projection_x_coordinate", "projection_y_coordinate"], f"{element} coordinates: {standard}")
    dimensions = {data[n].dimensions for n in names}
    expect(len(dimensions) == 1, f"{element} coordinates: dimensions {dimensions}")
    for name in names:
        expect(attribute(data[name], "units") == "m" and np.isfinite(data[name][:]).all(), f"{name}: units or values")
    return np.column_stack([data[n][:] for n in names]), dimensions.pop()[0]


def connectivity(data, topology, role, count):
    """Numbers from 0, masked where there is none."""
    variable = data[attribute(topology, role)]
    expect(variable.cf_role == role, f"{variable.name}: cf_role {variable.cf_role}")
    expect(np.issubdtype(variable.dtype, np.integer), f"{variable.name}: type {variable.dtype}")
    numbers = np.ma.asarray(variable[:]) - attribute(variable, "start_index", np.integer)
    expect(numbers.min() >= 0 and numbers.max() < count, f"{variable.name}: {numbers.min()} to {numbers.max()} of {count}")
    return numbers, variable.dimensions[0]


def check_mesh(data, topology):
    expect(attribute(topology, "topology_dimension", np.integer) == 2, "topology_dimension is not 2")
    nodes, node_dimension = coordinates(data, topology, "node")
    edges, edge_dimension = coordinates(data, topology, "edge")
    faces, face_dimension = coordinates(data, topology, "face")
    for element, dimension in (("face", face_dimension), ("edge", edge_dimension)):
        expect(attribute(topology, f"{element}_dimension") == dimension, f"{element}_dimension is not {dimension}")
    corners, first = connectivity(data, topology, "face_node_connectivity", len(nodes))
    expect(first == face_dimension, f"face_node_connectivity runs over {first} first")
    sides = {}
    for face, row in enumerate(corners):
        ring = row.compressed()
        expect(3 <= len(ring) == len(set(ring)), f"face {face}: corners {ring}")
        expect(not np.ma.getmaskarray(row)[: len(ring)].any(), f"face {face}: a gap among its corners")
        x, y = nodes[ring].T
        doubled = np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))
        expect(doubled > 0, f"face {face}: corners not counter-clockwise")
        for a, b in zip(ring, np.roll(ring, -1)):
            sides.setdefault(frozenset((a, b)), []).append(face)
    ends, _ = connectivity(data, topology, "edge_node_connectivity", len(nodes))
    expect({frozenset(e) for e in ends.tolist()} == set(sides), "edges are not the sides of the faces")
    np.testing.assert_allclose(edges, nodes[ends].mean(axis=1), rtol=0, atol=1e-6)
    beside, _ = connectivity(data, topology, "edge_face_connectivity", len(faces))
    for pair, row in zip(ends.tolist(), beside):
        expect(sorted(row.compressed().tolist()) == sorted(sides[frozenset(pair)]), f"edge {pair}: faces {row}")
    return {"node": node_dimension, "edge": edge_dimension, "face": face_dimension}


def check_fields(data, mesh_name, dimensions):
    fields = [v for v in data.variables.values() if hasattr(v, "mesh")]
    expect(len(fields) > 0, "no variable on the mesh")
    for variable in fields:
        expect(variable.mesh == mesh_name, f"{variable.name}: mesh {variable.mesh}")
        location = attribute(variable, "location")
        if expect(location in dimensions, f"{variable.name}: location {location}"):
            expect(variable.dimensions[-1] == dimensions[location], f"{variable.name}: {variable.dimensions}")
        expect(variable.dimensions[:-1] in ((), ("time",)), f"{variable.name}: {variable.dimensions}")
        attribute(variable, "units")
        expect(attribute(variable, "grid_mapping") in data.variables, f"{variable.name}: grid_mapping")
    names = [attribute(v, "long_name") for v in fields]
    expect(len(names) == len(set(names)), "two fields of one long_name: QGIS would show one of them")
    vectors = {n.rsplit(",", 1)[0] for n in names if n.endswith("-component")}
    expect(len(vectors) > 0, "no vector")
    for vector in vectors:
        expect({f"{vector}, x-component", f"{vector}, y-component"} <= set(names), f"{vector}: not a pair")
    expect([v.name for v in fields if getattr(v, "standard_name", "") == "altitude"] == ["bed_elevation"], "bed")


def check_crs(data):
    mapping = data["projected_coordinate_system"]
    attribute(mapping, "grid_mapping_name")
    expect(attribute(mapping, "crs_wkt").startswith("PROJCRS["), "crs_wkt is not a projected CRS in WKT 2")
    expect(attribute(mapping, "EPSG_code") == "EPSG:32649" and mapping.epsg == 32649, "EPSG code")


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
