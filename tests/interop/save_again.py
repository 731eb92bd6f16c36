"""network.nc and surface.nc as people join and save them again: xarray, netCDF4, other units and references of time.

save_again.py FROM TO WAY   with WAY one of xarray, concat, iso, text, one_based, hours
"""
import sys

import netCDF4
import numpy as np
import xarray as xr

source, target, way = sys.argv[1:]


def copy_with(change):
    """A copy by netCDF4 with attributes of type NC_STRING, `change`d."""
    with netCDF4.Dataset(source) as old, netCDF4.Dataset(target, "w") as new:
        new.setncatts({k: old.getncattr(k) for k in old.ncattrs()})
        for name, dimension in old.dimensions.items():
            new.createDimension(name, None if dimension.isunlimited() else len(dimension))
        for name, variable in old.variables.items():
            attributes = {k: variable.getncattr(k) for k in variable.ncattrs()}
            values = variable[...] if variable.dtype == str else np.ma.getdata(variable[...])
            attributes, values = change(name, attributes, values)
            fill = attributes.pop("_FillValue", None)
            made = new.createVariable(name, variable.dtype, variable.dimensions, fill_value=fill)
            for key, value in attributes.items():
                if isinstance(value, str):
                    made.setncattr_string(key, value)
                else:
                    made.setncattr(key, value)
            made[...] = values


if way == "xarray":
    with xr.open_dataset(source) as run:
        run.to_netcdf(target)
elif way == "concat":
    with xr.open_dataset(source) as run:
        parts = [run.isel(time=slice(0, 2)), run.isel(time=slice(2, None))]
        xr.concat(parts, "time", data_vars="minimal", coords="minimal", compat="override").to_netcdf(target)
elif way in ("iso", "text", "hours"):
    units = {
        "iso": "seconds since 2025-10-31T16:00:00+00:00",
        "text": "seconds since 2025-10-31 16:00:00 +00:00",
        "hours": "hours since 2025-10-31T16:00:00.000000",
    }[way]

    def change(name, attributes, values):
        if name == "time":
            attributes["units"] = units
            values = (values - 57600.0) / (3600.0 if way == "hours" else 1.0)
        return attributes, values

    copy_with(change)
elif way == "one_based":

    def change(name, attributes, values):
        if "start_index" in attributes:
            attributes["start_index"] = np.int64(1)
            fill = attributes.get("_FillValue")
            values = np.where(values == fill, values, values + 1) if fill is not None else values + 1
        return attributes, values

    copy_with(change)
else:
    raise SystemExit(f"no such way: {way}")
