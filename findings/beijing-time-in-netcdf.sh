#!/usr/bin/env bash
# Finding: CDO and ncdump leave out the time zone of a CF time unit, NCO and cftime apply it: one file, two times 8 h
#   apart.
# Versions: cdo 2.1.1, netcdf-bin 4.9.0, nco 5.1.4, python3-cftime 1.6.2 (Debian 12).
# Guess: the CF conventions (section 4.4) take their grammar from UDUNITS and give a unit with -6:00 as their example,
#   so every tool of the field turns "hours since 2020-06-07 08:00:00 +08:00" into 00:00 UTC.
# Seen: time 0 is 2020-06-07 08:00 in cdo and in ncdump -t, which show no zone and warn of nothing, and 2020-06-07
#   00:00 in NCO and in cftime (so in netCDF4 and xarray too).
# Why it matters for a river model: gauge series kept in Beijing time meet rain in UTC; a CDO step in the middle
#   (mergetime, seldate, daymean) shifts the hydrograph by 8 h, a third of a day, against the forcing.
set -euo pipefail
export LC_ALL=C TZ=UTC
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# Unpacks the packages here, with what they need and the machine lacks.
packages=(
    cdo=2.1.1-1+deb12u1
    libcdi0=2.1.1-1+deb12u1
    netcdf-bin=1:4.9.0-3+b1
    libnetcdf19=1:4.9.0-3+b1
    nco=5.1.4-1+deb12u1
    libudunits2-0=2.2.28-5
    libudunits2-data=2.2.28-5
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
export UDUNITS2_XML_PATH="$PWD/unpacked/usr/share/xml/udunits/udunits2.xml"
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

cat >gauge.cdl <<'CDL'
netcdf gauge {
dimensions: time = 2 ; lat = 1 ; lon = 1 ;
variables:
    double time(time) ; time:units = "hours since 2020-06-07 08:00:00 +08:00" ;
        time:standard_name = "time" ; time:calendar = "standard" ;
    double lat(lat) ; lat:units = "degrees_north" ;
    double lon(lon) ; lon:units = "degrees_east" ;
    float stage(time, lat, lon) ; stage:units = "m" ;
data: time = 0, 1 ; lat = 25.27 ; lon = 110.29 ; stage = 141.2, 141.6 ;
}
CDL
ncgen -o gauge.nc gauge.cdl
cat >first.py <<'PY'
import cftime
print(cftime.num2date(0, "hours since 2020-06-07 08:00:00 +08:00").isoformat())
PY
as_hour() { sed -E 's/^ *time = *//; s/[" ;]*,.*//; s/"//g'; }

show "cdo showtimestamp, first time" "2020-06-07T00:00:00 (UTC)" \
    "2020-06-07T08:00:00" "$(cdo showtimestamp gauge.nc 2>cdo.txt | awk '{print $1}')"
show "ncdump -t, first time" "2020-06-07 (00:00 UTC)" \
    "2020-06-07 08" "$(ncdump -t -v time gauge.nc 2>ncdump.txt | grep '^ time =' | as_hour)"
show "messages of cdo and ncdump" "none" "none" "$(cat cdo.txt ncdump.txt | grep . || echo none)"
show "ncks --cal, first time" "2020-06-07 (00:00 UTC)" \
    "2020-06-07" "$(ncks --cal -v time gauge.nc | grep ' time = ' | tail -n 1 | as_hour)"
show "cftime.num2date(0)" "2020-06-07T00:00:00 (UTC)" \
    "2020-06-07T00:00:00" "$(/usr/bin/python3 -B first.py)"

exit "$changed"
