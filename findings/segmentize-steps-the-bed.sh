#!/usr/bin/env bash
# Finding: ogr2ogr -segmentize gives every new vertex the z of the segment's far end: a sloping bed becomes flat with
#   one step.
# Versions: gdal-bin 3.6.2 (Debian 12).
# Guess: the option sets the greatest distance between two vertices by adding points on the segment; a point on a
#   segment in 3D has the z between those of its ends.
# Seen: a reach of 100 m from 141 m down to 140 m, segmentized at 25 m, has z = 141, 140, 140, 140, 140: the whole
#   fall of the reach stands in the first 25 m.
# Why it matters for a river model: densifying a thalweg before it is cut into cells is a usual step; bed slope is the
#   driving force of the model, and here becomes four times as steep in one cell and zero in the others.
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

cat >thalweg.json <<'JSON'
{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {},
 "geometry": {"type": "LineString", "coordinates": [[0, 0, 141], [100, 0, 140]]}}]}
JSON
show "thalweg with a vertex each 25 m" "LINESTRING Z (0 0 141,25 0 140.75,50 0 140.5,75 0 140.25,100 0 140)" \
    "LINESTRING Z (0 0 141,25 0 140,50 0 140,75 0 140,100 0 140)" \
    "$(ogr2ogr -f CSV -lco GEOMETRY=AS_WKT /vsistdout/ thalweg.json -segmentize 25 | sed -n '2s/[",]*$//; 2s/^"//p')"

exit "$changed"
