#!/usr/bin/env bash
# Finding: cells that a program never wrote are missing to ncdump and netCDF4, and 9.97e+36 to xarray, CDO and NCO.
# Versions: python3-netcdf4 1.6.2, python3-xarray 2023.01.0, cdo 2.1.1, nco 5.1.4, netcdf-bin 4.9.0 (Debian 12).
# Guess: the NetCDF User's Guide says that the default fill value of the type marks data never written where a
#   variable has no _FillValue; readers that mask _FillValue are taken to do the same for it.
# Seen: of depth = 1, 2, 3 and a cell never written, the greatest is 3 in netCDF4 and 9.96921e+36 in xarray, CDO and
#   NCO, without a message.
# Why it matters for a river model: a run that stopped, or a mesh whose dry cells are left out, gives such files; the
#   greatest depth, the mean and the volume of one and the same file depend on who reads it.
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
    python3-netcdf4=1.6.2-1+b1
    python3-cftime=1.6.2-3+b1
    python3-xarray=2023.01.0-1.1
    python3-pandas=1.5.3+dfsg-2
    python3-pandas-lib=1.5.3+dfsg-2
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

cat >depth.cdl <<'CDL'
netcdf depth {
dimensions: time = 4 ; lat = 1 ; lon = 1 ;
variables:
    double time(time) ; time:units = "hours since 2020-06-07" ; time:standard_name = "time" ;
    double lat(lat) ; lat:units = "degrees_north" ;
    double lon(lon) ; lon:units = "degrees_east" ;
    float depth(time, lat, lon) ; depth:units = "m" ;
data: time = 0, 1, 2, 3 ; lat = 25.27 ; lon = 110.29 ; depth = 1, 2, 3, _ ;
}
CDL
ncgen -o depth.nc depth.cdl
cat >greatest.py <<'PY'
import sys
if sys.argv[1] == "xarray":
    import xarray
    print(f"{float(xarray.open_dataset('depth.nc').depth.max()):g}")
else:
    import netCDF4
    print(f"{float(netCDF4.Dataset('depth.nc')['depth'][:].max()):g}")
PY
ncwa -O -y max -a time,lat,lon -v depth depth.nc greatest.nc >nco.txt 2>&1

show "ncdump of the depths" "1, 2, 3, _" "1, 2, 3, _" \
    "$(ncdump -v depth depth.nc | sed -n '/^ depth =/,/;/p' | tr -d ' ;\n' | sed 's/depth=//; s/,/, /g')"
show "greatest depth, netCDF4 (Python)" "3" "3" "$(/usr/bin/python3 -B greatest.py netCDF4)"
show "greatest depth, NCO (ncwa)" "3" "9.96921e+36" \
    "$(ncks --trd -H -C -v depth greatest.nc | awk '/=/ {printf "%g", $3}')"
show "greatest depth, xarray" "3" "9.96921e+36" "$(/usr/bin/python3 -B -W always greatest.py xarray 2>xarray.txt)"
show "greatest depth, cdo timmax" "3" "9.96921e+36" \
    "$(cdo outputtab,nohead,value -timmax depth.nc 2>cdo.txt | tr -d ' ')"
show "messages of NCO, xarray and cdo" "none" "none" "$(cat nco.txt xarray.txt cdo.txt | grep . || echo none)"

exit "$changed"
