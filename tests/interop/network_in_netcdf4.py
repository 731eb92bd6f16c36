"""network.nc opens in netCDF4: every field is there, whole, packed, and typed as the reference page says."""
import sys

import netCDF4
import numpy as np

with netCDF4.Dataset(sys.argv[1]) as run:
    assert run.data_model == "NETCDF4" and run.dimensions["time"].isunlimited() and len(run.dimensions["time"]) == 5
    for name, unit, size in (("stage", "m", 8), ("NH3-N", "mg/L", 8), ("discharge", "m3 s-1", 7)):
        field = run[name]
        assert field.dtype == np.float64 and field.units == unit and field.shape == (5, size)
        assert field.filters()["zlib"] and field.filters()["shuffle"]
        assert not np.ma.is_masked(field[:])
    assert run["time"].units == "seconds since 2025-10-31 00:00:00 UTC"
    assert run["time"][:].tolist() == [57600.0, 61200.0, 64800.0, 68400.0, 72000.0]
    last = netCDF4.num2date(run["time"][4], run["time"].units, run["time"].calendar)
    assert (last.year, last.month, last.day, last.hour) == (2025, 10, 31, 20)
    assert run["bed_elevation"][:].tolist() == [140.0, 139.5, 139.0, 138.5, 138.0, 141.0, 141.0 - 0.7, 141.0 - 0.7 * 2]
