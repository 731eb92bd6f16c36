#!/usr/bin/env bash
# Finding: Turf's lineChunk, lineSliceAlong and along give a new point the elevation of the segment's far end.
# Versions: @turf/turf 7.4.0 (npm).
# Guess: a point part of the way along a 3D line has the elevation in between, or none at all as in older versions.
# Seen: half-way from 100 m to 200 m, along() returns 200, and lineChunk() ends its first chunk at 200: all of the
#   fall is in the first part. The cause is known upstream (Turfjs/turf issue 3007); along() has it as well.
# Why it matters for a river model: stations each so many metres along a thalweg, made in a web tool, carry bed levels
#   that belong to the next surveyed vertex: at the sections everything looks right, between them the bed is a
#   staircase.
set -euo pipefail
export LC_ALL=C TZ=UTC
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

echo "packages from npm: @turf/turf@7.4.0"
npm install --prefix . --loglevel=error --no-audit --no-fund --ignore-scripts \
    @turf/turf@7.4.0 >npm.log || exit 100

# show WHAT GUESS STATED SEEN: the behaviour has changed when SEEN is not what the finding states.
changed=0
show() {
    printf '%s\n  guess: %s\n  seen:  %s\n' "$1" "$2" "$4"
    if [ "$3" != "$4" ]; then
        printf '  CHANGED, it was: %s\n' "$3"
        changed=1
    fi
}

cat >chunk.mjs <<'JS'
import { along, length, lineChunk, lineSliceAlong, lineString } from '@turf/turf';
const thalweg = lineString([[110, 25, 100], [110.1, 25, 200]]);
const half = length(thalweg) / 2;
const level = (position) => (position.length > 2 ? position[2] : 'none');
console.log(level(along(thalweg, half).geometry.coordinates));
console.log(level(lineChunk(thalweg, half).features[0].geometry.coordinates[1]));
console.log(level(lineSliceAlong(thalweg, 0, half).geometry.coordinates[1]));
JS
node chunk.mjs >levels.txt
show "along(), half-way from 100 to 200" "150 or none" "200" "$(sed -n 1p levels.txt)"
show "lineChunk(), end of the first half" "150 or none" "200" "$(sed -n 2p levels.txt)"
show "lineSliceAlong(), end of the first half" "150 or none" "200" "$(sed -n 3p levels.txt)"

exit "$changed"
