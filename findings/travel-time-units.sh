#!/usr/bin/env bash
# Finding: xarray turns a variable in "hours", "days" or "seconds" into nanoseconds of timedelta64, one in "h", "day"
#   or "s" into none.
# Versions: python3-xarray 2023.01.0, python3-netcdf4 1.6.2 (Debian 12).
# Guess: CF decoding concerns time coordinates ("days since ..."); a data variable in hours stays the number that it
#   is, and names that UDUNITS holds for the same unit (h, hour, hours) are read alike.
# Seen: a water age of 2.7 "days" comes back as 233280000000000 ns, so that its value times 24 is 5.6e15; 2.7 in "day"
#   or "d" comes back as 2.7. The type depends on how the unit is spelt (the documentation has it under
#   decode_timedelta).
# Why it matters for a river model: travel time, water age, residence time and flood duration are results with just
#   these units; code that works on one model's file (h) fails or is wrong by 1e9 on another's (hours).
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

cat >decode.py <<'PY'
import xarray
for unit in ("s", "h", "d", "day", "seconds", "hours", "days"):
    xarray.Dataset({"age": ("cell", [0.3, 2.7], {"units": unit})}).to_netcdf(f"{unit}.nc")
    age = xarray.open_dataset(f"{unit}.nc").age
    print(f"{unit}: {age.dtype} {(age * 24).values.astype(float)[1]:.6g}")
PY
/usr/bin/python3 -B decode.py >ages.txt
for unit in s h d day; do
    show "2.7 in \"$unit\", times 24" "float64 64.8" "float64 64.8" "$(sed -n "s/^$unit: //p" ages.txt)"
done
show '2.7 in "seconds", times 24' "float64 64.8" \
    "timedelta64[ns] 6.48e+10" "$(sed -n 's/^seconds: //p' ages.txt)"
show '2.7 in "hours", times 24' "float64 64.8" \
    "timedelta64[ns] 2.3328e+14" "$(sed -n 's/^hours: //p' ages.txt)"
show '2.7 in "days", times 24' "float64 64.8" \
    "timedelta64[ns] 5.59872e+15" "$(sed -n 's/^days: //p' ages.txt)"

exit "$changed"
