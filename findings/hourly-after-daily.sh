#!/usr/bin/env bash
# Finding: xarray writes a series of daily and then hourly times in whole days: the hours of the flood are rounded
#   away.
# Versions: python3-xarray 2023.01.0, python3-netcdf4 1.6.2 (Debian 12).
# Guess: to_netcdf writes what concat shows in memory: for a series made in memory it chooses a unit that holds every
#   time.
# Seen: concat hands on the encoding of its first part (int64, days since). 06:00, 12:00 and 18:00 on 7 June are
#   written as 00:00 on 7 June and twice 00:00 on 8 June. The warning speaks of _FillValue and NaN, not of rounded
#   times.
# Why it matters for a river model: daily yearbook discharges joined to hourly telemetry of the flood are a usual
#   boundary condition; the peak moves by up to 12 h and times stand twice.
set -euo pipefail
export LC_ALL=C TZ=UTC
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# Unpacks the packages here, with what they need and the machine lacks.
packages=(
    python3-xarray=2023.01.0-1.1
    python3-pandas=1.5.3+dfsg-2
    python3-pandas-lib=1.5.3+dfsg-2
    python3-netcdf4=1.6.2-1+b1
    python3-cftime=1.6.2-3+b1
)
echo "packages: ${packages[*]}"
apt-get -s --no-install-recommends install "${packages[@]}" >plan || exit 100
sed -nE 's/^Inst ([^ ]+) (\[[^]]+\] )?\(([^ ]+) .*/\1=\3/p' plan >needed
mapfile -t needed < <(printf '%s\n' "${packages[@]}" | sort -u - needed)
mkdir deb
(cd deb && apt-get -qq -o APT::Sandbox::User=root download "${needed[@]}") || exit 100
for package in deb/*.deb; do dpkg -x "$package" unpacked || exit 100; done
LD_LIBRARY_PATH=$(find "$PWD/unpacked" -name '*.so*' -printf '%h\n' | sort -u | paste -sd:)
export LD_LIBRARY_PATH PATH="$PWD/unpacked/usr/bin:$PATH"
export PYTHONPATH="$PWD/unpacked/usr/lib/python3/dist-packages"

# show WHAT GUESS STATED SEEN: the behaviour has changed when SEEN is not what the finding states.
changed=0
show() {
    printf '%s\n  guess: %s\n  seen:  %s\n' "$1" "$2" "$4"
    if [ "$3" != "$4" ]; then
        printf '  CHANGED, it was: %s\n' "$3"
        changed=1
    fi
}

cat >join.py <<'PY'
import warnings
import pandas
import xarray

def series(name, times, flows):
    xarray.Dataset({"q": ("time", flows)}, coords={"time": pandas.to_datetime(times)}).to_netcdf(name)

series("daily.nc", ["2020-06-06", "2020-06-07"], [100.0, 120.0])
series("hourly.nc", ["2020-06-07T06", "2020-06-07T12", "2020-06-07T18"], [900.0, 1500.0, 2100.0])
joined = xarray.concat([xarray.open_dataset("daily.nc"), xarray.open_dataset("hourly.nc")], "time")
with warnings.catch_warnings(record=True) as said:
    warnings.simplefilter("always")
    joined.to_netcdf("joined.nc")
for data in (joined, xarray.open_dataset("joined.nc")):
    print(" ".join(pandas.DatetimeIndex(data.time.values).strftime("%d.%H")))
print(" / ".join(str(warning.message) for warning in said))
PY
/usr/bin/python3 -B join.py >times.txt
show "times in memory (day.hour)" "06.00 07.00 07.06 07.12 07.18" \
    "06.00 07.00 07.06 07.12 07.18" "$(sed -n 1p times.txt)"
show "times in the file (day.hour)" "06.00 07.00 07.06 07.12 07.18" \
    "06.00 07.00 07.00 08.00 08.00" "$(sed -n 2p times.txt)"
show "warning of to_netcdf" "times are rounded" \
    "saving variable time with floating point data as an integer dtype without any _FillValue to use for NaNs" \
    "$(sed -n 3p times.txt)"

exit "$changed"
