"""surface.nc opens in netCDF4: every field is there, whole, packed, and typed as the reference page says."""
import sys

import netCDF4
import numpy as np

with netCDF4.Dataset(sys.argv[1]) as run:
    assert run.data_model == "NETCDF4" and run.dimensions["time"].isunlimited() and len(run.dimensions["time"]) == 5
    for name, unit in (("stage", "m"), ("depth", "m"), ("velocity_x", "m s-1"), ("velocity_y", "m s-1")):
        field = run[name]
        assert field.dtype == np.float64 and field.units == unit and field.shape == (5, 5)
        assert field.filters()["zlib"] and field.filters()["shuffle"]
        assert field.mesh == "surface" and field.location == "face"
    assert run["time"].units == "seconds since 2025-10-31 00:00:00 UTC"
    # A vector's two parts are joined by their long names (QGIS draws arrows from them).
    assert run["velocity_x"].long_name == "flow velocity, x-component"
    assert run["velocity_y"].long_name == "flow velocity, y-component"
    assert run["bed_elevation"].standard_name == "altitude"
    assert run["bed_elevation"][:].tolist() == [140.0, 140.5, 141.0, 141.5, 142.0]
    assert run["crest_elevation"][0] == 142.0 and np.isneginf(run["crest_elevation"][1:]).all()
    corners = run["surface_face_nodes"]
    assert corners.dtype == np.int32 and corners.start_index == 0
    assert np.ma.getmaskarray(corners[:]).sum() == 2, "the two triangles have no fourth corner"
    assert np.isnan(run["arrival_time"][:].filled(np.nan)).tolist() == [False] * 4 + [True]
