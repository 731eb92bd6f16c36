#!/usr/bin/env bash
# Finding: clipping a river line with levels by a polygon that has z = 0 puts the line's cut ends at half their bed
#   level.
# Versions: gdal-bin 3.6.2 with GEOS 3.11.1 (Debian 12).
# Guess: ogr2ogr -clipsrc cuts away what is outside; the points at the cut get the level of the line that is cut,
#   between its own vertices, as they do with a polygon without z.
# Seen: a level line at 140 m, clipped by a polygon whose rings have z = 0, ends at 70 m on both sides, by one with
#   z = 100 at 120 m: the new points take the mean of the z of the line and of the z of the ring. Without z in the
#   polygon they are at 140 m. No message.
# Why it matters for a river model: domain outlines drawn in CAD or exported as "Polygon Z" have z = 0; a thalweg or a
#   bank line clipped by one gets two false pits exactly at the boundaries of the model.
set -euo pipefail
export LC_ALL=C TZ=UTC
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# Unpacks the packages here, with what they need and the machine lacks.
packages=(
    gdal-bin=3.6.2+dfsg-1+b2
    libgdal32=3.6.2+dfsg-1+b2
    gdal-data=3.6.2+dfsg-1
    proj-data=9.1.1-1
    libgeos3.11.1=3.11.1-1
    libgeos-c1v5=3.11.1-1
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

cat >river.json <<'JSON'
{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {},
 "geometry": {"type": "LineString", "coordinates": [[0, 0, 140], [100, 0, 140]]}}]}
JSON
# domain NAME Z: a square over the river's middle part; Z as in ", 0", or nothing.
domain() {
    cat >"$1" <<JSON
{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": {"type": "Polygon",
 "coordinates": [[[20, -10$2], [80, -10$2], [80, 10$2], [20, 10$2], [20, -10$2]]]}}]}
JSON
}
domain flat.json ""
domain zero.json ", 0"
domain hundred.json ", 100"
# clipped DOMAIN: the line that is left, as WKT.
clipped() {
    ogr2ogr -f CSV -lco GEOMETRY=AS_WKT /vsistdout/ river.json -clipsrc "$1" 2>>said.txt |
        sed -n '2s/[",]*$//; 2s/^"//p'
}

show "clipped by a polygon without z" "LINESTRING Z (20 0 140,80 0 140)" \
    "LINESTRING Z (20 0 140,80 0 140)" "$(clipped flat.json)"
show "clipped by a polygon with z = 0" "LINESTRING Z (20 0 140,80 0 140)" \
    "LINESTRING Z (20 0 70,80 0 70)" "$(clipped zero.json)"
show "clipped by a polygon with z = 100" "LINESTRING Z (20 0 140,80 0 140)" \
    "LINESTRING Z (20 0 120,80 0 120)" "$(clipped hundred.json)"
show "messages of ogr2ogr" "none" "none" "$(grep . said.txt || echo none)"

exit "$changed"
