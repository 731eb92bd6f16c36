"""network.nc opens in xarray with times, names and values decoded. The values wanted here are the example's formulas."""
import sys

import numpy as np
import xarray as xr

with xr.open_dataset(sys.argv[1]) as run:
    assert list(run.time.values) == list(np.datetime64("2025-10-31T16:00:00") + np.arange(5) * np.timedelta64(1, "h"))
    assert run.stage.dims == ("time", "network_nNodes") and run.discharge.dims == ("time", "network_nEdges")
    assert run.released.dims == ("time",) and run.released.values.tolist() == [0.0, 3600.0, 7200.0, 10800.0, 14400.0]
    np.testing.assert_allclose(run.stage.isel(time=4, network_nNodes=7), 143.74, rtol=1e-15)
    np.testing.assert_allclose(run["NH3-N"].isel(time=2), [1 / (3 + n + 2) for n in range(8)], rtol=1e-15)
    np.testing.assert_allclose(run.discharge.isel(time=3), [18.7 + e / 7 + 3 for e in range(7)], rtol=1e-15)
    assert run.discharge.attrs["units"] == "m3 s-1"
    assert run.network_reach_name.values.tolist() == ["漓江", "甘棠江"], run.network_reach_name.values
    assert run.place_label.values.tolist() == ["桂林", "瓦窑沟"]
    assert run.attrs["title"] == "枯水期 dry season" and run.attrs["vertical_datum"] == "EGM96"
    assert run.stage.sel(time="2025-10-31T18:00:00").values[0] == 143.0 + 0.02
    assert "network_node_x" in run.stage.coords and run.network_node_x.values[1] == 430100.0
