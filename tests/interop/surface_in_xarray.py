"""surface.nc opens in xarray with times, names and values decoded. The values wanted here are the example's formulas."""
import sys

import numpy as np
import xarray as xr

with xr.open_dataset(sys.argv[1]) as run:
    assert list(run.time.values) == list(np.datetime64("2025-10-31T16:00:00") + np.arange(5) * np.timedelta64(1, "h"))
    assert run.depth.dims == ("time", "surface_nFaces") and run.greatest_depth.dims == ("surface_nFaces",)
    np.testing.assert_allclose(run.depth.isel(time=2), [1 / 3, 1 / 4, 1 / 5, 1 / 6, 0.0], rtol=1e-15)
    np.testing.assert_allclose(run.stage.isel(time=0)[:4], [141.0, 141.0, 141.0 + 1 / 3, 141.75], rtol=1e-15)
    assert np.isnan(run.stage.isel(surface_nFaces=4)).all(), "no stage where it is dry"
    np.testing.assert_allclose(run.velocity_x.isel(time=3), [0.0, 0.25, 0.5, 0.75, 1.0])
    # xarray reads the fill value of a triangle's fourth corner as missing
    corners = run.surface_face_nodes
    assert np.isnan(corners.values[:, 3]).tolist() == [False, False, False, True, True]
    water = (run.depth * run.cell_area).sum("surface_nFaces")
    np.testing.assert_allclose(water, run.water_volume, rtol=1e-14)
    assert run.place_label.values.tolist() == ["桂林"] and run.attrs["title"] == "枯水期 dry season"
    assert "surface_face_x" in run.depth.coords and run.surface_face_x.values[0] == 430050.0
