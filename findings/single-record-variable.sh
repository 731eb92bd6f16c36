#!/usr/bin/env bash
# Finding: netcdfjs does not know that classic NetCDF leaves out the padding of a single record variable, and fails on
#   such a file.
# Versions: netcdfjs 4.0.0, iobuffer 6.0.1 (npm), netcdf-bin 4.9.0 (Debian 12).
# Guess: the package reads "NetCDF v3 files", whose specification pads each record to 4 bytes except where a file has
#   one record variable only, of type byte, char or short.
# Seen: a file with stage as short (time, 3 gauges) and no other record variable is read by ncdump; netcdfjs takes
#   records of 8 bytes instead of 6 and ends with RangeError. With 2 gauges (4 bytes) the values are right.
# Why it matters for a river model: a packed stage series with the time left to an attribute is just such a file:
#   whether it opens depends on the number of gauges being even.
set -euo pipefail
export LC_ALL=C TZ=UTC
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# Unpacks the packages here, with what they need and the machine lacks.
packages=(netcdf-bin=1:4.9.0-3+b1 libnetcdf19=1:4.9.0-3+b1)
echo "packages: ${packages[*]}"
apt-get -s --no-install-recommends install "${packages[@]}" >plan || exit 100
sed -nE 's/^Inst ([^ ]+) (\[[^]]+\] )?\(([^ ]+) .*/\1=\3/p' plan >needed
mapfile -t needed < <(printf '%s\n' "${packages[@]}" | sort -u - needed)
mkdir deb
(cd deb && apt-get -qq -o APT::Sandbox::User=root download "${needed[@]}") || exit 100
for package in deb/*.deb; do dpkg -x "$package" unpacked || exit 100; done
LD_LIBRARY_PATH=$(find "$PWD/unpacked" -name '*.so*' -printf '%h\n' | sort -u | paste -sd:)
export LD_LIBRARY_PATH PATH="$PWD/unpacked/usr/bin:$PATH"
echo "packages from npm: netcdfjs@4.0.0 iobuffer@6.0.1"
npm install --prefix . --loglevel=error --no-audit --no-fund --ignore-scripts \
    netcdfjs@4.0.0 iobuffer@6.0.1 >npm.log || exit 100

# show WHAT GUESS STATED SEEN: the behaviour has changed when SEEN is not what the finding states.
changed=0
show() {
    printf '%s\n  guess: %s\n  seen:  %s\n' "$1" "$2" "$4"
    if [ "$3" != "$4" ]; then
        printf '  CHANGED, it was: %s\n' "$3"
        changed=1
    fi
}

# gauges NAME COUNT VALUES
gauges() {
    cat >"$1.cdl" <<CDL
netcdf $1 {
dimensions: time = UNLIMITED ; gauge = $2 ;
variables: short stage(time, gauge) ; stage:units = "cm" ;
data: stage = $3 ;
}
CDL
    ncgen -k classic -o "$1.nc" "$1.cdl"
}
gauges two 2 "1, 2, 3, 4, 5, 6"
gauges three 3 "1, 2, 3, 4, 5, 6"
cat >read.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { NetCDFReader } from 'netcdfjs';
try {
    console.log(new NetCDFReader(readFileSync(process.argv[2])).getDataVariable('stage').flat().join(', '));
} catch (error) {
    console.log(error.name);
}
JS
show "ncdump, 3 gauges" "1, 2, 3, 4, 5, 6" "1, 2, 3, 4, 5, 6" \
    "$(ncdump -v stage three.nc | sed -n '/^ stage =/,/;/p' | tr -d ' ;\n' | sed 's/stage=//; s/,/, /g')"
show "netcdfjs, 2 gauges" "1, 2, 3, 4, 5, 6" "1, 2, 3, 4, 5, 6" "$(node read.mjs two.nc)"
show "netcdfjs, 3 gauges" "1, 2, 3, 4, 5, 6" "RangeError" "$(node read.mjs three.nc)"

exit "$changed"
