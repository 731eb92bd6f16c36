#!/usr/bin/env bash
# Finding: gdal_contour -p with fixed levels gives the top class the upper bound 4294967295, and the lowest one 0.
# Versions: gdal-bin 3.6.2 (Debian 12).
# Guess: the manual has -amin and -amax as the attributes for the "minimum" and "maximum elevation of contour
#   polygon", so the lowest class begins at the raster's least value and the top class ends at its greatest.
# Seen: of depths 0.1 to 3.9 m in classes at 0.5, 1 and 2 m, the polygons run 0-0.5, 0.5-1, 1-2 and 2-4294967295; of
#   bed levels 100.1 to 103.9 m at 101 and 102 m, 0-101, 101-102 and 102-4294967295. With a constant interval (-i 1)
#   the classes of the depths begin at 0 and end at 4.
# Why it matters for a river model: hazard classes of a flood map are fixed levels; a legend, a mean depth or a damage
#   function that uses the class middle takes 2147483648.5 m for the deepest water.
set -euo pipefail
export LC_ALL=C TZ=UTC
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# Unpacks the packages here, with what they need and the machine lacks.
packages=(gdal-bin=3.6.2+dfsg-1+b2 libgdal32=3.6.2+dfsg-1+b2 gdal-data=3.6.2+dfsg-1 proj-data=9.1.1-1)
echo "packages: ${packages[*]}"
apt-get -s --no-install-recommends install "${packages[@]}" >plan || exit 100
sed -nE 's/^Inst ([^ ]+) (\[[^]]+\] )?\(([^ ]+) .*/\1=\3/p' plan >needed
mapfile -t needed < <(printf '%s\n' "${packages[@]}" | sort -u - needed)
mkdir deb
(cd deb && apt-get -qq -o APT::Sandbox::User=root download "${needed[@]}") || exit 100
for package in deb/*.deb; do dpkg -x "$package" unpacked || exit 100; done
LD_LIBRARY_PATH=$(find "$PWD/unpacked" -name '*.so*' -printf '%h\n' | sort -u | paste -sd:)
export LD_LIBRARY_PATH PATH="$PWD/unpacked/usr/bin:$PATH"
export PROJ_DATA="$PWD/unpacked/usr/share/proj" GDAL_DATA="$PWD/unpacked/usr/share/gdal"

# show WHAT GUESS STATED SEEN: the behaviour has changed when SEEN is not what the finding states.
changed=0
show() {
    printf '%s\n  guess: %s\n  seen:  %s\n' "$1" "$2" "$4"
    if [ "$3" != "$4" ]; then
        printf '  CHANGED, it was: %s\n' "$3"
        changed=1
    fi
}

# slope LEAST GREATEST: a raster of 39 columns that rises by 0.1 from each to the next.
slope() {
    printf 'ncols 39\nnrows 3\nxllcorner 0\nyllcorner 0\ncellsize 10\n'
    for _ in 1 2 3; do
        seq -s ' ' "$1" 0.1 "$2"
    done
}
slope 0.1 3.9 >depth.asc
slope 100.1 103.9 >bed.asc
# classes RASTER OPTION...: "least-greatest" of each polygon.
classes() {
    rm -f classes.json
    gdal_contour -q -p -amin least -amax greatest "${@:2}" -f GeoJSON "$1" classes.json
    grep -o '"least": [0-9.]*, "greatest": [0-9.]*' classes.json | sed -E 's/"least": (.*), "greatest": (.*)/\1-\2/' |
        paste -sd' '
}
show "depth at 0.5, 1 and 2 m" "0.1-0.5 0.5-1.0 1.0-2.0 2.0-3.9" \
    "0.0-0.5 0.5-1.0 1.0-2.0 2.0-4294967295.0" "$(classes depth.asc -fl 0.5 1 2)"
show "bed level at 101 and 102 m" "100.1-101.0 101.0-102.0 102.0-103.9" \
    "0.0-101.0 101.0-102.0 102.0-4294967295.0" "$(classes bed.asc -fl 101 102)"
show "depth each 1 m" "0.0-1.0 1.0-2.0 2.0-3.0 3.0-4.0" \
    "0.0-1.0 1.0-2.0 2.0-3.0 3.0-4.0" "$(classes depth.asc -i 1)"

exit "$changed"
